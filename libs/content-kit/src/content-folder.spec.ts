import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { itemsOf } from './content-item.ts';
import type { ContentItem } from './content-item.ts';
import { readContent } from './read-content.ts';
import { supplyOf } from './supply.ts';

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
});
