import { useQuery } from '@tanstack/react-query';
import { Stack } from '@mantine/core';
import { academyEndpoints } from '@dryrun/contracts/academy.contract';
import { backupEndpoints, type BackupsView } from '@dryrun/contracts/backups.contract';
import { notificationEndpoints, type MailServerView } from '@dryrun/contracts/notifications.contract';
import { signInSettingsEndpoints, type OidcSettingsView } from '@dryrun/contracts/sign-in-settings.contract';
import { AcademyForm } from '../features/academy/academy-form.tsx';
import { IntegrationList, type Integration } from '../features/settings/integration-list.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';

/** The academy's settings, and what it is connected with. */
export function SettingsPage() {
  const academy = useQuery(endpointQuery(academyEndpoints.academy, {}));
  const mail = useQuery(endpointQuery(notificationEndpoints.mailServer, {}));
  const backups = useQuery(endpointQuery(backupEndpoints.list, {}));
  const signIn = useQuery(endpointQuery(signInSettingsEndpoints.get, {}));
  return (
    <>
      <PageHeader
        title="Settings"
        lead="Your academy, and what it is connected with. Everything works without any connection."
      />
      <Stack gap="lg">
        <Panel title="Academy">
          <Loaded query={academy}>{(view) => <AcademyForm key={view.name + view.timeZone} academy={view} />}</Loaded>
        </Panel>
        <Panel title="Connections">
          <Loaded query={mail}>{(view) => <IntegrationList integrations={[mailState(view)]} />}</Loaded>
          <Loaded query={backups}>{(view) => <IntegrationList integrations={[backupState(view)]} />}</Loaded>
          <Loaded query={signIn}>{({ oidc }) => <IntegrationList integrations={[oidcState(oidc)]} />}</Loaded>
        </Panel>
      </Stack>
    </>
  );
}

function mailState({ source, state, error, checkedAt, server, isPaused }: MailServerView): Integration {
  const fixed = source === 'environment' ? ' Set where Dryrun is started.' : '';
  const about =
    state === 'failing'
      ? `${error ?? 'The last letter could not be handed over.'}${fixed}`
      : isPaused
        ? 'Mail is paused: messages wait in the outbox until you let them go.'
        : state === 'off'
          ? 'Messages wait in the outbox; people read and share them there.'
          : `${server?.host ?? ''}.${fixed}`;
  return { title: 'Mail', state, about, at: checkedAt, to: '/settings/mail' };
}

function backupState({ state, runs, nextAt }: BackupsView): Integration {
  const [last] = runs;
  if (state === 'off')
    return { title: 'Backups', state, about: 'None are made by themselves.', at: null, to: '/settings/backups' };
  if (state === 'failing')
    return {
      title: 'Backups',
      state,
      about: last?.error ?? 'The last one failed.',
      at: last?.finishedAt ?? null,
      to: '/settings/backups',
    };
  if (state === 'none_yet')
    return { title: 'Backups', state: 'untried', about: 'The next one is due', at: nextAt, to: '/settings/backups' };
  return {
    title: 'Backups',
    state,
    about: 'The last one was made and checked',
    at: last?.finishedAt ?? null,
    to: '/settings/backups',
  };
}

function oidcState({ state, name, lastError, checkedAt }: OidcSettingsView): Integration {
  const about =
    state === 'off'
      ? 'People sign in by mail, password or passkey; a provider of your own can be added.'
      : state === 'failing'
        ? (lastError ?? 'The provider did not answer.')
        : name;
  return { title: 'Sign-in', state, about, at: checkedAt, to: '/settings/sign-in' };
}
