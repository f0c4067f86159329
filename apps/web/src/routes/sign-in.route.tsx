import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { DemoPeople } from '../features/identity/demo-people.tsx';
import { PasswordForm } from '../features/identity/password-form.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { localPath } from '../platform/session.ts';
import { DemoBanner } from '../ui/demo-banner.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import classes from './sign-in.module.css';

/** The door: a password, or in a demo one tap per seeded person. Returns to where the person was going. */
export function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const queryClient = useQueryClient();
  const installation = useQuery({ ...endpointQuery(identityEndpoints.installation, {}), staleTime: Infinity });
  const isDemo = installation.data?.isDemo ?? false;
  const people = useQuery({ ...endpointQuery(identityEndpoints.demoPeople, {}), enabled: isDemo });

  const enter = async () => {
    // Nothing of whoever was here before may be shown to the next person.
    queryClient.clear();
    await router.navigate({ href: localPath(next) ?? '/today', replace: true });
  };

  return (
    <main className={classes.page}>
      <div className={classes.intro}>
        <img src="/icon.svg" alt="" width={44} height={44} />
        <p className="eyebrow">{installation.data?.academyName ?? ' '}</p>
        <h1 className={classes.claim}>Rehearse the interview before production.</h1>
        <p className={classes.lead}>
          Book a mock, reason out loud while somebody pushes back, and read what they saw: each move with its example.
        </p>
      </div>
      <div className={classes.doors}>
        {installation.data?.isSetUp === false && (
          <Notice tone="warning" title="This academy is not set up yet">
            Whoever started Dryrun finds a set-up link in the terminal, below “Dryrun is ready”. It works once; a new
            start prints a new one.
          </Notice>
        )}
        {isDemo && <DemoBanner />}
        {isDemo && <Loaded query={people}>{({ items }) => <DemoPeople people={items} onSignedIn={enter} />}</Loaded>}
        <PasswordForm onSignedIn={enter} isSecondary={isDemo} />
      </div>
    </main>
  );
}
