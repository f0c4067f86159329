import { zoneAbbreviation } from './zone-abbreviation.ts';

const WINTER = Date.UTC(2026, 0, 15, 12);
const SUMMER = Date.UTC(2026, 6, 15, 12);

describe('what people call a zone', () => {
  it.each([
    ['Asia/Kolkata', 'IST', 'IST'],
    ['America/New_York', 'EST', 'EDT'],
    ['America/St_Johns', 'NST', 'NDT'],
    ['Europe/London', 'GMT', 'BST'],
    ['Europe/Lisbon', 'GMT', 'WEST'],
    ['Europe/Berlin', 'CET', 'CEST'],
    ['Australia/Sydney', 'AEDT', 'AEST'],
    ['Pacific/Auckland', 'NZDT', 'NZST'],
    ['UTC', 'UTC', 'UTC'],
  ])('%s is %s in January and %s in July', (zone, january, july) => {
    expect([zoneAbbreviation(WINTER, zone), zoneAbbreviation(SUMMER, zone)]).toEqual([january, july]);
  });

  it('is the offset where English has no abbreviation', () => {
    expect(zoneAbbreviation(WINTER, 'Asia/Kathmandu')).toBe('GMT+5:45');
    expect(zoneAbbreviation(SUMMER, 'America/Sao_Paulo')).toBe('GMT-3');
    expect(zoneAbbreviation(WINTER, 'Africa/Accra')).toBe('GMT');
  });

  it('changes with the clock, to the second', () => {
    const change = Date.UTC(2026, 10, 1, 6);
    expect([zoneAbbreviation(change - 1000, 'America/New_York'), zoneAbbreviation(change, 'America/New_York')]).toEqual(
      ['EDT', 'EST'],
    );
  });

  it('is none of a zone that does not exist', () => {
    expect(() => zoneAbbreviation(WINTER, 'Mars/Olympus')).toThrow(RangeError);
  });
});
