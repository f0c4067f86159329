import type { ContentItem } from './content-item.ts';
import { readQuestion } from './question-file.ts';
import { FORMAT, QUESTION } from './sample-files.ts';
import { reviewsDue, supplyFaults, supplyOf } from './supply.ts';
import { readFormat } from './yaml-items.ts';

function question(slug: string, changes: [string, string][] = []): ContentItem {
  const source = changes.reduce((text, [from, to]) => text.replace(from, to), QUESTION);
  const { body } = readQuestion(`${slug}.md`, source);
  if (!body) throw new Error('the sample question has faults');
  return { kind: 'question', slug, body, contentHash: slug, file: `${slug}.md` };
}

function format(): ContentItem {
  const { body } = readFormat('debugging.yaml', FORMAT);
  if (!body) throw new Error('the sample format has faults');
  return { kind: 'format', slug: 'debugging', body, contentHash: 'f', file: 'debugging.yaml' };
}

const LEVELS = 'levels: mid..senior';
const KIND = 'kind: debugging';

describe('the supply of a format', () => {
  it('counts what may be asked at each of its levels, interview-only ones apart', () => {
    const items = [
      format(),
      question('both-levels'),
      question('senior-secret', [
        [LEVELS, 'levels: senior'],
        ['use: both', 'use: interview'],
      ]),
      question('junior', [[LEVELS, 'levels: junior']]),
      question('study', [['use: both', 'use: study']]),
      question('other-kind', [[KIND, 'kind: scenario']]),
    ];
    expect(supplyOf(items)).toEqual([
      { format: 'debugging', level: 'mid', usable: 1, interviewOnly: 0, byKind: { debugging: 1 } },
      { format: 'debugging', level: 'senior', usable: 2, interviewOnly: 1, byKind: { debugging: 2 } },
    ]);
  });

  it('is too small below twelve, or with fewer than four that nobody can have studied', () => {
    const open = (n: number) => Array.from({ length: n }, (_, i) => question(`open-${i}`, [[LEVELS, 'levels: mid']]));
    const closed = (n: number) =>
      Array.from({ length: n }, (_, i) => question(`closed-${i}`, [['use: both', 'use: interview']]));
    expect(supplyFaults([format(), ...open(8), ...closed(4)])).toEqual([
      'Too few questions for debugging at senior level: 4 of 12 questions that may be asked.',
    ]);
    expect(supplyFaults([format(), ...open(9), ...closed(3)])).toEqual([
      'Too few questions for debugging at mid level: 3 of 4 that are interview-only.',
      'Too few questions for debugging at senior level: 3 of 12 questions that may be asked and 3 of 4 that are interview-only.',
    ]);
  });

  it('is nought where there are no questions, and absent without formats', () => {
    expect(supplyOf([format()]).map((s) => s.usable)).toEqual([0, 0]);
    expect(supplyOf([question('alone')])).toEqual([]);
  });
});

describe('a review', () => {
  it('is due from the day after its date', () => {
    const sources = `${LEVELS}\nreviewBy: 2027-05-31\nsources: [{ title: A page, url: 'https://example.org/', asOf: 2026-05-01 }]`;
    const items = [question('dated', [[LEVELS, sources]]), question('timeless')];
    expect(reviewsDue(items, '2027-05-31')).toEqual([]);
    expect(reviewsDue(items, '2027-06-01')).toEqual([{ file: 'dated.md', reviewBy: '2027-05-31' }]);
  });
});
