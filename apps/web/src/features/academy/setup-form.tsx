import { useState, type FormEvent } from 'react';
import { Button, Stack, TextInput } from '@mantine/core';
import { academyEndpoints } from '@dryrun/contracts/academy.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { fieldError } from '../../platform/field-errors.ts';
import { AccountFields, newAccount } from '../../ui/account-fields.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

interface SetupFormProps {
  token: string;
  clearsDemo: boolean;
  onDone: () => Promise<void>;
}

/** The academy and its first admin, in one form. */
export function SetupForm({ token, clearsDemo, onDone }: SetupFormProps) {
  const [academyName, setAcademyName] = useState('');
  const [address, setAddress] = useState('');
  const [account, setAccount] = useState(() => newAccount());
  const setUp = useEndpointMutation(academyEndpoints.setUp, { onSuccess: () => void onDone() });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setUp.mutate({ body: { token, academyName, address: address.trim(), ...account } });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        {clearsDemo && (
          <Notice tone="warning" title="The demo academy is still in this database">
            Its people, batches and mocks are cleared when you go on. Questions, rubrics and the roadmap stay.
          </Notice>
        )}
        <Panel title="Your academy">
          <TextInput
            label="Name of the academy"
            description="People see it on every page and in every mail."
            required
            withAsterisk={false}
            maxLength={80}
            value={academyName}
            onChange={(event) => setAcademyName(event.currentTarget.value)}
            error={fieldError(setUp.error, 'academyName')}
            data-autofocus
          />
        </Panel>
        <Panel title="You, its first admin">
          <Stack>
            <TextInput
              label="Email address"
              description="You sign in with it."
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              value={address}
              onChange={(event) => setAddress(event.currentTarget.value)}
              error={fieldError(setUp.error, 'address')}
            />
            <AccountFields
              account={account}
              onChange={setAccount}
              error={setUp.error}
              zoneLabel="Time zone, yours and the academy’s"
            />
          </Stack>
        </Panel>
        {setUp.error && <ProblemNotice error={setUp.error} />}
        <Button type="submit" loading={setUp.isPending}>
          {clearsDemo ? 'Clear the demo and start my academy' : 'Start my academy'}
        </Button>
      </Stack>
    </form>
  );
}
