/** What of a mock goes into a calendar's "new entry" page. Instants are ISO 8601. */
export interface CalendarFacts {
  title: string;
  startsAt: string;
  endsAt: string;
  details: string;
  place: string;
}

const compact = (instant: string) => new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, '');

/** Google Calendar's page for a new entry, filled in. */
export function googleEntryLink({ title, startsAt, endsAt, details, place }: CalendarFacts): string {
  const dates = `${compact(startsAt)}/${compact(endsAt)}`;
  const search = new URLSearchParams({ action: 'TEMPLATE', text: title, dates, details, location: place });
  return `https://calendar.google.com/calendar/render?${search.toString()}`;
}

/** Outlook's page for a new entry, filled in. */
export function outlookEntryLink({ title, startsAt, endsAt, details, place }: CalendarFacts): string {
  const search = new URLSearchParams({
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: title,
    startdt: new Date(startsAt).toISOString(),
    enddt: new Date(endsAt).toISOString(),
    body: details,
    location: place,
  });
  return `https://outlook.live.com/calendar/0/deeplink/compose?${search.toString()}`;
}

/** Where to subscribe to a calendar at this https address. */
export function subscribeLinks(url: string): { apple: string; google: string; outlook: string } {
  const webcal = url.replace(/^https?:/, 'webcal:');
  const search = new URLSearchParams({ url, name: 'Dryrun mocks' });
  return {
    apple: webcal,
    google: `https://calendar.google.com/calendar/r?${new URLSearchParams({ cid: webcal }).toString()}`,
    outlook: `https://outlook.live.com/calendar/0/addfromweb?${search.toString()}`,
  };
}
