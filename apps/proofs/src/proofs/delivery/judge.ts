import type { World } from '../../product/world.ts';
import type { Changes, Expected, Someone } from './changes.ts';
import type { FaultyMailServer } from './faulty-mail-server.ts';
import { readLetter, type Asked, type ReadLetter } from './letters.ts';

export interface Judgement {
  letters: number;
  repeats: number;
  /** Expected messages that were refused for good and lie in the outbox as given up. */
  givenUp: number;
  faults: string[];
}

interface Heard {
  letter: ReadLetter;
  asked: Asked;
  mockId: string;
  address: string;
}

/** Reads everything that the mail server took, in that order, and compares it with what was acknowledged and with what is booked. */
export async function judge(world: World, server: FaultyMailServer, changes: Changes): Promise<Judgement> {
  const faults: string[] = [];
  const bytes = new Map<string, Buffer>();
  const heard: Heard[] = [];
  let repeats = 0;
  for (const { address, raw } of server.taken) {
    let letter: ReadLetter;
    try {
      letter = readLetter(raw);
    } catch (error) {
      faults.push(
        `a letter to ${address} that cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      );
      continue;
    }
    if (letter.to !== address) faults.push(`a letter to ${address} says that it is to ${letter.to}`);
    const known = bytes.get(letter.messageId);
    if (known) repeats++;
    if (known && !known.equals(raw))
      faults.push(`the repeat of ${letter.messageId} differs: ${firstDifference(known, raw)}`);
    if (!known) bytes.set(letter.messageId, raw);
    const { asked } = letter;
    const mockId = /\/interviews\/([0-9a-f-]{36})$/.exec(asked?.url ?? '')?.[1];
    if (!asked) continue;
    if (mockId === undefined) faults.push(`an entry that leads to ${asked.url}`);
    else heard.push({ letter, asked, mockId, address });
  }
  faults.push(...ordered(heard), ...named(heard), ...complete(heard));
  const { missing, givenUp } = await accounted(world, heard, changes.expected);
  faults.push(...missing, ...matching(heard, changes.expected), ...(await followed(world, heard, changes)));
  return { letters: server.taken.length, repeats, givenUp, faults };
}

function firstDifference(one: Buffer, other: Buffer): string {
  const at = one.findIndex((byte, i) => byte !== other[i]);
  const line = (text: Buffer) => text.subarray(Math.max(0, at - 30), at + 40).toString('latin1');
  return `${JSON.stringify(line(one))} became ${JSON.stringify(line(other))}`;
}

/** About one mock to one person: never an older version after a newer one, repeats included. */
function ordered(heard: readonly Heard[]): string[] {
  const latest = new Map<string, number>();
  return heard.flatMap(({ asked, mockId, address }) => {
    const key = `${mockId} ${address}`;
    const last = latest.get(key) ?? -1;
    latest.set(key, Math.max(last, asked.sequence));
    return asked.sequence < last
      ? [`overtaken: ${asked.method} ${asked.sequence} of ${mockId} came to ${address} after ${last}`]
      : [];
  });
}

/** One entry for life, and one message for each version of it to each person. */
function named(heard: readonly Heard[]): string[] {
  const uids = new Map<string, Set<string>>();
  const ids = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, key: string, value: string) =>
    map.set(key, (map.get(key) ?? new Set()).add(value));
  for (const { asked, mockId, address, letter } of heard) {
    add(uids, mockId, asked.uid);
    add(ids, `${asked.method} ${asked.sequence} of ${mockId} to ${address}`, letter.messageId);
  }
  const owners = new Map([...uids].flatMap(([mockId, all]) => [...all].map((uid) => [uid, mockId] as const)));
  return [
    ...[...uids]
      .filter(([, all]) => all.size > 1)
      .map(([mockId, all]) => `${mockId} has ${all.size} UIDs: ${[...all].join(', ')}`),
    ...(owners.size < uids.size ? ['two mocks share a UID'] : []),
    ...[...ids]
      .filter(([, all]) => all.size > 1)
      .map(([what, all]) => `${what} was sent under ${all.size} names: ${[...all].join(', ')}`),
  ];
}

/** Words for people too, and one attendee: nobody learns another's address. */
function complete(heard: readonly Heard[]): string[] {
  return heard.flatMap(({ letter: { messageId, text, html }, asked, address }) => {
    const other = asked.title.replace('Mock interview with ', '');
    return [
      ...(text.includes(other) && html.includes(other) ? [] : [`${messageId} has no words about ${asked.title}`]),
      ...(asked.attendees.join() === address ? [] : [`${messageId} to ${address} names ${asked.attendees.join()}`]),
    ];
  });
}

const sameVersion = ({ mockId, person, sequence }: Expected) => `${mockId} ${person.address.toLowerCase()} ${sequence}`;

/** `2 Nov, 8:30 am` on the clock of that zone. */
function localWords(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('day')} ${part('month')}, ${part('hour')}:${part('minute')} ${part('dayPeriod').toLowerCase()}`;
}

function matching(heard: readonly Heard[], expected: readonly Expected[]): string[] {
  const versions = new Map(expected.map((e) => [sameVersion(e), e]));
  return heard.flatMap(({ asked, mockId, address, letter }) => {
    const what = `${asked.method} ${asked.sequence} of ${mockId} to ${address}`;
    const wanted = versions.get(`${mockId} ${address} ${asked.sequence}`);
    if (!wanted) return [`nobody expects ${what}`];
    if (asked.method !== wanted.method || asked.startsAt !== wanted.startsAt)
      return [`${what} at ${asked.startsAt}; it was ${wanted.method} at ${wanted.startsAt}`];
    const words = localWords(wanted.startsAt, wanted.person.timeZone);
    const when = /^When: ([^(]*)/m.exec(letter.text)?.[1]?.replace('Sept', 'Sep') ?? '';
    if (!when.includes(words)) return [`${what} says ${when}; by the clock of its reader it is ${words}`];
    // A link that was replaced before its message was written may already be the next one; the last is compared with the page.
    if (wanted.place !== undefined && asked.place === null) return [`${what} does not say where`];
    return [];
  });
}

/** Everything expected arrived, or was refused for good by the mail server and is shown as such. */
async function accounted(
  world: World,
  heard: readonly Heard[],
  expected: readonly Expected[],
): Promise<{ missing: string[]; givenUp: number }> {
  const arrived = new Set(heard.map(({ asked, mockId, address }) => `${mockId} ${address} ${asked.sequence}`));
  const rows = await world.query<{
    url: string;
    sequence: number;
    address: string;
    state: string;
    attempts: number;
    error: string | null;
  }>(
    `select content #>> '{calendar,url}' as url, (content #>> '{calendar,sequence}')::int as sequence, lower(address) as address, state, attempts, last_error as error
     from mail_message where jsonb_typeof(content::jsonb -> 'calendar') = 'object'`,
  );
  const messages = new Map(rows.map((row) => [`${row.url.split('/').at(-1)} ${row.address} ${row.sequence}`, row]));
  let givenUp = 0;
  const missing = expected.flatMap((one) => {
    if (arrived.has(sameVersion(one))) return [];
    const message = messages.get(sameVersion(one));
    if (message?.state === 'dead' && message.error?.includes('550')) {
      givenUp++;
      return [];
    }
    const fate = message
      ? `${message.state} after ${message.attempts} tries: ${message.error}`
      : 'it was never written';
    return [`missing: ${one.method} ${one.sequence} of ${one.mockId} to ${one.person.address}; ${fate}`];
  });
  return { missing, givenUp };
}

/** A calendar program per person follows the letters; in the end it shows what is booked, when and where, and nothing else. */
async function followed(world: World, heard: readonly Heard[], changes: Changes): Promise<string[]> {
  const calendars = new Map<string, Map<string, Asked>>();
  const versions = new Map<string, number>();
  for (const { asked, address } of heard) {
    const calendar = calendars.get(address) ?? new Map<string, Asked>();
    calendars.set(address, calendar);
    // RFC 5546: a message older than what is known of the entry is passed over.
    const key = `${address} ${asked.uid}`;
    if (asked.sequence < (versions.get(key) ?? -1)) continue;
    versions.set(key, asked.sequence);
    if (asked.method === 'CANCEL') calendar.delete(asked.uid);
    else calendar.set(asked.uid, asked);
  }
  const people = [...changes.learners, ...changes.mentors];
  const faults: string[] = [];
  for (const person of people) {
    const shown = [...(calendars.get(person.address.toLowerCase())?.values() ?? [])];
    faults.push(...(await compared(world, person, shown, changes)));
  }
  return faults;
}

async function compared(world: World, person: Someone, shown: readonly Asked[], changes: Changes): Promise<string[]> {
  const mine = changes.mocks.filter((m) => m.isLive && (m.learner.id === person.id || m.mentor.id === person.id));
  const faults = shown
    .filter(({ url }) => !mine.some((mock) => url.endsWith(mock.id)))
    .map(({ url }) => `the calendar of ${person.key} still shows ${url}`);
  const client = await world.as(person.key);
  for (const mock of mine) {
    const entries = shown.filter(({ url }) => url.endsWith(mock.id));
    const [entry] = entries;
    if (!entry || entries.length > 1) {
      faults.push(`the calendar of ${person.key} shows ${mock.id} ${entries.length} times`);
      continue;
    }
    const page = (await client.send('GET', `/api/interviews/${mock.id}`)).json as {
      startsAt: string;
      endsAt: string;
      meetingUrl: string | null;
      learner: { id: string; name: string };
      mentor: { name: string };
    };
    const other = page.learner.id === person.id ? page.mentor.name : page.learner.name;
    const inPage = [page.startsAt, page.endsAt, page.meetingUrl, true].join(' ');
    const inCalendar = [entry.startsAt, entry.endsAt, entry.place, entry.title.includes(other)].join(' ');
    if (inPage !== inCalendar)
      faults.push(
        `${person.key} sees ${inCalendar} (${entry.title}) in the calendar, ${inPage} with ${other} on the page`,
      );
  }
  client.close();
  return faults;
}
