import { FORMAT, RUBRIC, TRACKS } from './sample-files.ts';
import { readFormat, readRubric, readTracks } from './yaml-items.ts';

type Read = (file: string, source: string) => { problems: { line: number; message: string; hint: string }[] };

function faults(read: Read, source: string, from: string, to: string): string[] {
  const changed = source.replace(from, to);
  expect(changed).not.toBe(source);
  return read('file.yaml', changed).problems.map((p) => `${p.line} ${p.message} ${p.hint}`);
}

describe('a fault in tracks.yaml', () => {
  it('is text that is no YAML', () => {
    expect(faults(readTracks, TRACKS, 'title: AWS', 'title: AWS: Amazon')[0]).toMatch(/^5 This is not valid YAML: /);
  });

  it('is a file that is no list', () => {
    expect(readTracks('file.yaml', 'aws: AWS').problems).toEqual([
      { file: 'file.yaml', line: 1, message: 'The file has the wrong form.', hint: 'Write it as a list: [one, two].' },
    ]);
  });

  it('is a missing or an unknown key', () => {
    expect(faults(readTracks, TRACKS, 'blurb: The cloud.', 'blub: The cloud.')).toEqual([
      '4 `2 blurb` is missing. Add it; docs/CONTENT.md says what belongs there.',
      '4 `2` has unknown keys: blub. Correct the spelling or remove them; docs/CONTENT.md lists the keys.',
    ]);
  });
});

describe('a fault in a rubric', () => {
  it('is a missing anchor', () => {
    expect(faults(readRubric, RUBRIC, ', 4: Halves the space', '')).toEqual([
      '10 `dimensions 1 anchors 4` is missing. Add it; docs/CONTENT.md says what belongs there.',
    ]);
  });

  it('is a missing level name', () => {
    expect(faults(readRubric, RUBRIC, ', 4: Reasons unasked', '')).toEqual([
      '3 `levelNames 4` is missing. Add it; docs/CONTENT.md says what belongs there.',
    ]);
  });

  it('is a kind that does not exist', () => {
    expect(faults(readRubric, RUBRIC, '[debugging, scenario]', '[debugging, puzzle]')).toEqual([
      '9 `dimensions 1 appliesTo 2` has a value that is not known. Use one of: knowledge, reasoning, scenario, design, debugging, behavioural.',
    ]);
  });
});

describe('a fault in a format', () => {
  it('is a sum of phases that differs from its minutes', () => {
    expect(faults(readFormat, FORMAT, 'minutes: 30', 'minutes: 45')).toEqual([
      '7 `phases`: The phases take 30 minutes, the format says 45. docs/CONTENT.md says what is required.',
    ]);
  });

  it('is a list of kinds that the phases do not draw', () => {
    expect(faults(readFormat, FORMAT, 'kinds: [debugging]', 'kinds: [debugging, scenario]')).toEqual([
      '5 `kinds`: The phases draw debugging; list exactly those kinds. docs/CONTENT.md says what is required.',
    ]);
    expect(faults(readFormat, FORMAT, '    draws: [debugging]\n', '')).toEqual([
      '5 `kinds`: The phases draw nothing; list exactly those kinds. docs/CONTENT.md says what is required.',
    ]);
  });

  it('is a fifth focus dimension', () => {
    expect(faults(readFormat, FORMAT, '[failure-surface]', '[failure-surface, a, b, c, d]')).toEqual([
      '6 `focusDimensions` is too long or too large. At most four focus dimensions: a mentor cannot watch more.',
    ]);
  });

  it('is a hint that caps what is no focus dimension', () => {
    expect(faults(readFormat, FORMAT, 'dimension: failure-surface', 'dimension: star')).toEqual([
      '17 `hints`: A hint can only cap a focus dimension. docs/CONTENT.md says what is required.',
    ]);
  });
});
