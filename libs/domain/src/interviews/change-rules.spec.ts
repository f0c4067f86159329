import { DEFAULT_POLICY } from '../cohorts/batch-policy.ts';
import {
  changeWindowStart,
  quotaAfterCancel,
  weighChange,
  type ChangeBy,
  type ChangeCounts,
  type ChangeReason,
} from './change-rules.ts';

const HOUR = 3_600_000;
const startsAt = Date.UTC(2026, 10, 24, 13, 30);
const LATE = startsAt - 5 * HOUR;

const weigh = (
  more: {
    role?: ChangeBy;
    action?: 'move' | 'cancel';
    reason?: ChangeReason;
    now?: number;
    counts?: Partial<ChangeCounts>;
  } = {},
) =>
  weighChange({
    role: 'learner',
    action: 'move',
    reason: 'work',
    startsAt,
    now: LATE,
    policy: DEFAULT_POLICY,
    ...more,
    counts: { late: 0, trouble: 0, ...more.counts },
  });

describe('how a change weighs', () => {
  it('is nothing until six hours before, that moment included, whatever was changed before', () => {
    expect(weigh({ now: startsAt - 6 * HOUR, counts: { late: 99 } })).toBe('free');
    expect(weigh({ now: startsAt - 6 * HOUR + 1 })).toBe('late');
  });

  it('is late twice, and beyond what is fine the third time', () => {
    expect(weigh({ counts: { late: 1 } })).toBe('late');
    expect(weigh({ counts: { late: 2 } })).toBe('beyond');
  });

  it('is excused once when power or network failed, for a move and never for a cancellation', () => {
    expect(weigh({ reason: 'power_or_network', counts: { late: 2 } })).toBe('trouble');
    expect(weigh({ reason: 'power_or_network', counts: { trouble: 1 } })).toBe('late');
    expect(weigh({ reason: 'power_or_network', action: 'cancel' })).toBe('late');
  });

  it('is never the learner’s lapse when the mentor asked for it, nor anybody’s when an admin did it', () => {
    expect(weigh({ reason: 'mentor_asked', counts: { late: 99 } })).toBe('free');
    expect(weigh({ role: 'admin' })).toBe('free');
  });

  it('is late for a mentor however often, and “the mentor asked” excuses no mentor', () => {
    expect(weigh({ role: 'mentor', action: 'cancel', counts: { late: 99 } })).toBe('late');
    expect(weigh({ role: 'mentor', action: 'cancel', reason: 'mentor_asked' })).toBe('late');
  });
});

describe('what a cancellation does to the week’s mock', () => {
  it('gives it back, keeps it used, or makes it an extra one', () => {
    expect(quotaAfterCancel('learner', 'free')).toBe('return');
    expect(quotaAfterCancel('learner', 'late')).toBe('return');
    expect(quotaAfterCancel('learner', 'beyond')).toBe('keep');
    expect(quotaAfterCancel('mentor', 'free')).toBe('return');
    expect(quotaAfterCancel('mentor', 'late')).toBe('refund');
    expect(quotaAfterCancel('admin', 'free')).toBe('return');
  });
});

describe('the window of late changes', () => {
  it('reaches back twenty-eight days', () => {
    expect(changeWindowStart(startsAt, DEFAULT_POLICY)).toBe(startsAt - 28 * 24 * HOUR);
  });
});
