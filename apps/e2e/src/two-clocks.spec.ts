import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { openBrowser, type BrowserHandle } from './browser.ts';
import { signIn } from './people.ts';
import { startDryrun, type RunningDryrun } from './server.ts';

/** A learner in Kolkata, whose clock never changes, and a mentor in New York, whose does. */
const KOLKATA = 'Asia/Kolkata';
const NEW_YORK = 'America/New_York';
const DAY = 24 * 3_600_000;
const GOAL = { format: 'system-design', track: 'kubernetes', level: 'mid', dimension: null, note: '' };

let dryrun: RunningDryrun;
let browser: BrowserHandle;
let asha: Page;
let claire: Page;
let kavya: Page;
let batchId: string;

beforeAll(async () => {
  [dryrun, browser] = [await startDryrun(), await openBrowser()];
  await dryrun.query(`update person set time_zone = $1 where demo_key = 'claire'`, [NEW_YORK]);
  [{ id: batchId } = { id: '' }] = await dryrun.query<{ id: string }>(`select id from batch where slug = 'batch-01'`);
  asha = await signIn(browser, dryrun.url, 'Asha Kulkarni', { width: 390, timezoneId: KOLKATA });
  claire = await signIn(browser, dryrun.url, 'Claire Okafor', { timezoneId: NEW_YORK });
  kavya = await signIn(browser, dryrun.url, 'Kavya Nair');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await dryrun?.stop();
});

const hourIn = (timeZone: string, at: number) =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at));

/** 14:00 UTC on the last such day before New York's clocks change, at least two days from now. */
function beforeTheChange(): number {
  let at = Math.ceil(Date.now() / DAY) * DAY + 2 * DAY + 14 * 3_600_000;
  while (hourIn(NEW_YORK, at) === hourIn(NEW_YORK, at + DAY)) at += DAY;
  return at;
}

/** As people there write it: `7:30 pm`. */
const timeIn = (timeZone: string, at: number) =>
  new Intl.DateTimeFormat('en-IN', { timeZone, hour: 'numeric', minute: '2-digit', hour12: true }).format(at);

async function act<T>(page: Page, path: string, data: unknown): Promise<T> {
  const headers = { origin: dryrun.url, 'idempotency-key': randomUUID() };
  const answer = await page.context().request.post(dryrun.url + path, { data, headers });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}

const idOf = async (key: string) =>
  (await dryrun.query<{ id: string }>('select id from person where demo_key = $1', [key]))[0]?.id ?? '';

async function messageTo(page: Page, subject: RegExp): Promise<string> {
  const message = page.getByRole('listitem').filter({ hasText: subject }).first();
  for (let tries = 0; tries < 20 && (await message.count()) === 0; tries++) {
    await page.goto(`${dryrun.url}/outbox`, { waitUntil: 'networkidle' });
    await page.waitForTimeout(500);
  }
  await message.getByText('Read it').click();
  return message.innerText();
}

describe('a mock that is moved across a change of clocks', () => {
  const before = beforeTheChange();
  const after = before + 2 * DAY;
  let mockId: string;
  let calendar: string;

  beforeAll(async () => {
    const people = { learnerId: await idOf('asha'), mentorId: await idOf('claire') };
    const startsAt = new Date(before).toISOString();
    const mock = await act<{ id: string; startsAt: string }>(kavya, `/api/batches/${batchId}/bookings`, {
      ...people,
      startsAt,
      goal: GOAL,
      reason: 'across the change',
    });
    mockId = mock.id;
    await act(kavya, `/api/interviews/${mockId}/move-on-behalf`, {
      mentorId: people.mentorId,
      startsAt: new Date(after).toISOString(),
      from: mock.startsAt,
      reason: 'across the change',
    });
  });

  it('keeps its time for the learner and has another for the mentor: in the message to each, and on the page', async () => {
    expect(timeIn(NEW_YORK, before)).not.toBe(timeIn(NEW_YORK, after));
    for (const [page, own, other] of [
      [asha, KOLKATA, NEW_YORK],
      [claire, NEW_YORK, KOLKATA],
    ] as const) {
      const message = await messageTo(page, /^Moved: mock with/);
      expect(message).toContain(timeIn(own, after));
      expect(message).toContain(`${timeIn(other, after)} `);
      expect(message).toContain(timeIn(own, before));
      await page.goto(`${dryrun.url}/interviews/${mockId}`, { waitUntil: 'networkidle' });
      const facts = await page.getByRole('region', { name: 'Your mock' }).innerText();
      expect(facts).toContain(timeIn(own, after));
      expect(facts).toContain(timeIn(other, after));
    }
  });

  it('is at that instant in the learner’s own calendar, under a secret address', async () => {
    await asha.goto(`${dryrun.url}/account/notifications`);
    await asha.getByRole('button', { name: 'Make my secret address' }).click();
    calendar = await asha.getByLabel('Secret calendar address').inputValue();
    const text = await (await asha.context().request.get(calendar)).text();
    const entry = text.split('BEGIN:VEVENT').find((e) => e.includes(mockId)) ?? '';
    expect(entry).toContain(`DTSTART:${new Date(after).toISOString().replace(/[-:]|\.\d{3}/g, '')}`);
  });

  it('leaves that calendar at once when the learner leaves the batch', async () => {
    const stranger = await browser.person();
    const entries = async () => (await (await stranger.request.get(calendar)).text()).split('BEGIN:VEVENT').length - 1;
    expect(await entries()).toBeGreaterThan(0);
    const [place] = await dryrun.query<{ id: string }>(
      'select id from enrolment where person_id = $1 and batch_id = $2',
      [await idOf('asha'), batchId],
    );
    await act(kavya, `/api/enrolments/${place?.id}/moves`, { event: 'remove' });
    expect(await entries()).toBe(0);
    await stranger.close();
  });
});
