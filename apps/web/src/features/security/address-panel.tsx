import { useState, type FormEvent } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { securityEndpoints, type SecurityView } from '@dryrun/contracts/security.contract';
import { MailAddress, SixDigits } from '@dryrun/contracts/sign-in.contract';
import { endpointKey, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { meQuery } from '../../platform/session.ts';
import { CodeInput } from '../../ui/code-input.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** The address of the account: changed by what is mailed to the new one. */
export function AddressPanel({ security }: { security: SecurityView }) {
  const [isOpen, setOpen] = useState(false);
  const [email, setEmail] = useState('');
  const ask = useEndpointMutation(securityEndpoints.askAddressChange);
  const address = MailAddress.safeParse(email);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (address.success) ask.mutate({ body: { email: address.data } });
  };
  return (
    <Panel title="Mail address">
      <Stack>
        <Text style={{ overflowWrap: 'anywhere' }}>
          <strong>{security.email}</strong>
          {!security.isEmailConfirmed && ' · not confirmed yet; signing in once by mail confirms it'}
        </Text>
        {!security.canMail ? (
          <Text size="sm" c="dimmed">
            It can be changed once this academy has a mail server, because the new address has to be confirmed by mail.
          </Text>
        ) : ask.data && isOpen ? (
          <ConfirmNewAddress requestId={ask.data.requestId} email={email} close={() => setOpen(false)} />
        ) : !isOpen ? (
          <Group>
            <Button
              variant="default"
              onClick={() => {
                ask.reset();
                setOpen(true);
              }}
            >
              Change it
            </Button>
          </Group>
        ) : (
          <form onSubmit={submit} noValidate>
            <Stack>
              {ask.error && <ProblemNotice error={ask.error} />}
              <TextInput
                label="New address"
                type="email"
                inputMode="email"
                autoComplete="email"
                value={email}
                onChange={(event) => setEmail(event.currentTarget.value)}
              />
              <Group gap="xs">
                <Button type="submit" loading={ask.isPending} disabled={!address.success}>
                  Mail a code there
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

function ConfirmNewAddress({ requestId, email, close }: { requestId: string; email: string; close: () => void }) {
  const [code, setCode] = useState('');
  const queryClient = useQueryClient();
  const confirm = useEndpointMutation(securityEndpoints.confirmAddressChange, {
    invalidates: [securityEndpoints.get, securityEndpoints.sessions],
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      void queryClient.invalidateQueries({ queryKey: endpointKey(securityEndpoints.get) });
      close();
    },
  });
  const digits = SixDigits.safeParse(code);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (digits.success) confirm.mutate({ body: { proof: { requestId, code: digits.data } } });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Notice title="Look into the mail of the new address" isLive>
          If <strong>{email}</strong> is not in use here, a link and a code are on their way there. Until you use one of
          them, nothing changes.
        </Notice>
        {confirm.error && <ProblemNotice error={confirm.error} />}
        <CodeInput label="Six-digit code" value={code} onChange={setCode} isFocused />
        <Group gap="xs">
          <Button type="submit" loading={confirm.isPending} disabled={!digits.success}>
            Use this address
          </Button>
          <Button variant="default" onClick={close}>
            Keep the old one
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
