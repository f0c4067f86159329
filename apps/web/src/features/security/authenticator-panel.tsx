import { useState } from 'react';
import { Button, Group, Stack, Text } from '@mantine/core';
import { securityEndpoints, type SecurityView } from '@dryrun/contracts/security.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { AuthenticatorSetup } from './authenticator-setup.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** The authenticator app: switch on, replace, new recovery codes, switch off. */
export function AuthenticatorPanel({ security }: { security: SecurityView }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [isUnderWay, setUnderWay] = useState(false);
  const stale = { invalidates: [securityEndpoints.get] };
  const renew = useEndpointMutation(securityEndpoints.newRecoveryCodes, {
    ...stale,
    onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes),
  });
  const remove = useEndpointMutation(securityEndpoints.removeAuthenticator, stale);
  const { authenticator } = security;
  const isLast = security.isSecondFactorRequired && security.passkeys.length === 0;
  return (
    <Panel title="Authenticator app">
      <Stack>
        {authenticator === null ? (
          <Text className="measure">
            Asks for six digits of an app on your phone whenever you sign in, so that a password or a mail alone is not
            enough.
          </Text>
        ) : (
          <Text className="measure">
            On since <TimeText at={authenticator.since} />. {codesWords(authenticator.recoveryCodesLeft)}
          </Text>
        )}
        {authenticator !== null && authenticator.recoveryCodesLeft <= 3 && codes === null && !isUnderWay && (
          <Notice tone="warning" title="Few recovery codes left">
            Make new ones while you have your app.
          </Notice>
        )}
        {renew.error && <ProblemNotice error={renew.error} />}
        {remove.error && <ProblemNotice error={remove.error} />}
        {codes !== null ? (
          <RecoveryCodes codes={codes} doneLabel="I kept them" done={() => setCodes(null)} />
        ) : (
          <AuthenticatorSetup
            startLabel={authenticator ? 'Move to another app' : 'Set up an app'}
            onDone={() => {}}
            onUnderWay={setUnderWay}
          />
        )}
        {authenticator !== null && codes === null && !isUnderWay && (
          <Group gap="xs">
            <Button variant="default" loading={renew.isPending} onClick={() => renew.mutate({})}>
              New recovery codes
            </Button>
            <Button
              variant="default"
              color="red"
              loading={remove.isPending}
              disabled={isLast}
              onClick={() => remove.mutate({})}
            >
              Switch off
            </Button>
          </Group>
        )}
        {authenticator !== null && isLast && (
          <Text size="sm" c="dimmed">
            Your roles need a second factor. Add a passkey first if you want to switch the app off.
          </Text>
        )}
      </Stack>
    </Panel>
  );
}

function codesWords(left: number): string {
  if (left === 0) return 'No recovery code is left.';
  return `${left} recovery ${left === 1 ? 'code is' : 'codes are'} left.`;
}
