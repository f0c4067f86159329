import { bookedOutside } from './booked-outside.ts';

const at = (iso: string): number => Date.parse(iso);
const mock = (start: string, minutes = 45) => ({ start: at(start), end: at(start) + minutes * 60_000 });
const hours = {
  timeZone: 'America/New_York',
  rules: [{ weekday: 2 as const, start: '18:00', end: '20:00' }],
  exceptions: [],
};

describe('booked mocks that hours leave outside', () => {
  it('are those that lie outside wholly or in part; those inside are not among them', () => {
    const inside = mock('2027-03-09T23:00:00Z');
    const overhanging = mock('2027-03-10T00:30:00Z');
    const outside = mock('2027-03-11T15:00:00Z');
    expect(bookedOutside(hours, [inside, overhanging, outside])).toEqual([
      { ...overhanging, isInTimeOff: false },
      { ...outside, isInTimeOff: false },
    ]);
    expect(bookedOutside(hours, [])).toEqual([]);
  });

  it('say when time off is why, by the date on the mentor’s clock', () => {
    // 23:30Z is still 9 March in New York, and 10 March in Kolkata.
    const evening = mock('2027-03-09T23:30:00Z');
    const off = { timeOff: [{ from: '2027-03-09', until: '2027-03-09' }] };
    expect(bookedOutside({ ...hours, ...off }, [evening])).toEqual([{ ...evening, isInTimeOff: true }]);
    const inKolkata = { stays: [{ from: '2027-03-08', until: '2027-03-12', timeZone: 'Asia/Kolkata' }] };
    expect(bookedOutside({ ...hours, ...off, ...inKolkata }, [evening])).toEqual([{ ...evening, isInTimeOff: false }]);
  });
});
