import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';
import { HOUR, MINUTE } from './demo-calendar.ts';
import { chance } from './demo-id.ts';
import type { Mock, Outcome } from './demo-story.ts';

export const iso = (at: number): string => new Date(at).toISOString();

/** A PostgreSQL range literal, half-open. */
export const rangeText = (from: number, to: number): string => `[${iso(from)},${iso(to)})`;

export function isHeld(outcome: Outcome): boolean {
  return outcome === 'released' || outcome === 'submitted' || outcome === 'unscored';
}

/** When a held mock began and ended: a few minutes late, nearly full length. */
export function heldTimes(mock: Mock): { startedAt: number; endedAt: number; minutes: number } {
  const startedAt = mock.seat.start + Math.floor(chance(`${mock.key}/late`) * 4) * MINUTE;
  const minutes = mock.format.body.minutes - Math.floor(chance(`${mock.key}/short`) * 5);
  return { startedAt, endedAt: startedAt + minutes * MINUTE, minutes };
}

/** When a mock was booked: some days ahead, never in the future and never within the notice. */
export function confirmedAtOf(mock: Mock, now: number): number {
  const ahead = DEFAULT_POLICY.noticeMinutes * MINUTE + Math.floor(chance(`${mock.key}/ahead`) * 96) * HOUR;
  return Math.min(mock.seat.start - ahead, now - Math.ceil(chance(`${mock.key}/since`) * 40) * HOUR);
}
