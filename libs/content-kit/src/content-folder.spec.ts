import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { itemsOf } from './content-item.ts';
import type { ContentItem } from './content-item.ts';
import { readContent } from './read-content.ts';
import { plannedLinks } from './study-links.ts';
import { supplyFaults, supplyOf } from './supply.ts';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../../content');

let items: ContentItem[];
let problems: string[];
beforeAll(async () => {
  const read = await readContent(FOLDER);
  items = read.items;
  problems = read.problems.map((p) => `${p.file}:${p.line} ${p.message} ${p.hint}`);
});

/** The question that answers this item of the catalogue. */
function answerTo(alias: string) {
  const found = itemsOf(items, 'question').find((q) => q.body.aliases.includes(alias));
  if (!found) throw new Error(`no question answers ${alias}`);
  return found.body;
}

describe('the content of this repository', () => {
  it('has no faults', () => {
    expect(problems).toEqual([]);
  });

  it('has twelve tracks and the ten moves, every one with the four level names of people', () => {
    expect(itemsOf(items, 'track')).toHaveLength(12);
    const [rubric] = itemsOf(items, 'rubric');
    expect(rubric?.body.dimensions.map((d) => d.id)).toEqual(
      'constraints trade-offs sequencing failure-surface hard-limit revision mechanism structure star quantify'.split(
        ' ',
      ),
    );
    expect(rubric?.body.levelNames).toEqual(['Not yet', 'Knows it', 'Reasons when asked', 'Reasons unasked']);
  });

  it('has enough questions for every format at each of its levels', () => {
    expect(supplyFaults(items)).toEqual([]);
  });

  it('gives each phase of every format that draws a question one of its own, at each of its levels', () => {
    const formats = itemsOf(items, 'format');
    expect(formats.map((f) => f.slug)).toEqual(expect.arrayContaining(['debugging', 'system-design']));
    for (const { format, level, byKind, usable } of supplyOf(items)) {
      const phases = formats.find((f) => f.slug === format)?.body.phases.filter((p) => p.draws.length > 0) ?? [];
      expect({ format, level, isEnough: usable >= phases.length }).toEqual({ format, level, isEnough: true });
      for (const { draws } of phases) expect(draws.some((kind) => (byKind[kind] ?? 0) > 0)).toBe(true);
    }
  });

  it('lets every focus dimension of a format be shown by a kind that the format draws', () => {
    const [rubric] = itemsOf(items, 'rubric');
    for (const { body, slug } of itemsOf(items, 'format')) {
      for (const id of body.focusDimensions) {
        const applies = rubric?.body.dimensions.find((d) => d.id === id)?.appliesTo ?? [];
        expect({ slug, id, isShown: applies.some((k) => body.kinds.includes(k)) }).toEqual({ slug, id, isShown: true });
      }
    }
  });

  it('answers the five reasoning questions with at least three pushbacks each', () => {
    for (const n of [1, 2, 3, 4, 5]) {
      expect(answerTo(`reasoning-0${n}`).pushbacks.length).toBeGreaterThanOrEqual(3);
    }
  });

  it('lists at least eight numbered causes for the failing federation', () => {
    const numbers = [...answerTo('reasoning-05').answerPattern.matchAll(/^(\d+)\. \*\*/gm)].map((m) => Number(m[1]));
    expect(numbers.length).toBeGreaterThanOrEqual(8);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('has the seven formats', () => {
    const formats = itemsOf(items, 'format').map((f) => f.slug);
    expect(formats.sort()).toEqual(
      'behavioural debugging hiring-manager project-defence screening system-design technical-deep-dive'.split(' '),
    );
  });

  it('has twelve stages and fifteen case studies, each of which the last stage links to', () => {
    const stages = itemsOf(items, 'stage').map((s) => s.body);
    expect(stages.map((s) => s.number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const cases = itemsOf(items, 'case-study').map((c) => `case-${c.body.number}`);
    const last = stages.find((s) => s.number === 12)?.sections.flatMap((s) => s.topics.flatMap((t) => t.items)) ?? [];
    const linked = last.flatMap((item) => item.links.map((l) => l.to)).filter((to) => to.startsWith('case-'));
    expect(cases).toHaveLength(15);
    expect(linked.sort()).toEqual(cases.sort());
  });

  it('plans only the deep dives and three sections that are named as such', () => {
    const planned = plannedLinks(items).map((p) => p.link.to);
    expect(planned.filter((to) => !to.startsWith('deep-dive/')).sort()).toEqual([
      'section-10.2',
      'section-10.3',
      'section-5.4',
    ]);
  });
});
