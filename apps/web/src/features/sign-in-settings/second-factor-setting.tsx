import { Stack, Switch } from '@mantine/core';
import { signInSettingsEndpoints } from '@dryrun/contracts/sign-in-settings.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** Whether academy admins need a second step. */
export function SecondFactorSetting({ isRequired }: { isRequired: boolean }) {
  const save = useEndpointMutation(signInSettingsEndpoints.requireSecondFactor, {
    invalidates: [signInSettingsEndpoints.get],
  });
  const shown = save.isPending ? save.variables.body.isRequired : isRequired;
  return (
    <Panel title="Academy admins">
      <Stack>
        {save.error && <ProblemNotice error={save.error} />}
        <Switch
          label="Academy admins need a second step to sign in"
          description="An authenticator app or a passkey. Admins without one are led to setting it up at their next sign-in; nobody is locked out."
          checked={shown}
          disabled={save.isPending}
          onChange={(event) => save.mutate({ body: { isRequired: event.currentTarget.checked } })}
        />
      </Stack>
    </Panel>
  );
}
