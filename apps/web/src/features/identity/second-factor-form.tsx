import { useState, type FormEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Stack, Text } from '@mantine/core';
import { SecondFactorCode, signInEndpoints, type SignInStepView } from '@dryrun/contracts/sign-in.contract';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import { call } from '../../platform/api-client.ts';
import { PasskeyCancelled, askForPasskey } from '../../platform/passkeys.ts';
import { Panel } from '../../ui/panel.tsx';
import { CodeInput } from '../../ui/code-input.tsx';
import { SignInProblem } from './sign-in-problem.tsx';

interface SecondFactorFormProps {
  step: SignInStepView;
  onSignedIn: () => Promise<void>;
  onLeave: () => void;
}

/** The second of two steps: a code of the app, a recovery code, or a passkey. */
export function SecondFactorForm({ step, onSignedIn, onLeave }: SecondFactorFormProps) {
  const [code, setCode] = useState('');
  const [isRecovering, setRecovering] = useState(false);
  const withCode = useMutation({
    mutationFn: (given: string) => call(signInEndpoints.secondFactor, { body: { code: given } }),
    onSuccess: onSignedIn,
  });
  const withPasskey = useMutation({
    mutationFn: async () => call(signInEndpoints.withPasskey, { body: { answer: await askForPasskey() } }),
    onSuccess: onSignedIn,
  });
  const valid = SecondFactorCode.safeParse(code);
  const error = withCode.error ?? (withPasskey.error instanceof PasskeyCancelled ? null : withPasskey.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    withPasskey.reset();
    if (valid.success) withCode.mutate(valid.data);
  };
  return (
    <Panel title="One more step">
      <form onSubmit={submit}>
        <Stack>
          {error && <SignInProblem error={error} />}
          {step.hasAuthenticator && (
            <>
              <CodeInput
                key={String(isRecovering)}
                label={isRecovering ? 'Recovery code' : 'Code of your authenticator app'}
                description={
                  isRecovering ? 'One of the ten that you kept when you set it up. Each works once.' : undefined
                }
                value={code}
                onChange={setCode}
                isText={isRecovering}
                isFocused
              />
              <Button type="submit" loading={withCode.isPending} disabled={!valid.success}>
                Sign in
              </Button>
              <Button
                variant="subtle"
                onClick={() => {
                  setRecovering(!isRecovering);
                  setCode('');
                  withCode.reset();
                }}
              >
                {isRecovering ? 'Use the app instead' : 'Use a recovery code instead'}
              </Button>
            </>
          )}
          {step.hasPasskey && (
            <Button
              variant={step.hasAuthenticator ? 'default' : 'filled'}
              leftSection={<IconKey size={18} aria-hidden />}
              loading={withPasskey.isPending}
              onClick={() => {
                withCode.reset();
                withPasskey.mutate();
              }}
            >
              Use your passkey
            </Button>
          )}
          <Text size="sm" c="dimmed">
            Lost both? An academy admin, or whoever runs this server, can help you back in.
          </Text>
          <Button variant="default" onClick={onLeave}>
            Sign in as somebody else
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}
