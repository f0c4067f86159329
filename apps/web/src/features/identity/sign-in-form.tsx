import { useState, type FormEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import {
  MailAddress,
  signInEndpoints,
  type MailAskedView,
  type SignInWaysView,
} from '@dryrun/contracts/sign-in.contract';
import IconBuilding from '@tabler/icons-react/dist/esm/icons/IconBuilding.mjs';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs';
import { call } from '../../platform/api-client.ts';
import { browserHasPasskeys, PasskeyCancelled, askForPasskey } from '../../platform/passkeys.ts';
import { signInWithPassword } from '../../platform/session.ts';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SignInProblem } from './sign-in-problem.tsx';

interface SignInFormProps {
  ways: SignInWaysView | undefined;
  onSignedIn: () => Promise<void>;
  /** A link and a code are on their way, if anybody has the address. */
  onMailed: (asked: MailAskedView, email: string) => void;
  /** Leaves the app for the academy's provider. */
  onLeave: (url: string) => void;
  /** In a demo these are the second ways in. */
  isSecondary: boolean;
}

/** Every way to sign in that the academy has. Address and password can be pasted and filled in by a password manager. */
export function SignInForm({ ways, onSignedIn, onMailed, onLeave, isSecondary }: SignInFormProps) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | null>(null);

  const withPassword = useMutation({ mutationFn: signInWithPassword, onSuccess: onSignedIn });
  const withMail = useMutation({
    mutationFn: (address: string) => call(signInEndpoints.askMail, { body: { email: address } }),
    onSuccess: (asked, address) => onMailed(asked, address),
  });
  const withPasskey = useMutation({
    mutationFn: async () => call(signInEndpoints.withPasskey, { body: { answer: await askForPasskey() } }),
    onSuccess: onSignedIn,
  });
  const withProvider = useMutation({
    mutationFn: () => call(signInEndpoints.oidcStart, {}),
    onSuccess: ({ url }) => onLeave(url),
  });
  const all = [withPassword, withMail, withPasskey, withProvider];
  const isPending = all.some((way) => way.isPending);
  const error = all.map((way) => way.error).find((e) => e !== null && !(e instanceof PasskeyCancelled));

  /** One way at a time: what went wrong with another one is forgotten. */
  const begin = (go: () => void) => {
    for (const way of all) way.reset();
    setFault(null);
    go();
  };
  const checked = (go: (address: string) => void) => {
    const address = MailAddress.safeParse(email);
    if (address.success) begin(() => go(address.data));
    else setFault(email.trim() === '' ? 'Type your address first.' : 'That does not look like a mail address.');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    checked((address) => withPassword.mutate({ email: address, password }));
  };
  const hasPasskeys = ways?.passkeys === true && browserHasPasskeys();
  const hasOthers = ways?.mail || hasPasskeys || ways?.oidc;

  return (
    <Panel title="Sign in">
      <form onSubmit={submit} noValidate>
        <Stack>
          {error && <SignInProblem error={error} />}
          <TextInput
            label="Email address"
            type="email"
            inputMode="email"
            autoComplete="username"
            value={email}
            error={fault}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button
            type="submit"
            loading={withPassword.isPending}
            disabled={isPending && !withPassword.isPending}
            variant={isSecondary ? 'default' : 'filled'}
          >
            Sign in
          </Button>
          <Text size="sm">
            <TextLink to="/reset">Forgot your password?</TextLink>
          </Text>
          {hasOthers && <Divider label="or without a password" />}
          {ways?.mail && (
            <Button
              variant="default"
              leftSection={<IconMail size={18} aria-hidden />}
              loading={withMail.isPending}
              onClick={() => checked((address) => withMail.mutate(address))}
            >
              Mail me a code
            </Button>
          )}
          {hasPasskeys && (
            <Button
              variant="default"
              leftSection={<IconKey size={18} aria-hidden />}
              loading={withPasskey.isPending}
              onClick={() => begin(() => withPasskey.mutate())}
            >
              Use a passkey
            </Button>
          )}
          {ways?.oidc && (
            <Button
              variant="default"
              leftSection={<IconBuilding size={18} aria-hidden />}
              loading={withProvider.isPending}
              onClick={() => begin(() => withProvider.mutate())}
            >
              Continue with {ways.oidc.name}
            </Button>
          )}
          {withPasskey.error instanceof PasskeyCancelled && (
            <Text size="sm" c="dimmed" role="status">
              No passkey was used. Try again, or sign in another way.
            </Text>
          )}
        </Stack>
      </form>
      {ways?.mail === false && !isSecondary && (
        <Text size="sm" c="dimmed" mt="md">
          This academy has no mail server yet, so it cannot mail codes. New here? Ask your cohort admin for an
          invitation link.
        </Text>
      )}
    </Panel>
  );
}
