import { DEFAULT_POLICY } from '@dryrun/domain/cohorts/batch-policy';
import type { ClosedReason, MentorSlots } from '../scheduling/index.ts';
import { slotReasons, type SlotFacts } from './slot-reasons.ts';

const mentor = (mentorId: string, closed: [ClosedReason, number][], hasHours = true): MentorSlots => ({
  mentorId,
  starts: [],
  closed: new Map(closed),
  hasHours,
});
const facts = (slots: MentorSlots[], more: Partial<SlotFacts> = {}): SlotFacts => ({
  slots,
  otherMentors: 0,
  trackTitle: 'Kubernetes',
  level: 'senior',
  policy: DEFAULT_POLICY,
  ...more,
});

describe('the reasons why times are not open', () => {
  it('are summed over mentors and told most first', () => {
    const reasons = slotReasons(
      facts([
        mentor('a', [
          ['notice', 2],
          ['booked', 3],
        ]),
        mentor('b', [['notice', 5]]),
      ]),
    );
    expect(reasons.map((r) => [r.code, r.count])).toEqual([
      ['notice', 7],
      ['booked', 3],
    ]);
  });

  it('name the rule of the batch in its own numbers', () => {
    const policy = { ...DEFAULT_POLICY, noticeMinutes: 90, mocksPerWeek: 2 };
    const sentences = slotReasons(
      facts(
        [
          mentor('a', [
            ['notice', 1],
            ['quota', 4],
          ]),
        ],
        { policy },
      ),
    ).map((r) => r.sentence);
    expect(sentences).toEqual([
      '4 times are in a week in which you have used your 2 mocks.',
      'One time is too soon: your batch asks you to book at least 90 minutes ahead.',
    ]);
  });

  it('say so when nobody interviews the track at that level', () => {
    const [only, ...others] = slotReasons(facts([], { otherMentors: 3 }));
    expect(others).toEqual([]);
    expect(only).toMatchObject({ code: 'not_qualified', count: 3 });
    expect(only?.sentence).toContain('No mentor of your batch interviews Kubernetes at senior level');
  });

  it('tell mentors without hours from mentors whose hours are closed', () => {
    expect(slotReasons(facts([mentor('a', [], false), mentor('b', [])]))[0]?.sentence).toBe(
      '1 of the 2 mentors who fit has offered no hours in the next 14 days.',
    );
    expect(slotReasons(facts([mentor('a', [], false)]))[0]?.sentence).toContain('No mentor who fits has offered hours');
  });
});
