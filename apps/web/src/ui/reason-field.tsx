import { Textarea } from '@mantine/core';

interface ReasonFieldProps {
  /** Who will read it. */
  description: string;
  value: string;
  onChange: (value: string) => void;
}

/** Why somebody does what the rules alone would not, kept in the audit log: 280 characters as in the contracts. */
export function ReasonField({ description, value, onChange }: ReasonFieldProps) {
  return (
    <Textarea
      label="Reason"
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      required
      maxLength={280}
      autosize
      minRows={2}
    />
  );
}
