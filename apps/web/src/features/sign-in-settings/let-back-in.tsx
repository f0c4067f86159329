import { useState, type FormEvent } from 'react';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { MailAddress } from '@dryrun/contracts/sign-in.contract';
import { signInSettingsEndpoints } from '@dryrun/contracts/sign-in-settings.contract';
import { isProblem } from '../../platform/api-client.ts';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** Help for somebody who lost phone and recovery codes. */
export function LetBackIn() {
  const [email, setEmail] = useState('');
  const help = useEndpointMutation(signInSettingsEndpoints.letBackIn);
  const address = MailAddress.safeParse(email);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (address.success) help.mutate({ body: { email: address.data } });
  };
  return (
    <Panel title="Somebody lost their second step">
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text className="measure">
            Make sure that it is really them, on the phone for example. Their app and passkeys stop counting and they
            are signed out everywhere; then they sign in with their password or by mail.
          </Text>
          {help.isSuccess && (
            <Notice tone="good" title="Done" isLive>
              {help.variables.body.email} can sign in again, and was told.
            </Notice>
          )}
          {help.error && !isProblem(help.error, 'not_found') && <ProblemNotice error={help.error} />}
          <TextInput
            label="Their address"
            type="email"
            inputMode="email"
            autoComplete="off"
            value={email}
            error={isProblem(help.error, 'not_found') ? 'Nobody here has that address.' : undefined}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" variant="default" loading={help.isPending} disabled={!address.success}>
              Let them back in
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
