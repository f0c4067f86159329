import { useState, type FormEvent } from 'react';
import { Button, Group, TextInput } from '@mantine/core';

/** Where somebody types the code that was said or written on a board. */
export function CodeForm({ onCode }: { onCode: (code: string) => void }) {
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') onCode(code.trim());
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="xs">
        <TextInput
          label="Join code"
          description="Eight letters and digits; spaces and dashes do not matter."
          placeholder="K7PM-2XQA"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', letterSpacing: '0.06em' } }}
        />
        <Button type="submit" variant="default">
          Look it up
        </Button>
      </Group>
    </form>
  );
}
