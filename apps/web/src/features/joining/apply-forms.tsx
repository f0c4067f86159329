import { useState, type FormEvent } from 'react';
import { Button, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { peopleEndpoints } from '@dryrun/contracts/people.contract';
import { LEVELS, type Level } from '@dryrun/domain/cohorts/levels';
import { call } from '../../platform/api-client.ts';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { fieldError } from '../../platform/field-errors.ts';
import { signInWithPassword } from '../../platform/session.ts';
import { AccountFields, newAccount } from '../../ui/account-fields.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { LEVEL_LABELS, LEVEL_YEARS } from '../../ui/words.ts';

interface Aim {
  level: Level;
  targetRole: string;
}

const AIM: Aim = { level: 'mid', targetRole: '' };

/** Applying as the signed-in person. */
export function ApplyForm({ code, onApplied }: { code: string; onApplied: () => Promise<void> }) {
  const [aim, setAim] = useState(AIM);
  const apply = useEndpointMutation(peopleEndpoints.apply, {
    invalidates: [peopleEndpoints.myPlaces, identityEndpoints.me],
    onSuccess: () => void onApplied(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    apply.mutate({ body: { code, ...aim } });
  };
  return (
    <Panel title="Apply">
      <form onSubmit={submit}>
        <Stack>
          <AimFields aim={aim} onChange={setAim} />
          {apply.error && <ProblemNotice error={apply.error} />}
          <Button type="submit" loading={apply.isPending}>
            Apply
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}

interface ApplyAsNewFormProps {
  code: string;
  onApplied: () => Promise<void>;
  /** The address has an account whose password this is not: it signs in first. */
  onKnown: () => void;
}

/**
 * Applying with a new account. The server answers alike for an address that has an account, so what follows is an ordinary
 * sign-in with what was typed.
 */
export function ApplyAsNewForm({ code, onApplied, onKnown }: ApplyAsNewFormProps) {
  const [address, setAddress] = useState('');
  const [account, setAccount] = useState(() => newAccount());
  const [aim, setAim] = useState(AIM);
  const apply = useMutation({
    mutationFn: async () => {
      await call(peopleEndpoints.applyAsNew, { body: { code, address: address.trim(), ...account, ...aim } });
      return signInWithPassword({ email: address.trim(), password: account.password }).then(
        () => true,
        () => false,
      );
    },
    onSuccess: (isSignedIn) => (isSignedIn ? onApplied() : onKnown()),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    apply.mutate();
  };
  return (
    <Panel title="Apply with a new account">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="Email address"
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            error={fieldError(apply.error, 'address')}
          />
          <AccountFields account={account} onChange={setAccount} error={apply.error} />
          <AimFields aim={aim} onChange={setAim} />
          {apply.error && <ProblemNotice error={apply.error} />}
          <Button type="submit" loading={apply.isPending}>
            Apply
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}

function AimFields({ aim, onChange }: { aim: Aim; onChange: (aim: Aim) => void }) {
  return (
    <>
      <Radio.Group
        label="Your experience"
        value={aim.level}
        onChange={(value) => onChange({ ...aim, level: LEVELS.find((l) => l === value) ?? aim.level })}
      >
        <Stack gap="xs" mt="xs">
          {LEVELS.map((level) => (
            <Radio key={level} value={level} label={`${LEVEL_LABELS[level]} (${LEVEL_YEARS[level]})`} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label="The role you want"
        description="For example Senior DevOps Engineer. You can leave it empty."
        maxLength={120}
        value={aim.targetRole}
        onChange={(event) => onChange({ ...aim, targetRole: event.currentTarget.value })}
      />
    </>
  );
}
