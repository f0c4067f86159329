import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { PEOPLE, PEOPLE_SCENES } from './people-scenes.ts';
import { batch, to, type Scene } from './scene.ts';
import { startDryrun } from './server.ts';

/**
 * Contact sheets: every screen, as the seeded person it is for, on a phone and on a desktop, below `tmp/pictures`.
 * `npm run pictures` (light), `-- --dark`, `-- --only batch,join`. With DRYRUN_URL it photographs a server that already runs.
 */
interface Interview {
  id: string;
  state: string;
  batch: { id: string };
  viewerIs: string;
}

const mock =
  (states: string[], suffix = '') =>
  async (api: <T>(path: string) => Promise<T>) => {
    const { items } = await api<{ items: Interview[] }>('/api/interviews');
    const found =
      items.find((i) => states.includes(i.state) && i.viewerIs !== 'overseer') ??
      items.find((i) => states.includes(i.state));
    if (!found) throw new Error(`no mock in ${states.join(' or ')}`);
    return `/interviews/${found.id}${suffix}`;
  };

/** The first mock to come of the batch that the person oversees. */
const coming = async (api: <T>(path: string) => Promise<T>) => {
  const { items } = await api<{ items: { id: string }[] }>('/api/batches');
  const list = await api<{ items: { id: string; startsAt: string; learner: { id: string } }[] }>(
    `/api/interviews?batchId=${items.at(-1)?.id}&when=upcoming`,
  );
  return tomorrow(list.items);
};

/** The first of the person's own mocks that is not about to begin. */
const later = async (api: <T>(path: string) => Promise<T>) =>
  tomorrow((await api<{ items: { id: string; startsAt: string }[] }>('/api/interviews?when=upcoming')).items);

interface Standing extends Interview {
  startsAt: string;
  endsAt: string;
  needsOutcome: boolean;
}

/** The person's next mock: the one that is about to begin, where there is one. */
const nextMock = async (api: <T>(path: string) => Promise<T>) =>
  `/interviews/${(await api<{ items: Standing[] }>('/api/interviews?when=upcoming')).items.find((i) => i.viewerIs !== 'overseer')?.id}`;

/** A mock that is over and of which nobody has said what became of it. */
const silent = async (api: <T>(path: string) => Promise<T>) =>
  `/interviews/${(await api<{ items: Standing[] }>('/api/interviews?when=past')).items.find((i) => i.needsOutcome)?.id}`;

function tomorrow<T extends { startsAt: string }>(mocks: T[]): T {
  const found = mocks.find((m) => Date.parse(m.startsAt) > Date.now() + 6 * 3_600_000);
  if (!found) throw new Error('no mock is booked for later');
  return found;
}

const SCENES: Scene[] = [
  { name: 'sign-in', person: '', path: to('/sign-in') },
  { name: 'sign-in-code', person: '', path: to('/sign-in/code?request=01890000-0000-7000-8000-000000000000') },
  { name: 'sign-in-link', person: '', path: to(`/sign-in/link#${'x'.repeat(43)}`) },
  { name: 'reset', person: '', path: to(`/reset#${'x'.repeat(43)}`) },
  ...PEOPLE_SCENES,
  { name: 'account-security', person: 'asha', path: to('/account/security') },
  {
    name: 'account-authenticator',
    person: 'asha',
    path: to('/account/security'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Set up an app' }).click();
      await page.getByLabel('Six digits that the app shows now').waitFor();
    },
  },
  { name: 'sign-in-settings', person: 'arjun', path: to('/settings/sign-in') },
  { name: 'learner-today', person: 'asha', path: to('/today') },
  { name: 'learner-book', person: 'asha', path: to('/book') },
  { name: 'learner-slots', person: 'asha', path: to('/book?format=system-design&track=kubernetes&level=senior') },
  {
    name: 'learner-week',
    person: 'asha',
    path: to('/book?format=system-design&track=kubernetes&level=senior&view=week'),
  },
  {
    name: 'learner-why',
    person: 'asha',
    path: to('/book?format=system-design&track=python&level=senior'),
    act: async (page) => {
      await page.getByText('Why are other times not open?').click();
      await page.getByRole('group', { name: 'Days without an open time' }).getByRole('button').first().click();
      await page.getByRole('dialog').getByRole('status').waitFor();
    },
  },
  {
    name: 'learner-move',
    person: 'asha',
    path: to('/book?format=system-design&track=kubernetes&level=senior'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Keep this time', exact: true }).click();
      await page.getByRole('button', { name: 'Confirm' }).click();
      await page.getByRole('button', { name: 'Move', exact: true }).click();
      await page.getByRole('dialog').getByText('First free time').waitFor();
    },
  },
  { name: 'learner-mocks', person: 'asha', path: to('/interviews?when=past') },
  { name: 'learner-mock', person: 'neha', path: nextMock },
  { name: 'learner-mock-ahead', person: 'zoya', path: nextMock },
  { name: 'learner-mock-silent', person: 'neha', path: silent },
  {
    name: 'learner-claims',
    person: 'neha',
    path: silent,
    act: async (page) => {
      await page.getByRole('button', { name: 'Claire did not join' }).click();
      await page.getByRole('dialog').getByLabel('A word about it').waitFor();
    },
  },
  { name: 'learner-stage', person: 'neha', path: async (api) => `${await nextMock(api)}/stage` },
  { name: 'learner-predict', person: 'ravi', path: mock(['awaiting_feedback'], '/feedback') },
  { name: 'learner-feedback', person: 'asha', path: mock(['feedback_released', 'closed'], '/feedback') },
  { name: 'learner-progress', person: 'asha', path: to('/progress') },
  { name: 'learner-roadmap', person: 'asha', path: to('/roadmap') },
  { name: 'learner-stage-of-roadmap', person: 'asha', path: to('/roadmap/kubernetes') },
  { name: 'learner-bank', person: 'asha', path: to('/bank?track=kubernetes') },
  { name: 'learner-question', person: 'asha', path: to('/bank/service-scale-proxy-migration') },
  { name: 'learner-case-studies', person: 'asha', path: to('/case-studies') },
  { name: 'learner-case-study', person: 'asha', path: to('/case-studies/metrics-ingest-at-scale') },
  { name: 'learner-playbook', person: 'asha', path: to('/playbooks/salary-negotiation-india') },
  { name: 'learner-waits', person: 'ravi', path: to('/today') },
  { name: 'learner-offer', person: 'neha', path: to('/today') },
  {
    name: 'learner-offer-page',
    person: 'neha',
    path: async (api) => {
      const { items } = await api<{ items: { offer: { id: string } | null }[] }>('/api/my/waitlist');
      return `/waitlist/${items.find((i) => i.offer)?.offer?.id}`;
    },
  },
  {
    name: 'learner-wait',
    person: 'asha',
    path: to('/book?format=system-design&track=kubernetes&level=senior'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Say when you could come' }).click();
      await page.getByRole('button', { name: 'Wait for a time' }).waitFor();
    },
  },
  { name: 'admin-waitlist', person: 'kavya', path: batch('/waitlist') },
  { name: 'admin-waitlist-demo', person: 'imran', path: batch('/waitlist') },
  { name: 'mentor-question', person: 'dev', path: to('/bank/service-scale-proxy-migration') },
  { name: 'mentor-today', person: 'dev', path: to('/today') },
  { name: 'mentor-availability', person: 'claire', path: to('/availability') },
  { name: 'mentor-paint', person: 'claire', path: to('/availability?view=paint') },
  {
    name: 'mentor-advanced',
    person: 'dev',
    path: to('/availability'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Add time off' }).click();
      await page.getByText('Away in another time zone').click();
      await page.getByRole('button', { name: 'Add a stay elsewhere' }).click();
      await page.getByText('Limits of your own').click();
      await page.waitForTimeout(1_500);
    },
  },
  {
    name: 'mentor-time-off-asked',
    person: 'dev',
    path: to('/availability'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Add time off' }).click();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.waitForTimeout(1_500);
    },
  },
  { name: 'mentor-week', person: 'dev', path: to('/calendar') },
  {
    name: 'admin-mentor-hours',
    person: 'kavya',
    path: async (api) => {
      const { items } = await api<{ items: { id: string; mentors: { id: string; name: string }[] }[] }>('/api/batches');
      const here = items.at(-1);
      return `/batches/${here?.id}/mentors/${here?.mentors.find((m) => m.name.startsWith('Claire'))?.id}`;
    },
  },
  { name: 'mentor-kit', person: 'dev', path: mock(['scheduled', 'running'], '/kit') },
  { name: 'mentor-run', person: 'dev', path: mock(['scheduled', 'running'], '/run') },
  { name: 'mentor-scorecard', person: 'dev', path: mock(['awaiting_feedback'], '/scorecard') },
  {
    name: 'mentor-offer',
    person: 'dev',
    path: async (api) => `/interviews/${(await later(api)).id}`,
    act: async (page) => {
      await page.getByRole('button', { name: 'Offer other times' }).click();
      await page.getByRole('dialog').getByRole('heading', { level: 3 }).first().waitFor();
    },
  },
  {
    name: 'mentor-swap',
    person: 'dev',
    path: async (api) => `/interviews/${(await later(api)).id}`,
    act: async (page) => {
      await page.getByRole('button', { name: 'Ask a colleague' }).click();
      await page.getByRole('dialog').getByRole('radio').first().waitFor();
    },
  },
  { name: 'mentor-mocks', person: 'dev', path: to('/interviews') },
  { name: 'admin-batch', person: 'kavya', path: batch() },
  { name: 'admin-bookings', person: 'kavya', path: batch('/bookings') },
  { name: 'learner-asked', person: 'asha', path: mock(['outcome_claimed']) },
  { name: 'learner-asked-today', person: 'asha', path: to('/today') },
  { name: 'mentor-disputed', person: 'dev', path: mock(['outcome_claimed']) },
  { name: 'admin-outcomes', person: 'kavya', path: batch('/outcomes') },
  {
    name: 'admin-decides',
    person: 'kavya',
    path: batch('/outcomes'),
    act: async (page) => {
      await page
        .getByRole('button', { name: /^Decide/ })
        .first()
        .click();
      await page.getByRole('dialog').getByLabel('They met').click();
    },
  },
  { name: 'admin-log-mock', person: 'kavya', path: batch('/log') },
  { name: 'mentor-log-mock', person: 'dev', path: batch('/log') },
  { name: 'admin-mock', person: 'kavya', path: async (api) => `/interviews/${(await coming(api)).id}` },
  {
    name: 'admin-book',
    person: 'kavya',
    path: async (api) =>
      `${await batch('/book')(api)}?learner=${(await coming(api)).learner.id}&format=system-design&track=kubernetes&level=senior`,
  },
  { name: 'admin-rules', person: 'kavya', path: batch('/policy') },
  {
    name: 'admin-learner',
    person: 'kavya',
    path: async (api) => {
      const { items } = await api<{ items: { id: string }[] }>('/api/batches');
      const id = items.at(-1)?.id;
      const overview = await api<{ learners: { person: { id: string }; held: number }[] }>(
        `/api/batches/${id}/overview`,
      );
      return `/batches/${id}/learners/${overview.learners.toSorted((a, b) => b.held - a.held)[0]?.person.id}`;
    },
  },
  { name: 'academy-admin', person: 'arjun', path: batch() },
  {
    name: 'outbox-mine',
    person: 'asha',
    path: to('/outbox'),
    act: (page) => page.getByText('Read it').first().click(),
  },
  { name: 'outbox-none', person: 'dev', path: to('/outbox') },
  { name: 'outbox-all', person: 'arjun', path: to('/outbox/all') },
  { name: 'outbox-stuck', person: 'kavya', path: to('/outbox/all?show=stuck') },
  { name: 'settings', person: 'arjun', path: to('/settings') },
  { name: 'audit', person: 'arjun', path: to('/audit') },
  { name: 'my-data', person: 'asha', path: to('/account/data') },
  {
    name: 'notifications',
    person: 'asha',
    path: to('/account/notifications'),
    act: async (page) => {
      await page.getByRole('button', { name: /Make (my secret|a new) address/ }).click();
      await page.getByRole('button', { name: 'QR code' }).click();
    },
  },
  { name: 'privacy', person: '', path: to('/privacy') },
  { name: 'mail-settings', person: 'arjun', path: to('/settings/mail') },
  {
    name: 'backup-settings',
    person: 'arjun',
    path: to('/settings/backups'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Back up now' }).click();
      await page.getByText('Verified by restoring it').first().waitFor();
    },
  },
  { name: 'not-found', person: 'asha', path: to('/interviews/01890000-0000-7000-8000-000000000000') },
];

/** Messages in every state, which a fresh demo does not have. */
const MESSAGES = `
  insert into mail_message (id, kind, person_id, address, name, batch_id, why, is_secret, content, sealed, message_id, state, next_at, created_at, sent_at, attempts, last_error)
  select gen_random_uuid(), m.kind, p.id, p.email, p.name, (select batch_id from role_grant where person_id = p.id and batch_id is not null limit 1), m.why, m.secret,
    case when m.secret then null else jsonb_build_object('subject', m.subject, 'calendar', null, 'body', jsonb_build_object('preview', '', 'blocks', m.blocks::jsonb)) end,
    null, gen_random_uuid()::text, m.state, now() + interval '5 minutes', now() - m.ago::interval, case when m.state = 'sent' then now() end, m.attempts, m.error
  from person p join (values
    ('asha', 'interview.confirmed', 'You booked this mock.', 'Mock with Dev Malhotra: Thu, 26 Nov, 7:30 pm IST', '[{"p":"Your mock with Dev Malhotra is booked."},{"facts":[["When","Thu, 26 Nov, 7:30 pm IST (2:00 pm GMT for Dev Malhotra)"],["What","System design, 45 minutes"],["Mentor","Dev Malhotra"]]},{"action":{"label":"Open the mock","url":"http://127.0.0.1/interviews"}},{"small":"On its page you find where it happens, and until when you can change it freely."}]', false, 'waiting', '10 minutes', 0, null),
    ('asha', 'identity.sign_in', 'You asked to sign in by mail.', '', '[]', true, 'waiting', '1 hour', 0, null),
    ('asha', 'feedback.released', 'Feedback on your mock was released.', 'Your feedback from Dev Malhotra is ready', '[{"p":"Dev Malhotra has written the feedback on your mock."}]', false, 'sent', '3 days', 1, null),
    ('ravi', 'feedback.released', 'Feedback on your mock was released.', 'Your feedback is ready', '[{"p":"x"}]', false, 'dead', '2 hours', 1, 'The mail server refused the message (550). It said: 550 5.1.1 no such mailbox'),
    ('neha', 'interview.cancelled', 'A mock of yours was cancelled.', 'Cancelled', '[{"p":"x"}]', false, 'failed', '20 minutes', 2, 'The mail server put off the message (451). It said: 451 greylisted, come back'),
    ('zoya', 'interview.confirmed', 'You booked this mock.', 'Booked', '[{"p":"x"}]', false, 'withheld', '5 days', 0, 'It waited for more than three days before mail could be sent.')
  ) as m(key, kind, why, subject, blocks, secret, state, ago, attempts, error) on p.demo_key = m.key`;

/** A waitlist in Batch 01 with people on it, an open offer and some that ended, which a fresh demo does not have. */
const WAITLIST = `
  with switched as (
    update batch set policy = policy || '{"hasWaitlist": true}' returning id
  ), entry as (
    insert into waitlist_entry (id, batch_id, learner_id, goal, format_version_id, rubric_version_id, from_on, until_on, weekdays, parts, since, joined_by)
    select distinct on (i.learner_id) gen_random_uuid(), i.batch_id, i.learner_id, i.goal, i.format_version_id, i.rubric_version_id, current_date, current_date + 14,
      case p.demo_key when 'ravi' then array[1,3,5] else array[1,2,3,4,5,6,7] end, case p.demo_key when 'ravi' then array['morning'] else array['morning','afternoon','evening'] end,
      now() - case p.demo_key when 'ravi' then interval '3 days' else interval '1 day' end, 'learner'
    from interview i join person p on p.id = i.learner_id where p.demo_key in ('ravi', 'neha') order by i.learner_id, i.starts_at desc returning *
  ), offered as (
    select entry.*, n, gen_random_uuid() as offer_id, gen_random_uuid() as booking_id, p.demo_key from entry join person p on p.id = entry.learner_id
    join generate_series(1, 3) n on p.demo_key = 'neha' or n < 3
  ), kept as (
    insert into booking (id, reference_id, batch_id, during, state, held_until, held_by, created_at)
    select booking_id, offer_id, batch_id, tstzrange(date_trunc('hour', now()) + n * interval '49 hours', date_trunc('hour', now()) + n * interval '49 hours' + interval '45 minutes'), 'released', now(), id, now() from offered returning *
  ), made as (
    insert into waitlist_offer (id, entry_id, booking_id, mentor_id, goal, format_version_id, rubric_version_id, starts_at, ends_at, offered_at, expires_at, why)
    select o.offer_id, o.id, k.id, (select id from person where demo_key = 'dev'), o.goal, o.format_version_id, o.rubric_version_id, lower(k.during), upper(k.during),
      now() - interval '3 minutes' - (3 - n) * interval '5 hours', now() + interval '27 minutes' - (3 - n) * interval '5 hours',
      jsonb_build_object('lost', case when demo_key = 'neha' then 'mentor_cancelled' end, 'mocks', n, 'windowDays', 28, 'since', to_jsonb(o.since),
        'decidedBy', case when demo_key = 'neha' then 'lost_mock' else 'longest_waiting' end, 'passedOver',
        case when n = 2 then jsonb_build_array(jsonb_build_object('learnerId', (select id from person where demo_key = 'asha'), 'why', 'asleep')) else '[]' end)
    from offered o join kept k on k.id = o.booking_id returning *
  )
  insert into waitlist_offer_end (offer_id, ended_as, at)
  select m.id, case when n = 1 then 'declined' else 'expired' end, m.expires_at from made m join offered o on o.offer_id = m.id where n < 3`;

/** A claim that waits for Asha, one that Dev and Ravi differ about, a mock that nobody spoke about, and a mentor who runs late. */
const OUTCOMES = `
  with mock as (
    insert into interview (id, batch_id, learner_id, mentor_id, state, goal, starts_at, ends_at, format_version_id, rubric_version_id, policy, confirmed_at, created_at)
    select gen_random_uuid(), i.batch_id, l.id, m.id, k.state, i.goal, t.at, t.at + interval '45 minutes', i.format_version_id, i.rubric_version_id, i.policy, t.at, t.at
    from (values ('asha', 'claire', 'outcome_claimed', 5), ('ravi', 'dev', 'outcome_claimed', 26), ('neha', 'claire', 'scheduled', 50)) k (learner, mentor, state, hours)
    join person l on l.demo_key = k.learner join person m on m.demo_key = k.mentor
    cross join lateral (select date_trunc('hour', now()) - k.hours * interval '1 hour' as at) t
    cross join lateral (select * from interview where state = 'scheduled' and learner_id = (select id from person where demo_key = 'neha') order by starts_at desc limit 1) i
    returning *
  ), claimed as (
    insert into outcome_claim (id, interview_id, kind, claimed_by, claimed_as, note, at, answer_due_at, answer, answer_note, answered_at, state)
    select gen_random_uuid(), mock.id, 'did_not_come', mentor_id, 'mentor', 'I waited in the call for twenty minutes.', starts_at + interval '20 minutes',
      starts_at + interval '48 hours 20 minutes', case p.demo_key when 'ravi' then 'technical_failure' end,
      case p.demo_key when 'ravi' then 'The power was out in all of Kothrud; my phone had no signal either.' else '' end,
      case p.demo_key when 'ravi' then starts_at + interval '2 hours' end, case p.demo_key when 'ravi' then 'disputed' else 'open' end
    from mock join person p on p.id = learner_id where mock.state = 'outcome_claimed'
  )
  insert into late_notice (interview_id, person_id, minutes, starts_at, at)
  select i.id, i.mentor_id, 5, i.starts_at, now() - interval '2 minutes' from interview i join person p on p.id = i.learner_id and p.demo_key = 'neha'
  where i.state = 'scheduled' and i.starts_at < now() + interval '2 hours' on conflict do nothing`;

const WIDTHS = { phone: 390, tablet: 768, desktop: 1440 } as const;

/** The page has its title, and nothing on it is still being loaded. */
async function drawn(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[role="status"][aria-label="Loading"]'));
}

/** Makes the window as high as the page, so that bars stay at its edges; a dialog belongs to what one sees at a time. */
async function showWhole(page: Page): Promise<void> {
  if ((await page.getByRole('dialog').count()) > 0) return;
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, whole) });
}

const isDark = process.argv.includes('--dark');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1]?.split(',') : undefined;
const widths = process.argv.includes('--tablet') ? (['tablet'] as const) : (['phone', 'desktop'] as const);
const out = join(import.meta.dirname, '../../../tmp/pictures', isDark ? 'dark' : 'light');

const running = process.env['DRYRUN_URL'] ? null : await startDryrun();
const url = process.env['DRYRUN_URL'] ?? running?.url ?? '';
await running?.query(MESSAGES);
await running?.query(PEOPLE);
await running?.query(WAITLIST);
await running?.query(OUTCOMES);
const browser = await openBrowser();
const trouble: string[] = [];
try {
  await mkdir(out, { recursive: true });
  for (const scene of SCENES.filter((s) => !only || only.some((part) => s.name.includes(part))))
    for (const size of widths) {
      const context = await browser.person({ width: WIDTHS[size], colorScheme: isDark ? 'dark' : 'light' });
      try {
        if (scene.person)
          await context.request.post(`${url}/api/demo/sign-in`, {
            data: { key: scene.person },
            headers: { origin: url },
          });
        const api = async <T>(path: string) => (await (await context.request.get(url + path)).json()) as T;
        const page = await context.newPage();
        page.on(
          'console',
          (m) =>
            m.type() === 'error' && !m.text().includes('404') && trouble.push(`${scene.name} ${size}: ${m.text()}`),
        );
        page.on('pageerror', (e) => trouble.push(`${scene.name} ${size}: ${e.message}`));
        await page
          .goto(url + (await scene.path(api)), { waitUntil: 'networkidle', timeout: 20_000 })
          .catch(() => undefined);
        await drawn(page);
        await scene.act?.(page);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (overflow > 0) trouble.push(`${scene.name} ${size}: ${overflow}px wider than the screen`);
        await showWhole(page);
        await page.screenshot({ path: join(out, `${scene.name}-${size}.png`) });
      } catch (error) {
        trouble.push(`${scene.name} ${size}: ${error instanceof Error ? error.message : String(error)}`);
      } finally {
        await context.close();
      }
    }
} finally {
  await browser.close();
  await running?.stop();
}
await writeFile(join(out, 'trouble.txt'), trouble.join('\n'));
console.log(trouble.length ? `Look at these:\n${trouble.join('\n')}` : 'No page complained.');
console.log(`Pictures are in ${out}`);
