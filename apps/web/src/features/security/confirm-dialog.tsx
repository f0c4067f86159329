import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { securityEndpoints, type ConfirmWaysView } from '@dryrun/contracts/security.contract';
import { SixDigits } from '@dryrun/contracts/sign-in.contract';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs';
import { call } from '../../platform/api-client.ts';
import { endpointQuery } from '../../platform/endpoint-query.ts';
import { browserHasPasskeys, PasskeyCancelled, askForPasskey } from '../../platform/passkeys.ts';
import { registerConfirmation } from '../../platform/recent-sign-in.ts';
import { CodeInput } from '../../ui/code-input.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/**
 * Asks "is it you?" when a request needs a recent sign-in, and lets it go on afterwards. Requests refused at the same time
 * wait for the one answer.
 */
export function ConfirmDialog() {
  const [isOpen, setOpen] = useState(false);
  const waiting = useRef<((isConfirmed: boolean) => void)[]>([]);
  useEffect(
    () =>
      registerConfirmation(() => {
        setOpen(true);
        return new Promise((resolve) => waiting.current.push(resolve));
      }),
    [],
  );
  const answer = (isConfirmed: boolean) => {
    setOpen(false);
    for (const resolve of waiting.current.splice(0)) resolve(isConfirmed);
  };
  return (
    <Modal opened={isOpen} onClose={() => answer(false)} title="Is it you?">
      {isOpen && <Confirmation onConfirmed={() => answer(true)} />}
    </Modal>
  );
}

function Confirmation({ onConfirmed }: { onConfirmed: () => void }) {
  const ways = useQuery({ ...endpointQuery(securityEndpoints.confirmWays, {}), staleTime: 0 });
  return (
    <Stack>
      <Text>You signed in a while ago, and what you want to do matters. Confirm that it is you; then it goes on.</Text>
      <Loaded query={ways}>{(view) => <Ways ways={view} onConfirmed={onConfirmed} />}</Loaded>
    </Stack>
  );
}

function Ways({ ways, onConfirmed }: { ways: ConfirmWaysView; onConfirmed: () => void }) {
  const [password, setPassword] = useState('');
  const withPassword = useMutation({
    mutationFn: () => call(securityEndpoints.confirmWithPassword, { body: { password } }),
    onSuccess: onConfirmed,
  });
  const withPasskey = useMutation({
    mutationFn: async () => call(securityEndpoints.confirmWithPasskey, { body: { answer: await askForPasskey() } }),
    onSuccess: onConfirmed,
  });
  const mail = useMutation({ mutationFn: () => call(securityEndpoints.askConfirmMail, {}) });
  const error = [withPassword.error, withPasskey.error, mail.error].find(
    (e) => e !== null && !(e instanceof PasskeyCancelled),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    withPassword.mutate();
  };
  const hasPasskey = ways.passkey && browserHasPasskeys();
  if (mail.data) return <MailedCode requestId={mail.data.requestId} onConfirmed={onConfirmed} />;
  return (
    <Stack>
      {error && <ProblemNotice error={error} />}
      {ways.password && (
        <form onSubmit={submit}>
          <Stack>
            <PasswordInput
              label="Password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              data-autofocus
            />
            <Button type="submit" loading={withPassword.isPending} disabled={password === ''}>
              Confirm
            </Button>
          </Stack>
        </form>
      )}
      {hasPasskey && (
        <Button
          variant={ways.password ? 'default' : 'filled'}
          leftSection={<IconKey size={18} aria-hidden />}
          loading={withPasskey.isPending}
          onClick={() => withPasskey.mutate()}
        >
          Use your passkey
        </Button>
      )}
      {ways.mail && (
        <Button
          variant="default"
          leftSection={<IconMail size={18} aria-hidden />}
          loading={mail.isPending}
          onClick={() => mail.mutate()}
        >
          Mail me a code
        </Button>
      )}
      {!ways.password && !hasPasskey && !ways.mail && (
        <Text>Sign out and in again; then do it within fifteen minutes. Nothing was changed.</Text>
      )}
    </Stack>
  );
}

function MailedCode({ requestId, onConfirmed }: { requestId: string; onConfirmed: () => void }) {
  const [code, setCode] = useState('');
  const digits = SixDigits.safeParse(code);
  const confirm = useMutation({
    mutationFn: (given: string) => call(securityEndpoints.confirmWithCode, { body: { requestId, code: given } }),
    onSuccess: onConfirmed,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (digits.success) confirm.mutate(digits.data);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {confirm.error && <ProblemNotice error={confirm.error} />}
        <CodeInput label="Six-digit code from your mail" value={code} onChange={setCode} isFocused />
        <Group justify="flex-end">
          <Button type="submit" loading={confirm.isPending} disabled={!digits.success}>
            Confirm
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
