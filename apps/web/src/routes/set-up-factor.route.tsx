import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Divider, Stack, Text } from '@mantine/core';
import { securityEndpoints } from '@dryrun/contracts/security.contract';
import { AuthenticatorSetup } from '../features/security/authenticator-setup.tsx';
import { ConfirmDialog } from '../features/security/confirm-dialog.tsx';
import { AddPasskey } from '../features/security/passkeys-panel.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { signOut } from '../platform/session.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Panel } from '../ui/panel.tsx';
import { DoorFrame } from './door-frame.tsx';
import { useEnter } from './entering.ts';

/** Where an admin without a second factor sets one up before going on. */
export function SetUpFactorPage() {
  const { next } = useSearch({ from: '/sign-in/set-up' });
  const navigate = useNavigate();
  const enter = useEnter(next);
  const security = useQuery(endpointQuery(securityEndpoints.get, {}));
  const leave = useMutation({ mutationFn: signOut, onSettled: () => navigate({ to: '/sign-in', search: {} }) });
  return (
    <DoorFrame>
      <Panel title="Set up your second step">
        <Stack>
          <Text>
            You may change this whole academy, so a password alone is not enough for you. It takes two minutes; from
            then on, signing in asks for it.
          </Text>
          <Loaded query={security}>
            {(view) => (
              <Stack>
                <AuthenticatorSetup
                  startLabel="Set up an authenticator app"
                  isPrimary
                  doneLabel="I kept them, go on"
                  onDone={() => void enter()}
                />
                <Divider label="or" />
                <AddPasskey canUsePasskeys={view.canUsePasskeys} onAdded={() => void enter()} />
              </Stack>
            )}
          </Loaded>
          <Button variant="default" onClick={() => leave.mutate()}>
            Not now: sign out
          </Button>
        </Stack>
      </Panel>
      <ConfirmDialog />
    </DoorFrame>
  );
}
