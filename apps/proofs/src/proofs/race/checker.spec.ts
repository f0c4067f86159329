import type { Attempt } from './attempt.ts';
import { checkHistory } from './checker.ts';
import { answersKept } from './kept-answers.ts';

const RULES = { durationMin: 45, bufferMin: 10 };
const AT = Date.parse('2026-12-01T10:00Z');
const MINUTE = 60_000;

let n = 0;
function attempt(deed: Attempt['deed'], sentAt: number, changes: Partial<Attempt> & { id?: string } = {}): Attempt {
  const { id = `thing-${++n}`, ...rest } = changes;
  const json = { id, heldUntil: new Date(sentAt + 100_000).toISOString(), request: null };
  return {
    deed,
    actorId: 'asha',
    learnerId: 'asha',
    method: 'POST',
    path: '/',
    key: `key-${++n}`,
    sentAt,
    answeredAt: sentAt + 10,
    status: 201,
    text: JSON.stringify(json),
    json,
    lost: 0,
    others: [],
    ...rest,
  };
}
const hold = (sentAt: number, changes: Partial<Attempt> & { id?: string } = {}) =>
  attempt('hold', sentAt, { mentorId: 'dev', startsAt: AT, ...changes });
const confirm = (sentAt: number, holdId: string, id: string, changes: Partial<Attempt> = {}) =>
  attempt('confirm', sentAt, { id, holdId, ...changes });
const change = (deed: Attempt['deed'], sentAt: number, interviewId: string, changes: Partial<Attempt> = {}) =>
  attempt(deed, sentAt, { interviewId, status: 200, ...changes });
const check = (...history: Attempt[]) => checkHistory(history, RULES);

describe('the checker of the race', () => {
  it('finds two learners with one mentor at one time', () => {
    expect(check(hold(0), hold(20, { learnerId: 'ravi' }))).toEqual([
      expect.stringMatching(/^double: dev is in the hold/),
    ]);
  });

  it('counts what is kept free around a mentor on both sides, and nothing around a learner', () => {
    const after = (minutes: number, changes: Partial<Attempt>) =>
      check(hold(0), hold(20, { startsAt: AT + (45 + minutes) * MINUTE, ...changes }));
    expect(after(19, { learnerId: 'ravi' })).toHaveLength(1);
    expect(after(20, { learnerId: 'ravi' })).toEqual([]);
    const asMentor = hold(20, { learnerId: 'ravi', mentorId: 'asha', startsAt: AT + 44 * MINUTE });
    expect(check(hold(0), asMentor)).toEqual([expect.stringMatching(/^double: asha/)]);
  });

  it('says nothing where a request that may have freed the time was sent before the other was answered', () => {
    const ravi = hold(30, { learnerId: 'ravi' });
    expect(check(hold(0, { id: 'h' }), attempt('release', 25, { holdId: 'h', status: 200, key: null }), ravi)).toEqual(
      [],
    );
    expect(check(hold(0), hold(25, { startsAt: AT + 300 * MINUTE }), ravi)).toEqual([]);
    expect(check(hold(0, { id: 'h' }), confirm(20, 'h', 'i'), change('cancel', 35, 'i'), ravi)).toEqual([]);
    expect(check(hold(0), hold(100_100, { learnerId: 'ravi' }))).toEqual([]);
  });

  it('lets a kept time go to another mock of its learner that is moved there, and to nobody else’s', () => {
    const moved = change('move', 40, 'i', { mentorId: 'dev', startsAt: AT + 30 * MINUTE });
    expect(check(hold(0), moved)).toEqual([]);
    expect(check(hold(0), { ...moved, learnerId: 'ravi' })).toEqual([expect.stringMatching(/^double: dev/)]);
    const elsewhere = { ...moved, startsAt: AT + 300 * MINUTE };
    expect(check(hold(0), elsewhere, hold(80, { learnerId: 'ravi' }))).toHaveLength(1);
  });

  it('holds a booked mock against everything that is granted while it stands', () => {
    const booked = [hold(0, { id: 'h' }), confirm(20, 'h', 'i')];
    expect(check(...booked, hold(200_000, { learnerId: 'ravi' }))).toHaveLength(1);
    expect(check(...booked, change('cancel', 200_100, 'i'), hold(200_000, { learnerId: 'ravi' }))).toHaveLength(1);
    const moved = change('move', 40, 'i', { mentorId: 'meera', startsAt: AT });
    expect(check(...booked, moved, hold(80, { learnerId: 'ravi' }))).toEqual([]);
    expect(check(...booked, moved, hold(80, { learnerId: 'ravi', mentorId: 'meera' }))).toHaveLength(1);
    const asked = { ...moved, deed: 'swap' as const, json: { request: { id: 'r' } } };
    expect(check(...booked, asked, hold(80, { learnerId: 'ravi', mentorId: 'meera' }))).toEqual([]);
  });

  it('finds two answers to one key, and one grant for two keys', () => {
    expect(check(hold(0, { others: [{ status: 409, text: 'taken' }] }))).toEqual([
      expect.stringMatching(/^duplicate: hold under the key/),
    ]);
    expect(check(hold(0, { id: 'h' }), hold(20, { id: 'h' }))).toContainEqual(
      expect.stringMatching(/^duplicate: the keys/),
    );
  });

  it('finds a kept time that was confirmed after it had run out', () => {
    expect(check(hold(0, { id: 'h' }), confirm(99_000, 'h', 'i'))).toEqual([]);
    expect(check(hold(0, { id: 'h' }), confirm(101_000, 'h', 'i'))).toEqual([expect.stringMatching(/^expired/)]);
  });

  it('finds a second cancellation, and a change after the first', () => {
    const booked = [hold(0, { id: 'h' }), confirm(20, 'h', 'i')];
    expect(check(...booked, change('cancel', 40, 'i'), change('cancel', 60, 'i'))).toContainEqual(
      expect.stringMatching(/^duplicate: i was cancelled 2 times/),
    );
    expect(check(...booked, change('cancel', 40, 'i'), change('move', 60, 'i'))).toContainEqual(
      expect.stringMatching(/^lost: i was cancelled/),
    );
  });

  it('misses an answer that is not kept, and one that is kept otherwise', () => {
    const a = hold(0);
    const row = { actorId: 'asha', key: a.key ?? '', status: 201, answer: a.json };
    expect(answersKept([a], [row])).toEqual([]);
    expect(answersKept([a], [])).toEqual([expect.stringMatching(/^lost/)]);
    expect(answersKept([a], [{ ...row, answer: {} }])).toEqual([expect.stringMatching(/^duplicate/)]);
  });
});
