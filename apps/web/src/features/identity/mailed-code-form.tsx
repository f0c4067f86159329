import { useState, type FormEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Group, Stack, Text } from '@mantine/core';
import { SixDigits, signInEndpoints } from '@dryrun/contracts/sign-in.contract';
import { call } from '../../platform/api-client.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CodeInput } from '../../ui/code-input.tsx';
import { SignInProblem } from './sign-in-problem.tsx';

interface MailedCodeFormProps {
  requestId: string;
  /** As typed; null after a reload. */
  email: string | null;
  onSignedIn: () => Promise<void>;
}

/** After asking for a mail: the code is typed here, the link works anywhere. */
export function MailedCodeForm({ requestId, email, onSignedIn }: MailedCodeFormProps) {
  const [code, setCode] = useState('');
  const signIn = useMutation({
    mutationFn: (digits: string) => call(signInEndpoints.withCode, { body: { requestId, code: digits } }),
    onSuccess: onSignedIn,
  });
  const digits = SixDigits.safeParse(code);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (digits.success) signIn.mutate(digits.data);
  };
  return (
    <Panel title="Look into your mail">
      <form onSubmit={submit}>
        <Stack>
          <Text>
            If {email ? <strong>{email}</strong> : 'that address'} has an account here, a link and a six-digit code are
            on their way. Open the link, or type the code:
          </Text>
          {signIn.error && <SignInProblem error={signIn.error} />}
          <CodeInput label="Six-digit code" value={code} onChange={setCode} isFocused />
          <Button type="submit" loading={signIn.isPending} disabled={!digits.success}>
            Sign in
          </Button>
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              Nothing there after a minute? Look into spam, and check the address.
            </Text>
            <ButtonLink to="/sign-in" search={(old) => old} variant="default" size="sm">
              Start again
            </ButtonLink>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
