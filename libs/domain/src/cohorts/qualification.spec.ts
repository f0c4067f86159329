import { givesMock, narrowed, type NarrowedQualification } from './qualification.ts';

const granted: NarrowedQualification = {
  tracks: ['aws', 'kubernetes'],
  levels: ['junior', 'mid'],
  formats: null,
  ownTracks: null,
  ownLevels: null,
  ownFormats: null,
};

describe('what a mentor gives', () => {
  it('is all that is granted when they say nothing, every format included', () => {
    expect(narrowed(granted)).toEqual({ tracks: ['aws', 'kubernetes'], levels: ['junior', 'mid'], formats: null });
  });

  it('is what they want of it, and nothing that is not granted', () => {
    expect(
      narrowed({ ...granted, ownTracks: ['aws', 'linux'], ownLevels: ['senior'], ownFormats: ['system-design'] }),
    ).toEqual({ tracks: ['aws'], levels: [], formats: ['system-design'] });
    expect(narrowed({ ...granted, formats: ['quick'], ownFormats: ['system-design'] }).formats).toEqual([]);
    expect(narrowed({ ...granted, formats: ['quick'] }).formats).toEqual(['quick']);
  });

  it('is a mock whose track, level and format all fit', () => {
    const wanted = { track: 'aws', level: 'mid' as const, format: 'quick' };
    expect(givesMock(granted, wanted)).toBe(true);
    expect(givesMock({ ...granted, formats: ['quick'] }, wanted)).toBe(true);
    expect(givesMock({ ...granted, formats: ['system-design'] }, wanted)).toBe(false);
    expect(givesMock(granted, { ...wanted, track: 'linux' })).toBe(false);
    expect(givesMock(granted, { ...wanted, level: 'senior' })).toBe(false);
  });
});
