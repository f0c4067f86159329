import { createMemoryHistory } from '@tanstack/react-router';
import { act, cleanup, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { identityEndpoints, type MeView } from '@dryrun/contracts/identity.contract';
import { signInEndpoints } from '@dryrun/contracts/sign-in.contract';
import { waitlistEndpoints } from '@dryrun/contracts/waitlist.contract';
import { App } from '../src/app.tsx';
import { createQueryClient } from '../src/platform/query-client.ts';
import { createAppRouter } from '../src/routes/router.tsx';
import { FakeServer, problem } from './fake-server.ts';

export const BATCH_ID = '11111111-1111-4111-8111-111111111111';
export const LEARNER = { id: '22222222-2222-4222-8222-222222222222', name: 'Asha Rao', timeZone: 'Asia/Kolkata' };
export const MENTOR = { id: '33333333-3333-4333-8333-333333333333', name: 'Tomás Vidal', timeZone: 'Europe/Lisbon' };

/** A learner of one batch in Kolkata; `over` replaces members. */
export function meAs(over: Partial<MeView> = {}): MeView {
  return {
    person: { ...LEARNER, email: 'asha@demo.invalid' },
    batches: [{ id: BATCH_ID, name: 'Batch 01 · Aarambh', timeZone: 'Asia/Kolkata', roles: ['learner'] }],
    academyRoles: [],
    now: new Date().toISOString(),
    ...over,
  };
}

/** A server that knows the academy and who is signed in. */
export function serverFor(me: MeView | null): FakeServer {
  const server = new FakeServer();
  server.reply(identityEndpoints.installation, {}, () => ({
    academyName: 'Aarambh Academy',
    isDemo: false,
    isSetUp: true,
    now: new Date().toISOString(),
  }));
  server.reply(signInEndpoints.ways, {}, () => ({ mail: true, passkeys: false, oidc: null }));
  server.reply(waitlistEndpoints.mine, {}, () => ({ items: [] }));
  server.reply(identityEndpoints.me, {}, () => me ?? problem('not_signed_in', 'Please sign in.'));
  return server;
}

/** Opens the app at an address as a person would. One at a time: an app opened before is closed. */
export function openApp(address: string) {
  cleanup();
  const queryClient = createQueryClient(0);
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createAppRouter(queryClient, history);
  const view = render(<App router={router} queryClient={queryClient} env="test" />);
  return {
    ...view,
    queryClient,
    user: userEvent.setup(),
    address: () => router.state.location.href,
    /** Follows a link to an address without loading the app anew. */
    goTo: (to: string) => act(() => router.history.push(to)),
  };
}
