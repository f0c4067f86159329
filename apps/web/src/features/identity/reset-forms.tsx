import { useState, type FormEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import {
  MailAddress,
  NewPassword,
  SixDigits,
  signInEndpoints,
  type MailAskedView,
} from '@dryrun/contracts/sign-in.contract';
import { call } from '../../platform/api-client.ts';
import { NewPasswordInput } from '../../ui/new-password-input.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CodeInput } from '../../ui/code-input.tsx';
import { SignInProblem } from './sign-in-problem.tsx';

/** First half: which address? */
export function AskResetForm({ onMailed }: { onMailed: (asked: MailAskedView, email: string) => void }) {
  const [email, setEmail] = useState('');
  const ask = useMutation({
    mutationFn: (address: string) => call(signInEndpoints.askReset, { body: { email: address } }),
    onSuccess: (asked, address) => onMailed(asked, address),
  });
  const address = MailAddress.safeParse(email);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (address.success) ask.mutate(address.data);
  };
  return (
    <Panel title="Choose a new password">
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text>We mail you a link and a code. Until you use one of them, nothing changes.</Text>
          {ask.error && <SignInProblem error={ask.error} />}
          <TextInput
            label="Email address"
            type="email"
            inputMode="email"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Button type="submit" loading={ask.isPending} disabled={!address.success}>
            Mail me a link and a code
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}

interface FinishResetFormProps {
  /** The link's secret; or the request whose code is typed here. */
  by: { token: string } | { requestId: string; email: string | null };
  onSignedIn: () => Promise<void>;
}

/** Second half: the proof and the new password. */
export function FinishResetForm({ by, onSignedIn }: FinishResetFormProps) {
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const digits = SixDigits.safeParse(code);
  const valid = NewPassword.safeParse(password);
  const finish = useMutation({
    mutationFn: () => {
      const proof = 'token' in by ? { token: by.token } : { requestId: by.requestId, code };
      return call(signInEndpoints.resetPassword, { body: { proof, password } });
    },
    onSuccess: onSignedIn,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (valid.success) finish.mutate();
  };
  return (
    <Panel title="Choose a new password">
      <form onSubmit={submit}>
        <Stack>
          {'requestId' in by && (
            <Text>
              If {by.email ? <strong>{by.email}</strong> : 'that address'} has an account here, a mail is on its way.
              Open its link, or type its code here:
            </Text>
          )}
          {finish.error && <SignInProblem error={finish.error} />}
          {'requestId' in by && <CodeInput label="Six-digit code" value={code} onChange={setCode} isFocused />}
          <NewPasswordInput value={password} onChange={setPassword} />
          <Text size="sm" c="dimmed">
            Every browser that is signed in to your account is signed out, except this one.
          </Text>
          <Button
            type="submit"
            loading={finish.isPending}
            disabled={!valid.success || (!('token' in by) && !digits.success)}
          >
            Save and sign in
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}
