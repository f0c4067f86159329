/** One line of the table that a bench prints. */
export interface Line {
  what: string;
  limit: string;
  subject: string;
  ratio: number;
  range: string;
  /** Kept and dropped pairs, or what else the figure rests on. */
  from: string;
  goal: string;
  isReached: boolean;
}

export interface Report {
  lines: readonly Line[];
  /** The line that stands for the bench, by its `what`, and the name of the limit. */
  headline: string;
  limit: string;
  /** Wrong answers; a fast wrong answer is worth nothing. */
  faults: readonly string[];
  remarks?: readonly string[];
}

export interface Bench {
  name: string;
  /** Row of design/performance.md. */
  row: string;
  run(options: {
    pairs: number;
    /** Where the benches that can write profiles of the servers; null for a run that measures. */
    profileDir: string | null;
    note: (text: string) => void;
    onEnd: (undo: () => Promise<unknown> | unknown) => void;
  }): Promise<Report>;
}

export const micro = (value: number): string =>
  value >= 10_000 ? `${(value / 1000).toFixed(1)} ms` : `${value.toFixed(0)} µs`;
