import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser, type BrowserHandle } from './browser.ts';
import { signIn, watch } from './people.ts';
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

interface Violation {
  id: string;
  nodes: { html: string }[];
}

/** What axe finds wrong with the page as it is drawn now, colours included. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const runner = (globalThis as unknown as { axe: { run(o: object): Promise<{ violations: unknown }> } }).axe;
    // What is in order need not be written up, which is most of the work.
    const options = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] };
    return (await runner.run(options)).violations;
  });
  return (found as Violation[]).flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 200)}`));
}

/** Looks at every address, two at a time: while one page comes to rest the other is examined. */
async function walk(context: BrowserContext, paths: string[]): Promise<void> {
  const left = [...paths];
  const tab = async () => {
    const page = await context.newPage();
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      await page.goto(dryrun.url + path, { waitUntil: 'networkidle' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect([path, await violations(page)]).toEqual([path, []]);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([path, wider]).toEqual([path, 0]);
    }
  };
  await Promise.all([tab(), tab()]);
}

const mockOf = async (learner: string, states: string[]) => {
  const [row] = await dryrun.query<{ id: string }>(
    'select i.id from interview i join person p on p.id = i.learner_id where p.demo_key = $1 and i.state = any($2) order by i.starts_at desc limit 1',
    [learner, states],
  );
  return row?.id ?? '';
};

describe.each([
  ['phone', 390, 'light'],
  ['desktop', 1440, 'dark'],
] as const)('on a %s', (_name, width, colorScheme) => {
  const walks: [string, string, () => Promise<string[]>][] = [
    [
      'a learner',
      'Asha Kulkarni',
      async () => [
        '/today',
        '/book?format=system-design&track=kubernetes&level=senior',
        '/book?format=system-design&track=kubernetes&level=senior&view=week',
        '/interviews?when=past',
        `/interviews/${await mockOf('asha', ['feedback_released'])}/feedback`,
        '/progress',
        '/account/security',
        '/account/address',
        '/account/notifications',
        '/account/batches',
        '/roadmap',
        '/roadmap/kubernetes',
        '/bank?track=kubernetes',
        '/bank/service-scale-proxy-migration',
        '/case-studies',
        '/case-studies/metrics-ingest-at-scale',
        '/playbooks',
        '/playbooks/salary-negotiation-india',
        '/outbox',
        '/account/data',
        '/privacy',
      ],
    ],
    [
      'a mentor',
      'Dev Malhotra',
      async () => [
        '/today',
        '/availability',
        '/availability?view=paint',
        '/calendar',
        '/bank/service-scale-proxy-migration',
        '/case-studies/metrics-ingest-at-scale',
        `/interviews/${await mockOf('neha', ['scheduled'])}/kit`,
        `/interviews/${await mockOf('neha', ['scheduled'])}/run`,
        `/interviews/${await mockOf('vikram', ['awaiting_feedback'])}/scorecard`,
      ],
    ],
    [
      'a cohort admin',
      'Kavya Nair',
      async () => {
        const batch = `/batches/${(await dryrun.query<{ id: string }>(`select id from batch where slug = 'batch-01'`))[0]?.id}`;
        return [
          batch,
          `${batch}/bookings`,
          `${batch}/outcomes`,
          `${batch}/log`,
          `${batch}/book`,
          `${batch}/policy`,
          `${batch}/waitlist`,
          `${batch}/people`,
          `${batch}/settings`,
          `${batch}/mentors/${(await dryrun.query<{ id: string }>(`select id from person where demo_key = 'claire'`))[0]?.id}`,
          `/interviews/${await mockOf('neha', ['scheduled'])}`,
          '/outbox/all',
        ];
      },
    ],
    [
      'an academy admin',
      'Arjun Rao',
      async () =>
        Promise.resolve([
          '/settings',
          '/academy',
          '/start',
          '/batches/new',
          '/audit',
          '/settings/mail',
          '/settings/backups',
          '/settings/sign-in',
          '/outbox/all',
        ]),
    ],
  ];

  it.each(walks)(
    'every screen of %s can be used with a screen reader, fits the width and throws nothing',
    async (_who, name, paths) => {
      const page = await signIn(browser, dryrun.url, name, { width, colorScheme });
      const errors = watch(page.context());
      await walk(page.context(), await paths());
      expect(errors).toEqual([]);
      await page.context().close();
    },
  );
});

describe('the doors', () => {
  it.each([
    ['phone', 390, 'light'],
    ['desktop', 1440, 'dark'],
  ] as const)('can be used with a screen reader and fit the width of a %s', async (_name, width, colorScheme) => {
    await dryrun.query(`update batch set join_code = 'K7PM2XQA' where slug = 'batch-01'`);
    const context = await browser.person({ width, colorScheme });
    await walk(context, [
      '/sign-in',
      '/reset',
      '/join',
      '/join/K7PM2XQA',
      '/join/ABCDEFGH',
      '/invite/never-was',
      '/setup/never-was',
      '/start-academy',
    ]);
    await context.close();
  });
});

describe('a link', () => {
  it('leads back to its page after sign-in', async () => {
    const context = await browser.person({ width: 390 });
    const page = await context.newPage();
    await page.goto(`${dryrun.url}/progress`);
    await page.getByRole('button', { name: /Asha Kulkarni/ }).click();
    await page.waitForURL(/\/progress$/);
    await page.getByRole('heading', { name: 'Progress', level: 1 }).waitFor();
    await context.close();
  });
});

describe('a mentor in New York', () => {
  it('gives hours that a learner in Kolkata is then offered at the Indian time', async () => {
    const [before] = await dryrun.query<{ rules: unknown[] }>(
      `select rules from availability a join person p on p.id = a.person_id where p.demo_key = 'claire'`,
    );
    const mentor = await signIn(browser, dryrun.url, 'Claire Okafor', { timezoneId: 'America/New_York' });
    await mentor.goto(`${dryrun.url}/availability`);
    await mentor
      .getByRole('button', { name: /^Add .*(hours|Monday)/i })
      .first()
      .click();
    await mentor.getByRole('button', { name: /^Save/ }).first().click();
    await mentor
      .getByText(/^Saved/)
      .first()
      .waitFor();
    const [after] = await dryrun.query<{ rules: unknown[] }>(
      `select rules from availability a join person p on p.id = a.person_id where p.demo_key = 'claire'`,
    );
    expect(after?.rules.length).toBe((before?.rules.length ?? 0) + 1);
    await mentor.context().close();
  });
});
