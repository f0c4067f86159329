import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { signInEndpoints } from '@dryrun/contracts/sign-in.contract';
import { DemoPeople } from '../features/identity/demo-people.tsx';
import { SignInForm } from '../features/identity/sign-in-form.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { rememberNext } from '../platform/remembered-next.ts';
import { DemoBanner } from '../ui/demo-banner.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import { DoorFrame } from './door-frame.tsx';
import { useEnter } from './entering.ts';

/** The door: every way in that the academy has, in a demo one tap per seeded person. Returns to where the person was going. */
export function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const enter = useEnter(next);
  const installation = useQuery({ ...endpointQuery(identityEndpoints.installation, {}), staleTime: Infinity });
  const ways = useQuery({ ...endpointQuery(signInEndpoints.ways, {}), staleTime: 60_000 });
  const isDemo = installation.data?.isDemo ?? false;
  const isNobodyHere = installation.data?.isSetUp === false;
  const people = useQuery({ ...endpointQuery(identityEndpoints.demoPeople, {}), enabled: isDemo });

  return (
    <DoorFrame>
      {isNobodyHere && (
        <Notice tone="warning" title="This academy is not set up yet">
          Whoever started Dryrun finds a set-up link in the terminal, below “Dryrun is ready”. Open it, and you become
          the first admin. It works once; a new start prints a new one.
        </Notice>
      )}
      {isDemo && <DemoBanner />}
      {isDemo && <Loaded query={people}>{({ items }) => <DemoPeople people={items} onSignedIn={enter} />}</Loaded>}
      {!isNobodyHere && (
        <SignInForm
          ways={ways.data}
          onSignedIn={enter}
          isSecondary={isDemo}
          onMailed={({ requestId }, email) =>
            void navigate({ to: '/sign-in/code', search: { request: requestId, next }, state: { mailedTo: email } })
          }
          onLeave={(url) => {
            rememberNext(next);
            window.location.assign(url);
          }}
        />
      )}
    </DoorFrame>
  );
}
