import { useState } from 'react';
import { PasswordInput } from '@mantine/core';
import { NewPassword } from '@dryrun/contracts/sign-in.contract';

interface NewPasswordInputProps {
  value: string;
  onChange: (value: string) => void;
  label?: string;
}

/** A password to be: judged by the contract once the person leaves the field; pasting and generators welcome. */
export function NewPasswordInput({ value, onChange, label = 'New password' }: NewPasswordInputProps) {
  const [isLeft, setLeft] = useState(false);
  const valid = NewPassword.safeParse(value);
  return (
    <PasswordInput
      label={label}
      description="At least 12 characters. Several words are strong and easy to remember."
      autoComplete="new-password"
      value={value}
      error={isLeft && value !== '' && !valid.success ? valid.error.issues[0]?.message : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => setLeft(true)}
    />
  );
}
