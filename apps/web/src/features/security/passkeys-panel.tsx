import { useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ActionIcon, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import {
  PasskeyName,
  securityEndpoints,
  type PasskeyView,
  type SecurityView,
} from '@dryrun/contracts/security.contract';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { call } from '../../platform/api-client.ts';
import { endpointKey, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { browserHasPasskeys, makePasskey, PasskeyCancelled } from '../../platform/passkeys.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './rows.module.css';

/** Passkeys: add, rename, remove. */
export function PasskeysPanel({ security }: { security: SecurityView }) {
  const [renamed, setRenamed] = useState<PasskeyView | null>(null);
  const remove = useEndpointMutation(securityEndpoints.removePasskey, { invalidates: [securityEndpoints.get] });
  return (
    <Panel title="Passkeys">
      <Stack>
        <Text className="measure">
          A passkey signs you in with your fingerprint, face or screen lock. It counts as both steps, and nobody can
          guess or phish it.
        </Text>
        {remove.error && <ProblemNotice error={remove.error} />}
        {security.passkeys.length > 0 && (
          <ul className={classes.rows}>
            {security.passkeys.map((passkey) => (
              <li key={passkey.id} className={classes.row}>
                <IconKey size={20} aria-hidden className={classes.icon} />
                <div className={classes.words}>
                  <span className={classes.name}>{passkey.name}</span>
                  <span className={classes.detail}>
                    {passkey.lastUsedAt ? (
                      <>
                        Last used <TimeText at={passkey.lastUsedAt} />
                      </>
                    ) : (
                      'Not used yet'
                    )}
                  </span>
                </div>
                <Group gap={4} wrap="nowrap">
                  <ActionIcon
                    variant="subtle"
                    size={44}
                    aria-label={`Rename ${passkey.name}`}
                    onClick={() => setRenamed(passkey)}
                  >
                    <IconPencil size={18} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="red"
                    size={44}
                    aria-label={`Remove ${passkey.name}`}
                    loading={remove.isPending && remove.variables.params.passkeyId === passkey.id}
                    onClick={() => remove.mutate({ params: { passkeyId: passkey.id } })}
                  >
                    <IconTrash size={18} aria-hidden />
                  </ActionIcon>
                </Group>
              </li>
            ))}
          </ul>
        )}
        <AddPasskey canUsePasskeys={security.canUsePasskeys} onAdded={() => {}} />
      </Stack>
      {renamed && <RenameDialog key={renamed.id} passkey={renamed} close={() => setRenamed(null)} />}
    </Panel>
  );
}

interface AddPasskeyProps {
  canUsePasskeys: boolean;
  isPrimary?: boolean;
  onAdded: () => void;
}

/** One button: the browser asks, the passkey is named after this device and can be renamed. */
export function AddPasskey({ canUsePasskeys, isPrimary = false, onAdded }: AddPasskeyProps) {
  const queryClient = useQueryClient();
  const add = useMutation({
    mutationFn: async () =>
      call(securityEndpoints.addPasskey, { body: { name: deviceName(), answer: await makePasskey() } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: endpointKey(securityEndpoints.get) });
      onAdded();
    },
  });
  if (!canUsePasskeys)
    return (
      <Text size="sm" c="dimmed">
        Browsers allow passkeys only where the address is a name. Here it is a bare number: open this academy under its
        name (on your own machine, localhost).
      </Text>
    );
  if (!browserHasPasskeys())
    return (
      <Text size="sm" c="dimmed">
        This browser has no passkeys.
      </Text>
    );
  return (
    <Stack gap="xs">
      {add.error && !(add.error instanceof PasskeyCancelled) && <ProblemNotice error={add.error} />}
      <Group>
        <Button
          variant={isPrimary ? 'filled' : 'default'}
          leftSection={<IconKey size={18} aria-hidden />}
          loading={add.isPending}
          onClick={() => add.mutate()}
        >
          Add a passkey
        </Button>
      </Group>
      {add.error instanceof PasskeyCancelled && (
        <Text size="sm" c="dimmed" role="status">
          No passkey was added. Try again when you are ready.
        </Text>
      )}
    </Stack>
  );
}

function RenameDialog({ passkey, close }: { passkey: PasskeyView; close: () => void }) {
  const [name, setName] = useState(passkey.name);
  const rename = useEndpointMutation(securityEndpoints.renamePasskey, {
    invalidates: [securityEndpoints.get],
    onSuccess: close,
  });
  const valid = PasskeyName.safeParse(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (valid.success) rename.mutate({ params: { passkeyId: passkey.id }, body: { name: valid.data } });
  };
  return (
    <Modal opened onClose={close} title="Rename this passkey">
      <form onSubmit={submit}>
        <Stack>
          {rename.error && <ProblemNotice error={rename.error} />}
          <TextInput
            label="Name"
            description="For example the device it lives on."
            value={name}
            error={valid.success ? undefined : valid.error.issues[0]?.message}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Keep the old one
            </Button>
            <Button type="submit" loading={rename.isPending} disabled={!valid.success}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** A first name for a passkey: the system it was made on. */
function deviceName(): string {
  const agent = navigator.userAgent;
  const system = [/iPhone/, /iPad/, /Android/, /Windows/, /Mac OS X/, /Linux/].find((s) => s.test(agent));
  return system ? `Passkey on ${system.source.replace('Mac OS X', 'Mac')}` : 'Passkey';
}
