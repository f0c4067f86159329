import { nextNightlyAt } from './nightly.ts';

const at = (iso: string) => Date.parse(iso);
const KOLKATA = 'Asia/Kolkata';
const NOW = at('2026-11-18T10:30:00Z');
const next = (okAt: string | null, failedAt: string | null, now = NOW, zone = KOLKATA) =>
  new Date(
    nextNightlyAt(
      { okAt: okAt === null ? null : at(okAt), failedAt: failedAt === null ? null : at(failedAt) },
      now,
      zone,
    ),
  ).toISOString();

describe('the next nightly backup', () => {
  it('is due at once while there is none', () => {
    expect(next(null, null)).toBe('2026-11-18T10:30:00.000Z');
  });

  it('is due at 02:30 of the academy after the last good one', () => {
    expect(next('2026-11-18T10:00:00Z', null)).toBe('2026-11-18T21:00:00.000Z');
    expect(next('2026-11-18T20:59:59Z', null)).toBe('2026-11-18T21:00:00.000Z');
    expect(next('2026-11-18T21:00:00Z', null)).toBe('2026-11-19T21:00:00.000Z');
  });

  it('stays due when the machine slept through the night', () => {
    expect(next('2026-11-10T21:00:00Z', null)).toBe('2026-11-11T21:00:00.000Z');
  });

  it('is tried again an hour after a failure, and never earlier than due', () => {
    expect(next('2026-11-16T21:00:00Z', '2026-11-18T10:00:00Z')).toBe('2026-11-18T11:00:00.000Z');
    expect(next(null, '2026-11-18T10:00:00Z')).toBe('2026-11-18T11:00:00.000Z');
    expect(next('2026-11-18T10:00:00Z', '2026-11-18T10:10:00Z')).toBe('2026-11-18T21:00:00.000Z');
    expect(next('2026-11-18T10:00:00Z', '2026-11-18T09:00:00Z')).toBe('2026-11-18T21:00:00.000Z');
  });

  it('exists once in the nights in which clocks change, also where 02:30 is skipped or comes twice', () => {
    expect(next('2026-03-28T12:00:00Z', null, NOW, 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(next('2026-10-24T12:00:00Z', null, NOW, 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(next('2026-10-25T00:30:00Z', null, NOW, 'Europe/Berlin')).toBe('2026-10-26T01:30:00.000Z');
  });
});
