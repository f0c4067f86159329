import { useQuery } from '@tanstack/react-query';
import { Stack, Text } from '@mantine/core';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { notificationEndpoints, type MailServerView } from '@dryrun/contracts/notifications.contract';
import { MailServerEditor } from '../features/mail-server/mail-server-editor.tsx';
import { MailServerState } from '../features/mail-server/mail-server-state.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { FactList } from '../ui/fact-list.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';

/** How mail leaves the academy: state, test, and the server's address. */
export function MailSettingsPage() {
  const mail = useQuery(endpointQuery(notificationEndpoints.mailServer, {}));
  const installation = useQuery({ ...endpointQuery(identityEndpoints.installation, {}), staleTime: Infinity });
  return (
    <>
      <PageHeader
        eyebrow={<TextLink to="/settings">Settings</TextLink>}
        title="Mail"
        lead="Optional. With a mail server, messages reach people’s inboxes by themselves."
      />
      <Loaded query={mail}>
        {(view) => (
          <Stack gap="lg">
            <Panel title="How it is going">
              <MailServerState view={view} />
            </Panel>
            <Panel
              title="In the outbox"
              actions={
                <ButtonLink to="/outbox/all" search={{ show: 'stuck' }} variant="default" size="sm">
                  Open the outbox
                </ButtonLink>
              }
            >
              <Text>{outboxWords(view.counts)}</Text>
            </Panel>
            <Panel title="Your server">
              {view.source === 'environment' ? (
                <FromEnvironment server={view.server} />
              ) : (
                <MailServerEditor
                  key={view.version ?? 'none'}
                  view={view}
                  academyName={installation.data?.academyName ?? 'Dryrun'}
                />
              )}
            </Panel>
          </Stack>
        )}
      </Loaded>
    </>
  );
}

function FromEnvironment({ server }: { server: MailServerView['server'] }) {
  return (
    <Stack gap="sm">
      <Text className="measure">
        Given by <code>SMTP_URL</code> and <code>MAIL_FROM</code> where Dryrun is started, so it is changed there.
      </Text>
      {server && (
        <FactList
          facts={[
            ['Server', `${server.host}:${server.port}`],
            ['Encryption', { starttls: 'STARTTLS', tls: 'TLS', none: 'none' }[server.security]],
            ['User', server.user],
            ['From', `${server.fromName} <${server.fromAddress}>`],
          ]}
        />
      )}
    </Stack>
  );
}

function outboxWords({ waiting, withheld, dead }: MailServerView['counts']): string {
  const parts = [
    waiting > 0 && `${waiting} waiting`,
    withheld > 0 && `${withheld} kept back`,
    dead > 0 && `${dead} that could not be mailed`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'Nothing waits.' : `${parts.join(', ')}.`;
}
