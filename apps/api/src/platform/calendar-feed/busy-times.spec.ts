import { busyTimes, type BusyQuestion } from './busy-times.ts';
import { readBusyTimes } from './read-busy-times.ts';

const QUESTION: BusyQuestion = {
  from: Date.parse('2026-11-01T00:00Z'),
  until: Date.parse('2027-04-01T00:00Z'),
  homeZone: 'Asia/Kolkata',
  stays: [],
};

const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => [
  'BEGIN:VEVENT',
  'UID:one@example.org',
  'DTSTAMP:20260101T000000Z',
  ...lines,
  'END:VEVENT',
];
const iso = (instant: number) => new Date(instant).toISOString().replace(':00.000Z', 'Z');
const found = (text: string, question: Partial<BusyQuestion> = {}): string[] =>
  busyTimes(text, { ...QUESTION, ...question })
    .times.map(({ start, end }) => `${iso(start)}/${iso(end)}`)
    .sort();

const BERLIN = [
  ...['BEGIN:VTIMEZONE', 'TZID:Customized Time Zone'],
  ...['BEGIN:DAYLIGHT', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'DTSTART:19700329T020000'],
  ...['RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'END:DAYLIGHT'],
  ...['BEGIN:STANDARD', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'DTSTART:19701025T030000'],
  ...['RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'END:STANDARD', 'END:VTIMEZONE'],
];

describe('busy times of a calendar', () => {
  it('are its events, by end or by duration', () => {
    expect(found(calendar(...event('DTSTART:20261120T100000Z', 'DTEND:20261120T113000Z')))).toEqual([
      '2026-11-20T10:00Z/2026-11-20T11:30Z',
    ]);
    expect(found(calendar(...event('DTSTART:20261120T100000Z', 'DURATION:PT45M')))).toEqual([
      '2026-11-20T10:00Z/2026-11-20T10:45Z',
    ]);
  });

  it('are only those in the stretch, and none that take no time', () => {
    const at = (start: string, end: string) => event(`DTSTART:${start}`, `DTEND:${end}`);
    expect(
      found(
        calendar(
          ...at('20261031T230000Z', '20261101T000000Z'),
          ...at('20270401T000000Z', '20270401T010000Z'),
          ...at('20261120T100000Z', '20261120T100000Z'),
          ...at('20261120T100000Z', '20261120T090000Z'),
          ...event('DTSTART:20261120T100000Z'),
        ),
      ),
    ).toEqual([]);
  });

  it('leave out what is free, transparent or cancelled', () => {
    const time = ['DTSTART:20261120T100000Z', 'DTEND:20261120T110000Z'];
    for (const line of ['TRANSP:TRANSPARENT', 'STATUS:CANCELLED', 'X-MICROSOFT-CDO-BUSYSTATUS:FREE'])
      expect([line, found(calendar(...event(...time, line)))]).toEqual([line, []]);
    for (const line of ['TRANSP:OPAQUE', 'STATUS:TENTATIVE', 'X-MICROSOFT-CDO-BUSYSTATUS:OOF'])
      expect(found(calendar(...event(...time, line)))).toHaveLength(1);
  });

  it('read a zone as the file describes it, and by its name when it does not', () => {
    const times = (tzid: string) => [`DTSTART;TZID=${tzid}:20261120T100000`, `DTEND;TZID=${tzid}:20261120T110000`];
    expect(found(calendar(...BERLIN, ...event(...times('Customized Time Zone'))))).toEqual([
      '2026-11-20T09:00Z/2026-11-20T10:00Z',
    ]);
    expect(found(calendar(...event(...times('America/New_York'))))).toEqual(['2026-11-20T15:00Z/2026-11-20T16:00Z']);
    expect(found(calendar(...event(...times('/freeassociation.sourceforge.net/Asia/Tokyo'))))).toEqual([
      '2026-11-20T01:00Z/2026-11-20T02:00Z',
    ]);
  });

  it('mean whole days and times without a zone where the mentor is on that date', () => {
    const wholeDays = calendar(...event('DTSTART;VALUE=DATE:20261120', 'DTEND;VALUE=DATE:20261122'));
    const oneDay = calendar(...event('DTSTART;VALUE=DATE:20261120'));
    const floating = calendar(...event('DTSTART:20261124T090000', 'DTEND:20261124T100000'));
    expect(found(wholeDays)).toEqual(['2026-11-19T18:30Z/2026-11-21T18:30Z']);
    expect(found(oneDay)).toEqual(['2026-11-19T18:30Z/2026-11-20T18:30Z']);
    expect(found(floating)).toEqual(['2026-11-24T03:30Z/2026-11-24T04:30Z']);
    const stays = [{ from: '2026-11-23', until: '2026-11-30', timeZone: 'Europe/Berlin' }];
    expect(found(floating, { stays })).toEqual(['2026-11-24T08:00Z/2026-11-24T09:00Z']);
  });

  it('repeat by the local clock across a clock change', () => {
    const weekly = event(
      'DTSTART;TZID=Customized Time Zone:20270315T180000',
      'DTEND;TZID=Customized Time Zone:20270315T190000',
      'RRULE:FREQ=WEEKLY;COUNT=3',
    );
    expect(found(calendar(...BERLIN, ...weekly))).toEqual([
      '2027-03-15T17:00Z/2027-03-15T18:00Z',
      '2027-03-22T17:00Z/2027-03-22T18:00Z',
      '2027-03-29T16:00Z/2027-03-29T17:00Z',
    ]);
  });

  it('leave out excluded dates and add extra ones', () => {
    const daily = event(
      'DTSTART:20261120T100000Z',
      'DTEND:20261120T110000Z',
      'RRULE:FREQ=DAILY;UNTIL=20261123T100000Z',
      'EXDATE:20261121T100000Z,20261122T100000Z',
      'RDATE:20261230T120000Z',
    );
    expect(found(calendar(...daily))).toEqual([
      '2026-11-20T10:00Z/2026-11-20T11:00Z',
      '2026-11-23T10:00Z/2026-11-23T11:00Z',
      '2026-12-30T12:00Z/2026-12-30T13:00Z',
    ]);
  });

  it('follow moved, cancelled and freed dates of a repetition, also one that is moved into the stretch from far away', () => {
    const changed = (date: string, ...lines: string[]) => event(`RECURRENCE-ID:${date}T100000Z`, ...lines);
    const daily = event('DTSTART:20261120T100000Z', 'DTEND:20261120T110000Z', 'RRULE:FREQ=DAILY;COUNT=400');
    const text = calendar(
      ...daily,
      ...changed('20261121', 'DTSTART:20261121T150000Z', 'DTEND:20261121T160000Z'),
      ...changed('20261122', 'DTSTART:20261122T100000Z', 'DTEND:20261122T110000Z', 'STATUS:CANCELLED'),
      ...changed('20261123', 'DTSTART:20261123T100000Z', 'DTEND:20261123T110000Z', 'TRANSP:TRANSPARENT'),
      ...changed('20270901', 'DTSTART:20261201T200000Z', 'DTEND:20261201T210000Z'),
    );
    expect(found(text, { until: Date.parse('2026-12-02T00:00Z') }).slice(0, 3)).toEqual([
      '2026-11-20T10:00Z/2026-11-20T11:00Z',
      '2026-11-21T15:00Z/2026-11-21T16:00Z',
      '2026-11-24T10:00Z/2026-11-24T11:00Z',
    ]);
    expect(found(text, { until: Date.parse('2026-12-02T00:00Z') })).toContain('2026-12-01T20:00Z/2026-12-01T21:00Z');
  });

  it('are read from free-busy lists too', () => {
    const list = [
      'BEGIN:VFREEBUSY',
      'UID:fb',
      'FREEBUSY;FBTYPE=BUSY:20261120T100000Z/PT1H,20261121T100000Z/20261121T103000Z',
    ];
    expect(found(calendar(...list, 'FREEBUSY;FBTYPE=FREE:20261122T100000Z/PT1H', 'END:VFREEBUSY'))).toEqual([
      '2026-11-20T10:00Z/2026-11-20T11:00Z',
      '2026-11-21T10:00Z/2026-11-21T10:30Z',
    ]);
  });

  it('do not hide behind an entry that makes no sense', () => {
    const broken = event('DTSTART:when-the-cows-come-home', 'DTEND:20261120T110000Z');
    const good = event('DTSTART:20261121T100000Z', 'DTEND:20261121T110000Z').map((l) =>
      l.replace('UID:one', 'UID:two'),
    );
    const { times, unreadable } = busyTimes(calendar(...broken, ...good), QUESTION);
    expect([times.length, unreadable]).toEqual([1, 1]);
  });

  it('carry no more than times and the name of their entry', () => {
    const text = calendar(...event('DTSTART:20261120T100000Z', 'DTEND:20261120T110000Z', 'SUMMARY:Therapy'));
    expect(busyTimes(text, QUESTION).times).toEqual([
      { start: Date.parse('2026-11-20T10:00Z'), end: Date.parse('2026-11-20T11:00Z'), uid: 'one@example.org' },
    ]);
  });
});

describe('a text that is no calendar, or means harm', () => {
  const refusal = (text: string, maxMs = 4_000) =>
    readBusyTimes(text, QUESTION, maxMs).then(
      () => 'read',
      (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : 'no error'),
    );

  it('is refused with a sentence', async () => {
    for (const text of [
      '',
      '<html></html>',
      'BEGIN:VCALENDAR',
      'BEGIN:VCARD\r\nEND:VCARD',
      'BEGIN:VCALENDAR\r\nDTSTART',
    ])
      expect([text, await refusal(text, 20_000)]).toEqual([
        text,
        expect.stringMatching(/^CalendarRefusal: .*no calendar/),
      ]);
  }, 40_000);

  it.each([
    ['a second hand that rings for ever', ['RRULE:FREQ=SECONDLY']],
    ['a date that never comes', ['RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30']],
  ])('is stopped in bounded time: %s', async (_name, lines) => {
    const text = calendar(...event('DTSTART:19700101T000000Z', 'DURATION:PT1S', ...lines));
    expect(await refusal(text)).toMatch(/^CalendarRefusal: .*(more often|reasonable time)/);
  });

  it('is stopped when it is very many entries, or nested without end', async () => {
    const many = calendar(
      ...Array.from(
        { length: 60_000 },
        (_, i) => `BEGIN:VEVENT\r\nUID:${i}\r\nDTSTART:20261120T100000Z\r\nDURATION:PT1H\r\nEND:VEVENT`,
      ),
    );
    expect(await refusal(many, 20_000)).toMatch(/^CalendarRefusal/);
    expect(await refusal(calendar('BEGIN:X\r\n'.repeat(200_000)))).toMatch(/^CalendarRefusal/);
  }, 40_000);

  it('says the same in a thread as in this one when it is harmless', async () => {
    const text = calendar(
      ...BERLIN,
      ...event('DTSTART;TZID=Asia/Tokyo:20261120T100000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'),
    );
    expect(await readBusyTimes(text, QUESTION)).toEqual(busyTimes(text, QUESTION));
  });
});
