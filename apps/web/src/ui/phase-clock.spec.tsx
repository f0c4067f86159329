import { phaseAt } from './phase-clock.tsx';

const PHASES = [
  { title: 'Frame', minutes: 5 },
  { title: 'Design', minutes: 30 },
  { title: 'Close', minutes: 10 },
];
const START = 1_000_000;
const at = (minutes: number) => phaseAt(PHASES, START, START + minutes * 60_000);

describe('the phase of a mock', () => {
  it('changes exactly when the minutes of the one before are used', () => {
    expect(at(4.99).index).toBe(0);
    expect(at(5)).toEqual({ index: 1, leftMs: 30 * 60_000, elapsedMs: 5 * 60_000 });
    expect(at(35).index).toBe(2);
  });

  it('stays the last one over time, with what is too much as negative', () => {
    expect(at(47)).toMatchObject({ index: 2, leftMs: -2 * 60_000 });
  });

  it('does not run backwards when a clock is behind the start', () => {
    expect(at(-3)).toEqual({ index: 0, leftMs: 5 * 60_000, elapsedMs: 0 });
  });
});
