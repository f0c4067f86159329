import { identityEndpoints, type MeView } from '@dryrun/contracts/identity.contract';
import { peopleEndpoints as e, type InvitationTerms, type InvitationView } from '@dryrun/contracts/people.contract';
import { TestClient, type Answer, type World } from './harness.ts';

export const AS_LEARNER: InvitationTerms = {
  roles: ['learner'],
  level: 'mid',
  qualification: { tracks: [], levels: [] },
};
export const AS_MENTOR: InvitationTerms = {
  roles: ['mentor'],
  level: null,
  qualification: { tracks: ['aws', 'linux'], levels: ['senior', 'mid'] },
};
export const ACCOUNT = { name: 'Nila Sen', timeZone: 'Asia/Kolkata', password: 'four quiet paper boats' };
export const UNKNOWN = '01890000-0000-7000-8000-000000000000';

/** The browser that got this answer's cookie. */
export async function signedInBy(world: World, answer: Answer<unknown>): Promise<TestClient> {
  const cookie = String([answer.headers['set-cookie']].flat()[0] ?? '').split(';', 1)[0] ?? '';
  const me = await world.anonymous.send<MeView>('GET', identityEndpoints.me.path, undefined, { cookie });
  if (me.status !== 200) throw new Error(`nobody is signed in: ${answer.text} ${me.text}`);
  return new TestClient(world.app, cookie, me.body.person.id);
}

/** Invites one address; answers the invitation as its sender sees it. */
export async function inviteOne(
  client: TestClient,
  batchId: string,
  address: string,
  terms: InvitationTerms = AS_LEARNER,
): Promise<InvitationView> {
  const answer = await client.call(e.invite, {
    params: { batchId },
    body: { ...terms, people: [{ address, name: '' }] },
  });
  const id = answer.body.items?.[0]?.id;
  const listed = (await client.call(e.people, { params: { batchId } })).body.invitations.find((i) => i.id === id);
  if (!listed) throw new Error(`not invited: ${answer.text}`);
  return listed;
}

export function tokenOf(invitation: Pick<InvitationView, 'link'>): string {
  if (invitation.link === null) throw new Error('this invitation shows no link');
  return invitation.link.split('/').at(-1) ?? '';
}

/** Invites an address into a batch and accepts with a new account. */
export async function bringIn(
  world: World,
  admin: TestClient,
  batchId: string,
  address: string,
  terms: InvitationTerms = AS_LEARNER,
): Promise<TestClient> {
  const token = tokenOf(await inviteOne(admin, batchId, address, terms));
  return signedInBy(world, await world.anonymous.call(e.acceptAsNew, { body: { token, ...ACCOUNT } }));
}

/** The state of somebody's place; null when there is none. */
export async function placeOf(
  world: World,
  batchId: string,
  personId: string | null,
): Promise<{ id: string; state: string } | null> {
  const [row] = await world.query<{ id: string; state: string }>(
    'select id, state from enrolment where batch_id = $1 and person_id = $2',
    [batchId, personId],
  );
  return row ?? null;
}

export async function batchRolesOf(client: TestClient): Promise<string[]> {
  return (await client.call(identityEndpoints.me)).body.batches.flatMap((b) => b.roles);
}
