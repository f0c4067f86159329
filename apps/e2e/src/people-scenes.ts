import { batch, to, type Scene } from './scene.ts';

const CODE = 'K7PM2XQA';
const LONG = 'Venkatanarasimharajuvaripeta Subrahmanyeswara Lakshminarayana';
/** Of the invitation that {@link PEOPLE} plants. */
const TOKEN = 'pictures-of-an-invitation';

/** A join code, an application of somebody with a long name, and an invitation: what a fresh demo does not have. */
export const PEOPLE = `
  update batch set join_code = '${CODE}' where slug = 'batch-01';
  with newcomer as (
    insert into person (id, name, email, created_at, updated_at)
    values (gen_random_uuid(), '${LONG}', 'venkatanarasimharajuvaripeta.lakshminarayana@engineering.example.org', now(), now()) returning id)
  insert into enrolment (id, batch_id, person_id, state, level, target_role, enrolled_at, since)
  select gen_random_uuid(), b.id, n.id, 'applied', 'senior', 'Principal Site Reliability Engineer, Payments', now(), now()
  from newcomer n, batch b where b.slug = 'batch-01';
  insert into invitation (id, address, name, batch_id, roles, level, tracks, levels, state, token_hash, invited_by, sent_at, expires_at)
  select gen_random_uuid(), 'omar.siddiq@example.org', 'Omar Siddiq', b.id, '{learner}', 'mid', '{}', '{}', 'open',
    encode(sha256('${TOKEN}'::bytea), 'hex'), p.id, now(), now() + interval '7 days'
  from batch b, person p where b.slug = 'batch-01' and p.demo_key = 'kavya'`;

/** How people come in, where they stand, and who decides about it. */
export const PEOPLE_SCENES: Scene[] = [
  { name: 'join', person: '', path: to('/join') },
  { name: 'join-code', person: '', path: to(`/join/${CODE}`) },
  { name: 'join-code-signed-in', person: 'zoya', path: to(`/join/${CODE}`) },
  { name: 'join-code-wrong', person: '', path: to('/join/ABCD-EFGH') },
  { name: 'invite', person: '', path: to(`/invite/${TOKEN}`) },
  { name: 'invite-somebody-else', person: 'asha', path: to(`/invite/${TOKEN}`) },
  { name: 'invite-over', person: '', path: to('/invite/never-was') },
  { name: 'start-academy', person: '', path: to('/start-academy') },
  { name: 'setup-over', person: '', path: to('/setup/never-was') },
  { name: 'account-batches', person: 'asha', path: to('/account/batches') },
  {
    name: 'account-batches-leave',
    person: 'asha',
    path: to('/account/batches'),
    act: async (page) => {
      await page
        .getByRole('button', { name: /^Leave the batch/ })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'account-notifications', person: 'asha', path: to('/account/notifications') },
  {
    name: 'person-menu',
    person: 'arjun',
    path: to('/today'),
    act: async (page) => {
      await page.getByRole('button', { name: /account menu/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    },
  },
  { name: 'people', person: 'kavya', path: batch('/people') },
  {
    name: 'people-invite',
    person: 'kavya',
    path: batch('/people'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Invite mentors' }).click();
      await page.getByRole('dialog').getByLabel('Mail addresses').fill('new@example.org');
    },
  },
  {
    name: 'people-move',
    person: 'arjun',
    path: batch('/people'),
    act: async (page) => {
      await page
        .getByRole('button', { name: /^What to do about/ })
        .first()
        .click();
      await page.getByRole('menuitem', { name: 'Move to another batch' }).click();
      await page.getByRole('dialog').getByLabel('To').waitFor();
    },
  },
  { name: 'batch-settings', person: 'kavya', path: batch('/settings') },
  { name: 'batch-new', person: 'arjun', path: to('/batches/new') },
  { name: 'academy', person: 'arjun', path: to('/academy') },
  { name: 'start', person: 'arjun', path: to('/start') },
];
