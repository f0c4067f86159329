import { TextInput } from '@mantine/core';

interface CodeInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Letters too, for recovery codes. */
  isText?: boolean;
  description?: string;
  isFocused?: boolean;
}

/** A one-time code: pasted whole, offered by the phone's keyboard, spaces and dashes ignored by the server. */
export function CodeInput({ label, value, onChange, isText = false, description, isFocused = false }: CodeInputProps) {
  return (
    <TextInput
      label={label}
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      inputMode={isText ? 'text' : 'numeric'}
      autoComplete="one-time-code"
      autoCapitalize="off"
      spellCheck={false}
      data-autofocus={isFocused || undefined}
      autoFocus={isFocused}
      maxLength={20}
      styles={{
        input: { fontFamily: 'var(--mantine-font-family-monospace)', letterSpacing: '0.12em', fontSize: '1.125rem' },
      }}
    />
  );
}
