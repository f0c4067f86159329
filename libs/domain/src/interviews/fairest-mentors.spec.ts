import { fairestFirst, type MentorChoice } from './fairest-mentors.ts';

const mentor = (id: string, upcoming: number, lastMetAt: number | null): MentorChoice => ({ id, upcoming, lastMetAt });
const order = (mentors: MentorChoice[]) => fairestFirst(mentors).map((m) => m.id);

describe('the order in which mentors are offered', () => {
  it('begins with whoever has the fewest mocks before them, even when the learner met them yesterday', () => {
    expect(order([mentor('busy', 3, null), mentor('free', 0, 1_000)])).toEqual(['free', 'busy']);
  });

  it('puts mentors never met before those met, and those met longest ago before those met lately', () => {
    expect(order([mentor('lately', 1, 900), mentor('long-ago', 1, 100), mentor('never', 1, null)])).toEqual([
      'never',
      'long-ago',
      'lately',
    ]);
  });

  it('is the same whatever order the mentors come in', () => {
    const mentors = [mentor('c', 1, null), mentor('a', 1, null), mentor('b', 0, 5), mentor('d', 1, 5)];
    expect(order(mentors.toReversed())).toEqual(order(mentors));
    expect(order(mentors)).toEqual(['b', 'a', 'c', 'd']);
  });

  it('leaves its input as it was', () => {
    const mentors = [mentor('b', 1, null), mentor('a', 0, null)];
    fairestFirst(mentors);
    expect(mentors.map((m) => m.id)).toEqual(['b', 'a']);
  });
});
