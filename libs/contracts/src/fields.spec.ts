import { Id, Instant, LocalDate, Slug, text, TimeZone } from './fields.ts';
import { WallTime } from './scheduling.contract.ts';

describe('text', () => {
  const note = text(10);

  it('is trimmed, and keeps line breaks and tabs', () => {
    expect(note.parse('  a\n\tb  ')).toBe('a\n\tb');
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['an escape', 'a\u001bb'],
    ['a lone surrogate', 'a\ud800b'],
    ['DEL', 'a\u007fb'],
  ])('refuses %s, which a database or a terminal would choke on', (_what, value) => {
    expect(note.safeParse(value).success).toBe(false);
  });

  it('takes other scripts, emoji and right-to-left text', () => {
    for (const value of ['नमस्ते', '🙂', 'שלום']) expect(note.parse(value)).toBe(value);
  });

  it('counts its limit after trimming', () => {
    expect(note.safeParse(`   ${'x'.repeat(10)}   `).success).toBe(true);
    expect(note.safeParse('x'.repeat(11)).success).toBe(false);
  });

  it('says what is wanted when nothing was written', () => {
    expect(text(10, 1).safeParse('   ').error?.issues[0]?.message).toBe('Please write something here.');
  });
});

describe('the small fields', () => {
  it.each(['0001-01-01', '1899-12-31', '3000-01-01', '9999-12-31'])('know no year like that of %s', (date) => {
    const wanted = 'Please give a date between the years 1900 and 2999.';
    expect(LocalDate.safeParse(date).error?.issues[0]?.message).toBe(wanted);
    expect(Instant.safeParse(`${date}T23:59:59.999Z`).error?.issues[0]?.message).toBe(wanted);
  });

  it('read instants in UTC only', () => {
    expect(Instant.safeParse('2026-11-21T10:00:00Z').success).toBe(true);
    for (const value of ['2026-11-21T10:00:00+05:30', '2026-11-21', 'now', '2026-13-01T00:00:00Z'])
      expect([value, Instant.safeParse(value).error?.issues.length]).toEqual([value, 1]);
  });

  it('read local dates that exist', () => {
    expect(LocalDate.safeParse('2028-02-29').success).toBe(true);
    expect(LocalDate.safeParse('2027-02-29').success).toBe(false);
  });

  it('read wall times up to the end of the day', () => {
    for (const value of ['00:00', '23:59', '24:00']) expect(WallTime.safeParse(value).success).toBe(true);
    for (const value of ['24:01', '7:30', '25:00', '12:60', ' 12:00'])
      expect([value, WallTime.safeParse(value).success]).toEqual([value, false]);
  });

  it('refuse paths and scripts where a name is wanted', () => {
    for (const value of ['../x', 'A', 'a--b', '-a', 'a b', ''])
      expect([value, Slug.safeParse(value).success]).toEqual([value, false]);
    expect(TimeZone.safeParse('Asia/Kolkata').success).toBe(true);
    expect(TimeZone.safeParse("';drop table person").success).toBe(false);
    expect(Id.safeParse('not-an-id').success).toBe(false);
  });
});
