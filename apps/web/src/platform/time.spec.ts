import {
  daysBetween,
  formatCountdown,
  formatDateTime,
  formatLocalDate,
  formatTime,
  isSameWallTime,
  isTimeZone,
  localDateOf,
  relativeTime,
  zoneAbbreviation,
  zoneCity,
} from './time.ts';

const KOLKATA = 'Asia/Kolkata';
const EVENING = '2026-11-21T14:00:00Z';

describe('times on the screen', () => {
  it('use the twelve-hour clock of the chosen zone', () => {
    expect(formatTime(EVENING, KOLKATA)).toBe('7:30 pm');
    expect(formatTime(EVENING, 'Europe/Lisbon')).toBe('2:00 pm');
    expect(formatDateTime(EVENING, KOLKATA)).toBe('Sat, 21 Nov, 7:30 pm');
    expect(formatTime('2026-11-21T18:30:00Z', KOLKATA)).toBe('12:00 am');
  });

  it('put an instant on the local day of the zone, not of the server', () => {
    expect(localDateOf('2026-11-21T18:29:59Z', KOLKATA)).toBe('2026-11-21');
    expect(localDateOf('2026-11-21T18:30:00Z', KOLKATA)).toBe('2026-11-22');
    expect(localDateOf('2026-11-21T18:30:00Z', 'America/New_York')).toBe('2026-11-21');
  });

  it('show a local date as it was written, whatever the zone of the browser', () => {
    expect(formatLocalDate('2026-12-01')).toBe('Tue, 1 Dec');
  });

  it('call two zones the same only when day and hour agree', () => {
    expect(isSameWallTime(EVENING, KOLKATA, 'Asia/Colombo')).toBe(true);
    expect(isSameWallTime(EVENING, KOLKATA, 'Europe/Lisbon')).toBe(false);
    expect(isSameWallTime(EVENING, 'Pacific/Pago_Pago', 'Pacific/Kiritimati')).toBe(false);
    expect(isSameWallTime('2026-07-01T12:00:00Z', 'Europe/London', 'Europe/Lisbon')).toBe(true);
  });

  it('name a zone for people', () => {
    expect(zoneAbbreviation(EVENING, KOLKATA)).toBe('IST');
    expect(zoneCity('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
    expect(isTimeZone('Asia/Kolkata')).toBe(true);
    expect(isTimeZone('Mars/Olympus')).toBe(false);
    expect(isTimeZone('')).toBe(false);
  });
});

describe('relative times', () => {
  const now = Date.parse('2026-11-21T14:00:00Z');
  const at = (iso: string) => relativeTime(iso, now, KOLKATA);

  it('count minutes, then hours, then calendar days of the zone', () => {
    expect(at('2026-11-21T14:00:30Z')).toBe('in less than a minute');
    expect(at('2026-11-21T13:59:30Z')).toBe('just now');
    expect(at('2026-11-21T14:10:59Z')).toBe('in 10 minutes');
    expect(at('2026-11-21T18:00:00Z')).toBe('in 4 hours');
    expect(at('2026-11-22T14:00:00Z')).toBe('tomorrow');
    expect(at('2026-11-23T02:00:00Z')).toBe('in 2 days');
    expect(at('2026-11-20T13:00:00Z')).toBe('yesterday');
  });

  it('says days by the calendar, not by 24 hours', () => {
    // 13 hours later, past midnight in Kolkata.
    expect(at('2026-11-22T03:00:00Z')).toBe('tomorrow');
    expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
  });
});

describe('countdowns', () => {
  it('round up so that 0:00 means over, and never go below', () => {
    expect(formatCountdown(9 * 60_000 + 40_001)).toBe('9:41');
    expect(formatCountdown(1)).toBe('0:01');
    expect(formatCountdown(0)).toBe('0:00');
    expect(formatCountdown(-5_000)).toBe('0:00');
    expect(formatCountdown(3_729_000)).toBe('1:02:09');
  });
});
