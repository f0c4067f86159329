import type { Page } from 'playwright-core';
import { openBrowser, type BrowserHandle } from './browser.ts';
import { watch } from './people.ts';
import { startDryrun, type RunningDryrun } from './server.ts';

/**
 * The promise to a stranger: from the link in the terminal to a first mock that is running, by reading the screen alone and
 * without a mail server. Each `it` is what one person does; together they are one story, in order.
 */
let dryrun: RunningDryrun;
let browser: BrowserHandle;
let owner: Page;
let mentor: Page;
let learner: Page;
const links: Record<string, string> = {};
const errors: string[][] = [];

beforeAll(async () => {
  [dryrun, browser] = [await startDryrun({ isDemo: false }), await openBrowser()];
  const open = async (width: number) => {
    const context = await browser.person({ width });
    errors.push(watch(context));
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  };
  [owner, mentor, learner] = [await open(1440), await open(390), await open(390)];
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await dryrun?.stop();
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Pastes addresses, looks at what would happen, invites, and takes the links as the sender would copy them. */
async function invite(addresses: string[], send: string): Promise<void> {
  await owner.getByLabel('Mail addresses').fill(addresses.join('\n'));
  await button(owner, 'Check the list').click();
  await button(owner, send).click();
  for (const address of addresses) {
    const field = owner.getByLabel(`Invitation of ${address}`, { exact: true });
    await field.waitFor();
    links[address] = await field.inputValue();
  }
  await button(owner, 'Done').click();
}

async function accept(page: Page, address: string, name: string): Promise<void> {
  await page.goto(links[address] ?? '');
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill('four quiet paper boats');
  await button(page, 'Accept and go in').click();
  await page.getByRole('heading', { level: 1, name: `Hello, ${name.split(' ')[0]}` }).waitFor();
}

describe('a stranger with an empty installation', () => {
  it('is told where the set-up link is, and nobody else gets in', async () => {
    await owner.goto(dryrun.url);
    await owner.getByText('This academy is not set up yet').waitFor();
    await owner.goto(`${dryrun.url}/setup/guessed`);
    await owner.getByRole('heading', { name: 'This set-up link cannot be used any more' }).waitFor();
  });

  it('names the academy, becomes its admin and lands on four steps', async () => {
    await owner.goto(dryrun.setupUrl ?? '');
    await owner.getByLabel('Name of the academy').fill('Kaveri Academy');
    await owner.getByLabel('Email address').fill('latha@example.org');
    await owner.getByLabel('Your name').fill('Latha Menon');
    await owner.getByLabel('Password', { exact: true }).fill('six loud copper bells');
    await button(owner, 'Start my academy').click();
    await owner.getByRole('heading', { level: 1, name: /four steps/ }).waitFor();
    await owner.getByText('1 of 4 steps done').waitFor();
  });

  it('makes a batch, invites a mentor and two learners, and holds the links in hand', async () => {
    await owner.getByLabel('Name of the batch').fill('Batch 01');
    await button(owner, 'Make the batch').click();
    await button(owner, 'Invite mentors').click();
    await invite(['omar@example.org'], 'Invite 1 person');
    await button(owner, 'Invite learners').click();
    await invite(['nila@example.org', 'pia@example.org'], 'Invite 2 people');
    expect(Object.values(links)).toHaveLength(3);
  });
});

describe('the people who were invited', () => {
  it('accept on their phones: the mentor first, whose coming starts the batch', async () => {
    await accept(mentor, 'omar@example.org', 'Omar Siddiq');
    await accept(learner, 'nila@example.org', 'Nila Sen');
    expect(await dryrun.query(`select state from batch`)).toEqual([{ state: 'active' }]);
    await owner.getByText('3 of 4 steps done').waitFor();
  });

  it('cannot use a link twice', async () => {
    const context = await browser.person({ width: 390 });
    const page = await context.newPage();
    await page.goto(links['omar@example.org'] ?? '');
    await page.getByRole('heading', { name: 'This invitation cannot be used any more' }).waitFor();
    await context.close();
  });

  it('meet: the mentor gives hours, the admin allows short notice, the learner books', async () => {
    await mentor.getByRole('link', { name: 'Give my hours' }).click();
    for (const offset of [0, 1]) {
      const day = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'Asia/Kolkata' }).format(
        Date.now() + offset * 86_400_000,
      );
      await button(mentor, `Add hours on ${day}`).click();
      await mentor.getByLabel(`${day} from`).fill('00:00');
      await mentor.getByLabel(`${day} to`).fill('00:00');
    }
    await mentor.getByRole('button', { name: 'Save', exact: true }).click();
    await mentor
      .getByText(/^Saved/)
      .first()
      .waitFor();

    await button(owner, 'Allow short notice').click();
    await owner.getByText(/Mocks are booked at least/).waitFor({ state: 'hidden' });

    await learner.goto(`${dryrun.url}/book?format=system-design&track=kubernetes&level=mid`);
    await learner
      .getByRole('region', { name: /day, \d+ / })
      .first()
      .getByRole('button')
      .first()
      .click();
    await learner
      .getByRole('button', { name: /Keep this time with/ })
      .first()
      .click();
    await learner
      .getByText(/kept for you until/i)
      .first()
      .waitFor();
    await button(learner, 'Confirm').click();
    await learner.getByText('Booked', { exact: true }).first().waitFor();
  });

  it('run the first mock, and the fourth step is done', async () => {
    const [mock] = await dryrun.query<{ id: string }>(`select id from interview where state = 'scheduled'`);
    await mentor.goto(`${dryrun.url}/interviews/${mock?.id}/run`);
    await button(mentor, 'Start the mock').click();
    await button(mentor, /Show to learner/).waitFor();
    expect(await dryrun.query('select state from interview where id = $1', [mock?.id])).toEqual([{ state: 'running' }]);
    await owner.goto(`${dryrun.url}/start`);
    await owner.getByText('4 of 4 steps done').waitFor();
    expect(errors.flat()).toEqual([]);
  });
});
