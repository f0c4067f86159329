import { useState, type FormEvent } from 'react';
import { Button, Group, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import {
  notificationEndpoints,
  type MailServerBody,
  type MailServerView,
} from '@dryrun/contracts/notifications.contract';
import { ProblemError } from '../../platform/api-client.ts';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { bodyOf, faultsFromServer, faultsOf, formOf, USUAL_PORT, type MailServerForm } from './mail-server-form.ts';
import classes from './mail-server.module.css';

const SECURITIES: { value: MailServerBody['security']; label: string }[] = [
  { value: 'starttls', label: 'STARTTLS (usual, port 587)' },
  { value: 'tls', label: 'TLS (port 465)' },
  { value: 'none', label: 'None: only for a server on this machine' },
];

/** The mail server's address and credentials. A stored password is never shown, and stays when the field is left empty. */
export function MailServerEditor({ view, academyName }: { view: MailServerView; academyName: string }) {
  const [form, setForm] = useState(() => formOf(view, academyName));
  const [isChecked, setIsChecked] = useState(false);
  const queryClient = useQueryClient();
  const save = useEndpointMutation(notificationEndpoints.saveMailServer, {
    invalidates: [notificationEndpoints.mine, notificationEndpoints.outbox],
    onSuccess: (answer) => {
      queryClient.setQueryData(endpointQuery(notificationEndpoints.mailServer, {}).queryKey, answer);
      setForm(formOf(answer, academyName));
      setIsChecked(false);
    },
  });
  const own = faultsOf(form, view.version);
  const refused = save.error instanceof ProblemError ? faultsFromServer(save.error.problem.errors) : {};
  const faults = { ...refused, ...(isChecked ? own : {}) };
  const change = (part: Partial<MailServerForm>) => {
    if (save.isError) save.reset();
    setForm((now) => ({ ...now, ...part }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (Object.keys(own).length === 0) save.mutate({ body: bodyOf(form, view.version) });
  };
  const field = (name: keyof MailServerForm) => ({
    value: form[name],
    error: faults[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <div className={classes.pair}>
          <TextInput label="Mail server" placeholder="mail.example.org" autoComplete="off" {...field('host')} />
          <TextInput label="Port" inputMode="numeric" autoComplete="off" {...field('port')} />
        </div>
        <NativeSelect
          label="Encryption"
          data={SECURITIES}
          value={form.security}
          onChange={(event) => {
            const security = event.currentTarget.value as MailServerBody['security'];
            const isUsual = form.port === USUAL_PORT[form.security];
            change({ security, ...(isUsual && { port: USUAL_PORT[security] }) });
          }}
        />
        <TextInput
          label="User name"
          description="Leave it empty when the server asks for none."
          autoComplete="off"
          {...field('user')}
        />
        {form.user !== '' && (
          <PasswordInput
            label="Password"
            description={view.server?.hasPassword ? 'Stored and never shown. Leave it empty to keep it.' : undefined}
            autoComplete="new-password"
            {...field('password')}
          />
        )}
        <div className={classes.halves}>
          <TextInput label="From: name" autoComplete="off" {...field('fromName')} />
          <TextInput
            label="From: address"
            type="email"
            placeholder="dryrun@example.org"
            autoComplete="off"
            {...field('fromAddress')}
          />
        </div>
        {save.error && Object.keys(refused).length === 0 && <ProblemNotice error={save.error} />}
        {save.isSuccess && (
          <Notice tone="good" title="Saved" isLive>
            Messages that waited are on their way. Send yourself a test to be sure.
          </Notice>
        )}
        <Group>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
