import type { Page } from 'playwright-core';
import { openBrowser, type BrowserHandle } from './browser.ts';
import { signIn } from './people.ts';
import { startDryrun, type RunningDryrun } from './server.ts';

let dryrun: RunningDryrun;
let browser: BrowserHandle;

beforeAll(async () => {
  [dryrun, browser] = [await startDryrun(), await openBrowser()];
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await dryrun?.stop();
});

const goTo = async (page: Page, path: string) => void (await page.goto(dryrun.url + path));
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

describe('booking a mock', () => {
  it('lets a learner on a phone say what they want, keep a time and book it', async () => {
    const page = await signIn(browser, dryrun.url, 'Asha Kulkarni', { width: 390 });
    await goTo(page, '/book?format=system-design&track=kubernetes&level=senior');
    await page
      .getByRole('region', { name: /day, \d+ / })
      .first()
      .getByRole('button')
      .first()
      .click();
    await page
      .getByRole('button', { name: /Keep this time with/ })
      .first()
      .click();
    await page
      .getByText(/kept for you until/i)
      .first()
      .waitFor();
    await button(page, 'Confirm').click();
    await page.getByText('Booked', { exact: true }).first().waitFor();
    const rows = await dryrun.query<{ state: string; held: number }>(
      `select i.state, (select count(*)::int from booking b where b.reference_id = i.id and b.state = 'confirmed') as held
       from interview i join person p on p.id = i.learner_id where p.demo_key = 'asha' and i.starts_at > now()`,
    );
    expect(rows).toEqual([{ state: 'scheduled', held: 1 }]);
    await page.context().close();
  });

  it('offers other times to the one of two learners who was slower, and keeps what they had chosen', async () => {
    const quick = await signIn(browser, dryrun.url, 'Neha Bhattacharya');
    const slow = await signIn(browser, dryrun.url, 'Ravi Shankaran');
    const path = '/book?format=debugging&track=kubernetes&level=mid';
    await Promise.all([goTo(quick, path), goTo(slow, path)]);
    const choose = async (page: Page) => {
      // The last offered day lies in a week in which neither has a mock yet.
      await page
        .getByRole('region', { name: /day, \d+ / })
        .last()
        .getByRole('button')
        .first()
        .click();
      return page.getByRole('button', { name: /Keep this time with/ }).first();
    };
    const [first, second] = [await choose(quick), await choose(slow)];
    expect(await first.getAttribute('aria-label')).toBe(await second.getAttribute('aria-label'));
    await first.click();
    await quick
      .getByText(/kept for you until/i)
      .first()
      .waitFor();
    await second.click();
    await slow
      .getByText(/just taken|taken a moment ago/i)
      .first()
      .waitFor();
    expect(slow.url()).toContain('format=debugging');
    await slow
      .getByRole('region', { name: /day, \d+ / })
      .first()
      .waitFor();
    await Promise.all([quick.context().close(), slow.context().close()]);
  });
});

describe('the loop', () => {
  let mock: string;

  beforeAll(async () => {
    const [row] = await dryrun.query<{ id: string }>(
      `select i.id from interview i join person l on l.id = i.learner_id join person m on m.id = i.mentor_id
       where l.demo_key = 'neha' and m.demo_key = 'dev' and i.state = 'scheduled'`,
    );
    if (!row) throw new Error('the demo has no mock that Dev can run with Neha now');
    mock = row.id;
  });

  it('shows the learner a prompt when, and only when, the mentor shows it', async () => {
    const mentor = await signIn(browser, dryrun.url, 'Dev Malhotra');
    const learner = await signIn(browser, dryrun.url, 'Neha Bhattacharya', { width: 390 });
    await goTo(learner, `/interviews/${mock}/stage`);
    await learner.getByText(/has not started yet/).waitFor();
    await goTo(mentor, `/interviews/${mock}/run`);
    await button(mentor, 'Start the mock').click();
    await button(mentor, /Show to learner/).waitFor();
    const [item] = await dryrun.query<{ prompt: string }>(
      `select v.body->>'prompt' as prompt from plan_item p join content_version v on v.id = p.question_version_id where p.interview_id = $1 order by p.position limit 1`,
      [mock],
    );
    const words = (item?.prompt ?? '').split(/\s+/).slice(0, 6).join(' ');
    expect(await learner.getByText(words).count()).toBe(0);
    await button(mentor, /Show to learner/).click();
    await learner.getByText(words).waitFor();
    // Two marks by key: the first move came unasked, the second was missing.
    await mentor.locator('body').click({ position: { x: 5, y: 5 } });
    for (const key of ['1', 'u', '2', 'm']) await mentor.keyboard.press(key);
    await expectRows(`select kind from mark where interview_id = '${mock}' order by at, id`, [
      { kind: 'unasked' },
      { kind: 'missing' },
    ]);
    await button(mentor, /We met: end the mock/).click();
    await button(mentor, 'End and go to the scorecard').click();
    await mentor.waitForURL(/scorecard/);
    await Promise.all([mentor.context().close(), learner.context().close()]);
  });

  it('names everything that is missing, then takes the scorecard', async () => {
    const mentor = await signIn(browser, dryrun.url, 'Dev Malhotra');
    await goTo(mentor, `/interviews/${mock}/scorecard`);
    await button(mentor, /^Submit/).click();
    await mentor
      .getByText(/strength/i)
      .first()
      .waitFor();
    const moves = mentor.getByRole('region', { name: 'Reasoning, move by move' });
    const levels = ['Reasons unasked', 'Knows it', 'Reasons when asked'];
    const cards = moves.locator('section');
    const count = await cards.count();
    for (let i = 0; i < count; i++) {
      const card = cards.nth(i);
      const level = levels[i];
      if (level) await card.getByRole('radio', { name: new RegExp(level) }).check({ force: true });
      else await card.getByRole('button', { name: 'Not observed' }).click();
    }
    await mentor.getByLabel('strength 1').fill('You asked what the limit was before you drew anything.');
    await mentor
      .getByLabel('What to do')
      .first()
      .fill('Explain one outage aloud in five minutes, causes before fixes.');
    await mentor
      .getByText(/^Saved /)
      .first()
      .waitFor();
    await button(mentor, /^Submit/).click();
    await expectRows(`select state from scorecard where interview_id = '${mock}'`, [{ state: 'submitted' }]);
    await mentor.context().close();
  });

  it('keeps the feedback closed until the learner predicts, then opens it and lets them take on a step', async () => {
    const learner = await signIn(browser, dryrun.url, 'Neha Bhattacharya', { width: 390 });
    await goTo(learner, `/interviews/${mock}/feedback`);
    await learner.getByText('How would you rate yourself?').waitFor();
    expect(await learner.getByText('You asked what the limit was').count()).toBe(0);
    await button(learner, 'Show me my feedback').click();
    await learner.getByText('You asked what the limit was before you drew anything.').waitFor();
    await button(learner, /^Take on:/)
      .first()
      .click();
    await expectRows(
      `select n.state from next_step n join scorecard s on s.id = n.scorecard_id where s.interview_id = '${mock}'`,
      [{ state: 'accepted' }],
    );
    await expectRows(`select state from interview where id = '${mock}'`, [{ state: 'feedback_released' }]);
    await learner.context().close();
  });

  it('is seen by the cohort admin in the batch, and by nobody of the other batch', async () => {
    const admin = await signIn(browser, dryrun.url, 'Kavya Nair');
    await admin
      .getByRole('link', { name: /^Batch/ })
      .first()
      .click();
    await admin
      .getByRole('link', { name: /with Dev Malhotra.*feedback given/ })
      .first()
      .waitFor();
    const other = await signIn(browser, dryrun.url, 'Imran Siddiqui');
    await goTo(other, `/interviews/${mock}`);
    await other
      .getByText(/nothing here|not yours to see/i)
      .first()
      .waitFor();
    await Promise.all([admin.context().close(), other.context().close()]);
  });
});

/** Waits until the database says so: screens answer before slow machines have told everybody. */
async function expectRows(sql: string, rows: unknown[]): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const found = await dryrun.query(sql);
    if (JSON.stringify(found) === JSON.stringify(rows) || Date.now() > deadline)
      return void expect(found).toEqual(rows);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
