import { Button, Group, Stack, Text } from '@mantine/core';
import { securityEndpoints, type SignInSessionView } from '@dryrun/contracts/security.contract';
import IconDeviceDesktop from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs';
import IconDeviceMobile from '@tabler/icons-react/dist/esm/icons/IconDeviceMobile.mjs';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './rows.module.css';

/** Where the person is signed in; each of the others can be ended. */
export function SessionsPanel({ sessions }: { sessions: readonly SignInSessionView[] }) {
  const stale = { invalidates: [securityEndpoints.sessions] };
  const end = useEndpointMutation(securityEndpoints.endSession, stale);
  const endOthers = useEndpointMutation(securityEndpoints.endOtherSessions, stale);
  const error = end.error ?? endOthers.error;
  return (
    <Panel title="Where you are signed in">
      <Stack>
        {error && <ProblemNotice error={error} />}
        <ul className={classes.rows}>
          {sessions.map((session) => (
            <li key={session.id} className={classes.row}>
              <DeviceIcon device={session.device} />
              <div className={classes.words}>
                <span className={classes.name}>{session.device}</span>
                <span className={classes.detail}>
                  {session.isThisOne ? (
                    'This browser'
                  ) : (
                    <>
                      {session.lastSeenAt ? 'Last seen' : 'Signed in'}{' '}
                      <TimeText at={session.lastSeenAt ?? session.signedInAt} />
                    </>
                  )}
                  {session.place && ` · ${session.place}`}
                  {METHODS[session.method] && ` · ${METHODS[session.method]}`}
                </span>
              </div>
              {!session.isThisOne && (
                <Button
                  variant="default"
                  aria-label={`Sign out ${session.device}`}
                  loading={end.isPending && end.variables.params.sessionId === session.id}
                  onClick={() => end.mutate({ params: { sessionId: session.id } })}
                >
                  Sign out
                </Button>
              )}
            </li>
          ))}
        </ul>
        {sessions.length > 1 ? (
          <Group>
            <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate({})}>
              Sign out everywhere else
            </Button>
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            You are signed in nowhere else.
          </Text>
        )}
      </Stack>
    </Panel>
  );
}

const METHODS: Record<SignInSessionView['method'], string> = {
  password: 'with your password',
  mail: 'by mail',
  passkey: 'with a passkey',
  oidc: 'through your organisation',
  invitation: 'by invitation',
  setUp: 'while setting up',
  demo: 'demo',
  unknown: '',
};

function DeviceIcon({ device }: { device: string }) {
  const Icon = /iPhone|Android|iPad/.test(device) ? IconDeviceMobile : IconDeviceDesktop;
  return <Icon size={20} aria-hidden className={classes.icon} />;
}
