import { useEffect, useMemo, useRef } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { ConfirmDialog } from '../features/security/confirm-dialog.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { localPath, MeContext, meQuery, signOut } from '../platform/session.ts';
import { browserTimeZone, zoneAbbreviation, zoneCity } from '../platform/time.ts';
import { ZoneContext } from '../platform/zone.ts';
import { AppShell } from '../ui/app-shell.tsx';
import { DemoBanner } from '../ui/demo-banner.tsx';
import { Notice } from '../ui/notice.tsx';
import { PersonMenu } from '../ui/person-menu.tsx';
import { navigationOf, personLinksOf, roleWords } from './navigation.ts';

/** The frame around every page that needs a person; sends them to sign-in when the session ends meanwhile. */
export function SignedInLayout() {
  const { data: me } = useQuery(meQuery);
  const { data: installation } = useQuery({
    ...endpointQuery(identityEndpoints.installation, {}),
    staleTime: Infinity,
  });
  const { zone } = useSearch({ from: '/signed-in' });
  const router = useRouter();
  const navigate = useNavigate();
  const queryClient = useQueryClient();

  const offered = useMemo(() => {
    const zones = me ? [me.person.timeZone, browserTimeZone(), ...me.batches.map((batch) => batch.timeZone)] : [];
    return [...new Set(zones.filter((name) => name !== null))];
  }, [me]);
  const choice = useMemo(() => {
    const own = offered[0] ?? 'UTC';
    return {
      timeZone: zone ?? own,
      offered: zone === undefined || offered.includes(zone) ? offered : [...offered, zone],
      choose: (timeZone: string) =>
        void navigate({
          to: '.',
          search: (old) => ({ ...old, zone: timeZone === own ? undefined : timeZone }),
          replace: true,
        }),
    };
  }, [offered, zone, navigate]);

  const isLeaving = useRef(false);
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      isLeaving.current = true;
      queryClient.clear();
      queryClient.setQueryData(meQuery.queryKey, null);
      await navigate({ to: '/sign-in', search: {} });
    },
  });

  const isGone = !me;
  useEffect(() => {
    if (!isGone || isLeaving.current) return;
    const next = localPath(router.state.location.href) ?? undefined;
    void navigate({ to: '/sign-in', search: { next }, replace: true });
  }, [isGone, navigate, router]);

  useEffect(() => {
    document.title = installation ? `Dryrun · ${installation.academyName}` : 'Dryrun';
  }, [installation]);

  if (!me) return null;

  return (
    <MeContext value={me}>
      <ZoneContext value={choice}>
        <AppShell
          academyName={installation?.academyName ?? ''}
          items={navigationOf(me)}
          person={
            <PersonMenu
              name={me.person.name}
              roles={roleWords(me)}
              zone={`${zoneCity(me.person.timeZone)} (${zoneAbbreviation(me.now, me.person.timeZone)})`}
              onSignOut={() => leave.mutate()}
              links={personLinksOf(me)}
            />
          }
        >
          {leave.error && (
            // The session is still open; saying otherwise would be dangerous on a shared computer.
            <Notice tone="danger" title="You are still signed in" isLive>
              Signing out did not reach the server. Try again before you leave this computer.
            </Notice>
          )}
          {installation?.isDemo && <DemoBanner />}
          <Outlet />
          <ConfirmDialog />
        </AppShell>
      </ZoneContext>
    </MeContext>
  );
}
