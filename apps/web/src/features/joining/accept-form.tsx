import { useState, type FormEvent } from 'react';
import { Button, Stack, TextInput } from '@mantine/core';
import { peopleEndpoints, type OfferView } from '@dryrun/contracts/people.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { AccountFields, newAccount } from '../../ui/account-fields.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

interface AcceptFormProps {
  offer: OfferView;
  token: string;
  onAccepted: () => Promise<void>;
}

/** Accepting with a new account: three fields and in. */
export function AcceptForm({ offer, token, onAccepted }: AcceptFormProps) {
  const [account, setAccount] = useState(() => newAccount(offer.name));
  const accept = useEndpointMutation(peopleEndpoints.acceptAsNew, { onSuccess: () => void onAccepted() });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate({ body: { token, ...account } });
  };
  return (
    <Panel title="Make your account">
      <form onSubmit={submit}>
        <Stack>
          {/* Named for password managers; the invitation is for this address and no other. */}
          <TextInput label="Email address" type="email" autoComplete="username" readOnly value={offer.address} />
          <AccountFields account={account} onChange={setAccount} error={accept.error} />
          {accept.error && <ProblemNotice error={accept.error} />}
          <Button type="submit" loading={accept.isPending}>
            Accept and go in
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}
