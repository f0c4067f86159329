import fc from 'fast-check';
import { canPredict, feedbackState, releasedAt } from './release-gate.ts';
import type { ReleaseFacts } from './release-gate.ts';

const HOUR = 3_600_000;
const submittedAt = Date.UTC(2026, 10, 21, 12, 0);
const submitted: ReleaseFacts = { submittedAt, predictionAt: null, windowHours: 24 };
const at = (hours: number) => submittedAt + hours * HOUR;

describe('releasedAt', () => {
  it('is the moment of submission when the learner predicted before', () => {
    expect(releasedAt({ ...submitted, predictionAt: at(-3) })).toBe(submittedAt);
  });

  it('is the moment of the prediction when that comes within the window', () => {
    expect(releasedAt({ ...submitted, predictionAt: at(7) })).toBe(at(7));
  });

  it('is the end of the window without a prediction, or with one that comes later', () => {
    expect(releasedAt(submitted)).toBe(at(24));
    expect(releasedAt({ ...submitted, predictionAt: at(30) })).toBe(at(24));
  });

  it('waits for moderation, and then not for the window again', () => {
    const predicted = { ...submitted, predictionAt: at(2) };
    expect(releasedAt({ ...predicted, moderationClearedAt: null })).toBeNull();
    expect(releasedAt({ ...predicted, moderationClearedAt: at(40) })).toBe(at(40));
    expect(releasedAt({ ...submitted, moderationClearedAt: at(40) })).toBe(at(40));
    expect(releasedAt({ ...submitted, moderationClearedAt: at(3) })).toBe(at(24));
  });

  it('does not exist before submission, whatever else has happened', () => {
    expect(releasedAt({ ...submitted, submittedAt: null })).toBeNull();
    expect(releasedAt({ ...submitted, submittedAt: null, predictionAt: at(1), moderationClearedAt: at(2) })).toBeNull();
  });
});

describe('feedbackState', () => {
  it('goes from the scorecard over the prediction to released, at the very instants', () => {
    expect(feedbackState({ ...submitted, submittedAt: null }, at(90))).toBe('awaiting_scorecard');
    expect(feedbackState(submitted, submittedAt - 1)).toBe('awaiting_scorecard');
    expect(feedbackState(submitted, submittedAt)).toBe('awaiting_prediction');
    expect(feedbackState(submitted, at(24) - 1)).toBe('awaiting_prediction');
    expect(feedbackState(submitted, at(24))).toBe('released');
    expect(feedbackState({ ...submitted, predictionAt: at(5) }, at(5))).toBe('released');
  });

  it('does not tell the learner of a moderation', () => {
    expect(feedbackState({ ...submitted, moderationClearedAt: null }, at(60))).toBe('awaiting_scorecard');
    expect(feedbackState({ ...submitted, moderationClearedAt: null, predictionAt: at(1) }, at(60))).toBe(
      'awaiting_scorecard',
    );
  });
});

describe('canPredict', () => {
  it('holds from the end of the mock, before there is a scorecard, until feedback is open', () => {
    expect(canPredict({ ...submitted, submittedAt: null }, at(-1))).toBe(true);
    expect(canPredict(submitted, at(24) - 1)).toBe(true);
    expect(canPredict(submitted, at(24))).toBe(false);
  });

  it('ends with the prediction, given or skipped', () => {
    expect(canPredict({ ...submitted, submittedAt: null, predictionAt: at(-1) }, at(0))).toBe(false);
  });
});

describe('the gate, whatever the order of events', () => {
  const hours = fc.integer({ min: -100, max: 100 }).map(at);
  const facts = fc.record({
    submittedAt: fc.option(hours),
    moderationClearedAt: fc.option(hours, { nil: undefined }),
    predictionAt: fc.option(hours),
    windowHours: fc.nat(72),
  });

  it('never opens before submission or clearance, nor after the later of them and the window', () => {
    fc.assert(
      fc.property(facts, (f) => {
        const opensAt = releasedAt(f);
        if (f.submittedAt === null || opensAt === null) return expect(opensAt).toBeNull();
        const clearedAt = f.moderationClearedAt ?? f.submittedAt;
        expect(opensAt).toBeGreaterThanOrEqual(Math.max(f.submittedAt, clearedAt));
        expect(opensAt).toBeLessThanOrEqual(Math.max(f.submittedAt + f.windowHours * HOUR, clearedAt));
      }),
    );
  });

  it('opens no sooner when anything happens later or the window is longer, and predicting never delays it', () => {
    const later = fc.nat(50).map((h) => h * HOUR);
    fc.assert(
      fc.property(facts, later, later, later, fc.nat(48), (f, a, b, c, longer) => {
        const opensAt = releasedAt(f);
        if (f.submittedAt === null || opensAt === null) return;
        const postponed = releasedAt({
          submittedAt: f.submittedAt + a,
          predictionAt: f.predictionAt === null ? null : f.predictionAt + b,
          moderationClearedAt:
            typeof f.moderationClearedAt === 'number' ? f.moderationClearedAt + c : f.moderationClearedAt,
          windowHours: f.windowHours + longer,
        });
        expect(postponed).toBeGreaterThanOrEqual(opensAt);
        expect(opensAt).toBeLessThanOrEqual(releasedAt({ ...f, predictionAt: null }) ?? -Infinity);
      }),
    );
  });

  it('never closes again, and a prediction is possible exactly while none is given and nothing is open', () => {
    fc.assert(
      fc.property(facts, hours, fc.nat(100), (f, now, wait) => {
        const order = ['awaiting_scorecard', 'awaiting_prediction', 'released'];
        const before = order.indexOf(feedbackState(f, now));
        expect(order.indexOf(feedbackState(f, now + wait * HOUR))).toBeGreaterThanOrEqual(before);
        expect(canPredict(f, now)).toBe(f.predictionAt === null && before < 2);
      }),
    );
  });
});
