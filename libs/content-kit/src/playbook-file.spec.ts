import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPlaybook } from './playbook-file.ts';

/** `sources` stands on line 6, `## Facts sheet` on line 11, the fact of law on line 15. */
const PLAYBOOK = `---
title: An offer in India
summary: From the first call to the first day.
kind: negotiation
region: IN
sources:
  - { id: wage-code, title: The code, url: 'https://example.org/code', asOf: 2026-11-01 }
reviewBy: 2027-05-01
---

## Facts sheet

### Law: leaving

- **Final pay.** It is due within days of the last one,
  and ₹15,000 is the ceiling. [source: wage-code]

### Your numbers

- **Floor.** You fill in: the amount below which you decline.

## Readiness checklist

- **Payslips** of three months are at hand.

## Script outlines

### The first call asks for a number

Say: {your target}.

### The offer is read out

Say nothing for a while.

## Comparison

- **Fixed pay.** What arrives each month.

## Traps

- **The joining bonus.** It goes back when you leave early.

## Role-play brief

### You

You hold one other offer.

## After signing

- Resign in writing.
`;

/** The faults of the sample after one change, as \`line message hint\`. */
function faults(from: string, to: string): string[] {
  const source = PLAYBOOK.replace(from, to);
  expect(source).not.toBe(PLAYBOOK);
  const { body, problems } = readPlaybook('playbooks/offer.md', source);
  expect(body === null).toBe(problems.length > 0);
  return problems.map((p) => `${p.line} ${p.message} ${p.hint}`);
}

const REQUIRED = 'docs/CONTENT.md says what is required.';

describe('a playbook file', () => {
  it('becomes a body whose facts name their sources or are the reader’s own', () => {
    const { body, problems } = readPlaybook('playbooks/offer.md', PLAYBOOK);
    expect(problems).toEqual([]);
    expect(body).toEqual({
      title: 'An offer in India',
      summary: 'From the first call to the first day.',
      kind: 'negotiation',
      region: 'IN',
      sources: [{ id: 'wage-code', title: 'The code', url: 'https://example.org/code', asOf: '2026-11-01' }],
      reviewBy: '2027-05-01',
      factsSheet: [
        {
          id: 'law-leaving',
          title: 'Law: leaving',
          kind: 'law',
          facts: [
            {
              id: 'final-pay',
              label: 'Final pay',
              text: 'It is due within days of the last one, and ₹15,000 is the ceiling.',
              isInput: false,
              sources: ['wage-code'],
            },
          ],
        },
        {
          id: 'your-numbers',
          title: 'Your numbers',
          kind: 'other',
          facts: [
            { id: 'floor', label: 'Floor', text: 'the amount below which you decline.', isInput: true, sources: [] },
          ],
        },
      ],
      checklist: [{ id: 'payslips', text: '**Payslips** of three months are at hand.' }],
      scripts: [
        {
          id: 'the-first-call-asks-for-a-number',
          title: 'The first call asks for a number',
          text: 'Say: {your target}.',
        },
        { id: 'the-offer-is-read-out', title: 'The offer is read out', text: 'Say nothing for a while.' },
      ],
      comparison: [{ id: 'fixed-pay', label: 'Fixed pay', text: 'What arrives each month.' }],
      traps: [{ id: 'the-joining-bonus', label: 'The joining bonus', text: 'It goes back when you leave early.' }],
      rolePlay: [{ id: 'you', title: 'You', text: 'You hold one other offer.' }],
      afterSigning: [{ id: 'resign-in-writing', text: 'Resign in writing.' }],
    });
  });

  it('of another kind needs fewer parts, and no country', () => {
    const source = PLAYBOOK.replace('negotiation', 'preparation')
      .replace('region: IN\n', '')
      .replace(/## Role-play brief[^]*$/, '');
    const { body, problems } = readPlaybook('playbooks/day-before.md', source);
    expect(problems).toEqual([]);
    expect(body).toMatchObject({ kind: 'preparation', region: null, rolePlay: [], afterSigning: [] });
  });
});

describe('a fault in a playbook file', () => {
  it('is a part that its kind needs, missing or empty', () => {
    expect(faults(/## After signing[^]*$/.exec(PLAYBOOK)?.[0] ?? '', '')).toEqual([
      `1 "After signing": A negotiation playbook needs it. ${REQUIRED}`,
    ]);
    expect(faults('- **Fixed pay.** What arrives each month.\n', '')).toEqual([
      `36 "Comparison": A negotiation playbook needs it. ${REQUIRED}`,
    ]);
  });

  it('is a kind or a section that nobody knows', () => {
    expect(faults('kind: negotiation', 'kind: haggling')).toEqual([
      '4 `kind` has a value that is not known. Use one of: negotiation, preparation, recovery, exercise.',
    ]);
    expect(faults('## Traps', '## Pitfalls')).toContain(
      '40 There is no section "Pitfalls". Use one of: Facts sheet, Readiness checklist, Script outlines, Comparison, Traps, Role-play brief, After signing.',
    );
  });

  it('is a fact of law or market without a source, at its own line', () => {
    expect(faults(',\n  and ₹15,000 is the ceiling. [source: wage-code]', '.')).toContain(
      `15 "Facts sheet": "Final pay" is about the law and names no source. ${REQUIRED}`,
    );
  });

  it('is a source that is not in the front matter, and one that no fact names', () => {
    expect(faults('[source: wage-code]', '[source: wage-law]')).toEqual([
      `15 "Facts sheet": There is no source wage-law in the front matter. ${REQUIRED}`,
      `7 \`sources 1\`: No fact names the source wage-code. ${REQUIRED}`,
    ]);
  });

  it('is a source without a date, and sources that nobody will check again', () => {
    expect(faults(', asOf: 2026-11-01', '')).toEqual([
      '7 `sources 1 asOf` is missing. Add it; docs/CONTENT.md says what belongs there.',
    ]);
    expect(faults('reviewBy: 2027-05-01\n', '')).toEqual([
      `2 \`reviewBy\`: Sources need a date to check them again. ${REQUIRED}`,
    ]);
  });

  it('is an amount of money outside of a sourced fact', () => {
    const told =
      'An amount of money stands here. Write a placeholder that the reader fills in, or make it a fact that ends `[source: id]`.';
    expect(faults('Say: {your target}.', 'Say hello.\nSay: 40 lakh.')).toEqual([`31 ${told}`]);
    expect(faults('What arrives each month', 'What arrives, say $150,000')).toEqual([`38 ${told}`]);
    expect(faults('the amount below', 'the amount (INR 10) below')).toEqual([`20 ${told}`]);
  });

  it('is a negotiation without a country, or one in which the reader fills in nothing', () => {
    expect(faults('region: IN\n', '')).toEqual([
      `2 \`region\`: A negotiation playbook is about one country. ${REQUIRED}`,
    ]);
    expect(faults('region: IN', 'region: India')).toEqual([
      '5 `region` does not have the right form. Write a country as two capital letters: IN.',
    ]);
    expect(faults('You fill in: the', 'The')).toEqual([
      `11 "Facts sheet": A negotiation needs numbers that the reader fills in. ${REQUIRED}`,
    ]);
  });

  it('is a link to other content, and an item without a name', () => {
    expect(faults('You hold one other offer.', 'See [the case](case-12.1).')).toEqual([
      '48 A link to other content stands here. Name it in words; playbooks have no such links.',
    ]);
    expect(faults('- **Fixed pay.** What', '- What')).toEqual([
      '38 The item has no name, or no text. Write `- **Name.** What there is to know.`',
    ]);
  });

  it('is a single moment, and text where a list belongs', () => {
    expect(faults('### The offer is read out\n', '')).toEqual([
      `26 "Script outlines": Write at least two moments. ${REQUIRED}`,
    ]);
    expect(faults('- Resign in writing.', 'Resign in writing.')).toContain(
      '52 "After signing" holds something that is no list item. Begin each item with `- ` and indent what continues it.',
    );
  });
});

describe('the playbooks of this repository', () => {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../content/playbooks');
  const read = (file: string) => readPlaybook(file, readFileSync(join(folder, file), 'utf8'));

  it('are the two negotiations, the day before, after a rejection and the self-diagnosis, without a fault', () => {
    const files = readdirSync(folder).sort();
    expect(files.flatMap((file) => read(file).problems)).toEqual([]);
    expect(files.map((file) => `${file} ${read(file).body?.kind} ${read(file).body?.region}`)).toEqual(
      expect.arrayContaining([
        'after-a-rejection.md recovery null',
        'salary-negotiation-india.md negotiation IN',
        'salary-negotiation-us.md negotiation US',
        'self-diagnosis.md exercise null',
        'the-day-before.md preparation null',
      ]),
    );
  });
});
