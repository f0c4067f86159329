import { PasswordInput, TextInput } from '@mantine/core';
import type { z } from 'zod';
import type { NewAccount } from '@dryrun/contracts/people.contract';
import { fieldError } from '../platform/field-errors.ts';
import { browserTimeZone } from '../platform/time.ts';
import { ZoneSelect } from './zone-select.tsx';

export type Account = z.infer<typeof NewAccount>;

/** Nothing yet, but the zone that the browser tells. */
export function newAccount(name = ''): Account {
  return { name, timeZone: browserTimeZone() ?? 'Asia/Kolkata', password: '' };
}

interface AccountFieldsProps {
  account: Account;
  onChange: (account: Account) => void;
  /** Marks the fields that a refusal names. */
  error: Error | null;
  zoneLabel?: string;
}

/** Who somebody is and how they will sign in: the same wherever an account is made. */
export function AccountFields({ account, onChange, error, zoneLabel = 'Your time zone' }: AccountFieldsProps) {
  return (
    <>
      <TextInput
        label="Your name"
        description="As others here will see it."
        autoComplete="name"
        required
        withAsterisk={false}
        maxLength={80}
        value={account.name}
        onChange={(event) => onChange({ ...account, name: event.currentTarget.value })}
        error={fieldError(error, 'name')}
      />
      <ZoneSelect
        label={zoneLabel}
        description="Times are shown on this clock."
        value={account.timeZone}
        onChange={(timeZone) => onChange({ ...account, timeZone })}
        error={fieldError(error, 'timeZone')}
      />
      <PasswordInput
        label="Password"
        description="At least 12 characters; a few words in a row are easy to remember."
        autoComplete="new-password"
        required
        withAsterisk={false}
        minLength={12}
        maxLength={128}
        value={account.password}
        onChange={(event) => onChange({ ...account, password: event.currentTarget.value })}
        error={fieldError(error, 'password')}
      />
    </>
  );
}
