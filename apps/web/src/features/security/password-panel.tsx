import { useState, type FormEvent } from 'react';
import { Button, Group, Stack, Text } from '@mantine/core';
import { securityEndpoints } from '@dryrun/contracts/security.contract';
import { NewPassword } from '@dryrun/contracts/sign-in.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { NewPasswordInput } from '../../ui/new-password-input.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** Set or change the password; the other browsers are signed out with it. */
export function PasswordPanel({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const [isOpen, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const save = useEndpointMutation(securityEndpoints.setPassword, {
    invalidates: [securityEndpoints.get, securityEndpoints.sessions],
    onSuccess: () => {
      setOpen(false);
      setPassword('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (NewPassword.safeParse(password).success) save.mutate({ body: { password } });
  };
  return (
    <Panel title="Password">
      <Stack>
        {save.isSuccess && !isOpen && (
          <Notice tone="good" title="Saved" isLive>
            Your other browsers were signed out.
          </Notice>
        )}
        {!isOpen && (
          <>
            <Text>
              {hasPassword ? 'You have one.' : 'You have none: you sign in by mail, with a passkey or in another way.'}
            </Text>
            <Group>
              <Button
                variant="default"
                onClick={() => {
                  save.reset();
                  setOpen(true);
                }}
              >
                {hasPassword ? 'Change it' : 'Set one'}
              </Button>
            </Group>
          </>
        )}
        {isOpen && (
          <form onSubmit={submit}>
            <Stack>
              {save.error && <ProblemNotice error={save.error} />}
              {/* Password managers need to know whose password this is. */}
              <input type="text" autoComplete="username" value={email} readOnly hidden />
              <NewPasswordInput value={password} onChange={setPassword} />
              <Group gap="xs">
                <Button type="submit" loading={save.isPending} disabled={!NewPassword.safeParse(password).success}>
                  Save
                </Button>
                <Button variant="default" onClick={() => setOpen(false)}>
                  Leave it
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Stack>
    </Panel>
  );
}
