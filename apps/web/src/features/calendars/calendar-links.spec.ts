import { googleEntryLink, outlookEntryLink, subscribeLinks } from './calendar-links.ts';

const MOCK = {
  title: 'Mock interview with Dev & Co',
  startsAt: '2026-11-26T14:00:00.000Z',
  endsAt: '2026-11-26T14:45:00.000Z',
  details: 'https://dryrun.example.org/interviews/1?a=b&c=d',
  place: '',
};

describe('links into calendars', () => {
  it('say the time in UTC and keep every character of the words', () => {
    const google = new URL(googleEntryLink(MOCK)).searchParams;
    expect(google.get('dates')).toBe('20261126T140000Z/20261126T144500Z');
    expect([google.get('text'), google.get('details')]).toEqual([MOCK.title, MOCK.details]);
    const outlook = new URL(outlookEntryLink(MOCK)).searchParams;
    expect([outlook.get('startdt'), outlook.get('enddt')]).toEqual([MOCK.startsAt, MOCK.endsAt]);
    expect([outlook.get('subject'), outlook.get('body')]).toEqual([MOCK.title, MOCK.details]);
  });

  it('subscribe to the whole address', () => {
    const links = subscribeLinks('https://dryrun.example.org/calendar/abc_-.ics');
    expect(links.apple).toBe('webcal://dryrun.example.org/calendar/abc_-.ics');
    expect(new URL(links.google).searchParams.get('cid')).toBe(links.apple);
    expect(new URL(links.outlook).searchParams.get('url')).toBe('https://dryrun.example.org/calendar/abc_-.ics');
  });
});
