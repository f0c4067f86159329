import { useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { securityEndpoints, type AuthenticatorSetupView } from '@dryrun/contracts/security.contract';
import { SixDigits } from '@dryrun/contracts/sign-in.contract';
import { call } from '../../platform/api-client.ts';
import { endpointKey } from '../../platform/endpoint-query.ts';
import { CodeInput } from '../../ui/code-input.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import classes from './authenticator-setup.module.css';

interface AuthenticatorSetupProps {
  /** Says "Set up" or, with one in force, "Set up another one". */
  startLabel: string;
  isPrimary?: boolean;
  doneLabel?: string;
  /** After the recovery codes were kept. */
  onDone: () => void;
  /** While it is under way, other buttons about the app would only confuse. */
  onUnderWay?: (isUnderWay: boolean) => void;
}

/** Three steps in one place: begin, scan and confirm, keep the recovery codes. */
export function AuthenticatorSetup({
  startLabel,
  isPrimary = false,
  doneLabel = 'I kept them',
  onDone,
  onUnderWay = () => {},
}: AuthenticatorSetupProps) {
  const queryClient = useQueryClient();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const begin = useMutation({
    mutationFn: () => call(securityEndpoints.startAuthenticator, {}),
    onSuccess: () => onUnderWay(true),
  });
  if (codes !== null)
    return (
      <RecoveryCodes
        codes={codes}
        doneLabel={doneLabel}
        done={() => {
          setCodes(null);
          begin.reset();
          onUnderWay(false);
          onDone();
        }}
      />
    );
  if (begin.data)
    return (
      <ScanAndConfirm
        setup={begin.data}
        cancel={() => {
          begin.reset();
          onUnderWay(false);
        }}
        onConfirmed={(recoveryCodes) => {
          setCodes(recoveryCodes);
          void queryClient.invalidateQueries({ queryKey: endpointKey(securityEndpoints.get) });
        }}
      />
    );
  return (
    <Stack>
      {begin.error && <ProblemNotice error={begin.error} />}
      <Group>
        <Button variant={isPrimary ? 'filled' : 'default'} loading={begin.isPending} onClick={() => begin.mutate()}>
          {startLabel}
        </Button>
      </Group>
    </Stack>
  );
}

interface ScanAndConfirmProps {
  setup: AuthenticatorSetupView;
  cancel: () => void;
  onConfirmed: (recoveryCodes: readonly string[]) => void;
}

function ScanAndConfirm({ setup, cancel, onConfirmed }: ScanAndConfirmProps) {
  const [code, setCode] = useState('');
  const digits = SixDigits.safeParse(code);
  const confirm = useMutation({
    mutationFn: (given: string) => call(securityEndpoints.confirmAuthenticator, { body: { code: given } }),
    onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (digits.success) confirm.mutate(digits.data);
  };
  return (
    <form onSubmit={submit} className={classes.setup}>
      <QrCode text={setup.uri} label="QR code for your authenticator app; the same as text stands beside it" />
      <Stack className={classes.words}>
        <Text>
          Scan this with an authenticator app (Google Authenticator, Aegis, 1Password …). On this phone,{' '}
          <Anchor href={setup.uri}>open it in your app</Anchor>.
        </Text>
        <Text size="sm" c="dimmed">
          Cannot scan? Type this key:{' '}
          <span className={classes.key}>{setup.secret.replace(/(.{4})/g, '$1 ').trim()}</span>
        </Text>
        {confirm.error && <ProblemNotice error={confirm.error} />}
        <CodeInput label="Six digits that the app shows now" value={code} onChange={setCode} isFocused />
        <Group gap="xs">
          <Button type="submit" loading={confirm.isPending} disabled={!digits.success}>
            Switch it on
          </Button>
          <Button variant="default" onClick={cancel}>
            Not now
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
