import type { Level } from './levels.ts';

/** What a mentor may give in a batch; `formats` null: every format. */
export interface Qualification {
  tracks: readonly string[];
  levels: readonly Level[];
  formats: readonly string[] | null;
}

/** A qualification with what its mentor wants to give of it right now; null: all of it. */
export interface NarrowedQualification extends Qualification {
  ownTracks: readonly string[] | null;
  ownLevels: readonly Level[] | null;
  ownFormats: readonly string[] | null;
}

/** What a learner may want of a mentor. */
export interface WantedMock {
  format: string;
  track: string;
  level: Level;
}

/** What the mentor gives right now. Narrowing never widens: what is not granted (any more) stays out. */
export function narrowed(q: NarrowedQualification): { tracks: string[]; levels: Level[]; formats: string[] | null } {
  const { tracks, levels, formats, ownTracks, ownLevels, ownFormats } = q;
  return {
    tracks: tracks.filter((t) => ownTracks?.includes(t) ?? true),
    levels: levels.filter((l) => ownLevels?.includes(l) ?? true),
    formats: formats === null ? ownFormats && [...ownFormats] : formats.filter((f) => ownFormats?.includes(f) ?? true),
  };
}

/** Does a mentor who gives this interview that? */
export function givesMock(gives: Qualification, wanted: WantedMock): boolean {
  return (
    gives.tracks.includes(wanted.track) &&
    gives.levels.includes(wanted.level) &&
    (gives.formats?.includes(wanted.format) ?? true)
  );
}
