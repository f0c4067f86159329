import { useState, type FormEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { isProblem, ProblemError } from '../../platform/api-client.ts';
import { signInWithPassword } from '../../platform/session.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

interface PasswordFormProps {
  onSignedIn: () => Promise<void>;
  /** In a demo the password is the second way in. */
  isSecondary: boolean;
}

/** Sign-in with address and password; both can be pasted and filled in by a password manager. */
export function PasswordForm({ onSignedIn, isSecondary }: PasswordFormProps) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({ mutationFn: signInWithPassword, onSuccess: onSignedIn });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ email: email.trim(), password });
  };
  return (
    <Panel title="Sign in with a password">
      <form onSubmit={submit}>
        <Stack>
          {signIn.error && <SignInProblem error={signIn.error} />}
          <TextInput
            label="Email address"
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={signIn.isPending} variant={isSecondary ? 'default' : 'filled'}>
            Sign in
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}

function SignInProblem({ error }: { error: Error }) {
  if (error instanceof ProblemError && isCredentials(error))
    return (
      <Notice tone="danger" title="Address or password do not match" isLive>
        Check both and try again. If you forgot the password, ask your cohort admin for a new invitation.
      </Notice>
    );
  if (isProblem(error, 'too_many_requests'))
    return (
      <Notice tone="warning" title="Too many attempts" isLive>
        Please wait a minute, then try again. Your account is not locked.
      </Notice>
    );
  return <ProblemNotice error={error} />;
}

function isCredentials(error: ProblemError): boolean {
  return error.problem.code === 'wrong_credentials' || error.problem.code === 'not_signed_in';
}
