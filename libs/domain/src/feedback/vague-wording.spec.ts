import fc from 'fast-check';
import { isVague, SHORTEST_REMARK } from './vague-wording.ts';

describe('isVague', () => {
  it.each([
    'good',
    'Great job!',
    'communication',
    'Good communication skills',
    'Communication was really very good.',
    'Improve your technical knowledge',
    'Needs to practise more and study more',
    'Overall a strong performance, well done',
    'Work on confidence when you communicate',
    '   nice one    ',
    'p99 first',
  ])('finds %j to fit anybody', (remark) => {
    expect(isVague(remark)).toBe(true);
  });

  it.each([
    'Asked for the p99 before choosing the queue',
    'Good: asked for the p99 before choosing the queue',
    'Named the abort threshold (2 % errors) without being asked',
    'Communication: told the incident channel every ten minutes',
    'Do two capacity estimates a day and check them against the bill',
    'min 12, came unasked',
    'बिना पूछे बताया कि रोलबैक कब करना है',
  ])('lets %j pass', (remark) => {
    expect(isVague(remark)).toBe(false);
  });

  it('finds everything too short vague, however many spaces surround it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: SHORTEST_REMARK - 1 }), fc.nat(20), (text, spaces) => {
        expect(isVague(' '.repeat(spaces) + text + ' '.repeat(spaces))).toBe(true);
      }),
    );
  });

  it('never calls a remark vague because of a specific one added to it', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 12 }), (text) => {
        expect(isVague(`${text} Named the rollback trigger and the owner.`)).toBe(false);
      }),
    );
  });
});
