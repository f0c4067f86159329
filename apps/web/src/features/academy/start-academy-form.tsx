import { useState, type FormEvent } from 'react';
import { Button, Stack, TextInput } from '@mantine/core';
import { academyEndpoints } from '@dryrun/contracts/academy.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { fieldError } from '../../platform/field-errors.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** Clears the demo for good; the name is typed so that it cannot happen by a slip. */
export function StartAcademyForm({ demoName, onCleared }: { demoName: string; onCleared: (path: string) => void }) {
  const [confirmation, setConfirmation] = useState('');
  const start = useEndpointMutation(academyEndpoints.startAcademy, {
    onSuccess: ({ setupPath }) => onCleared(setupPath),
  });
  const isTyped = confirmation.trim().toLowerCase() === demoName.toLowerCase();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate({ body: { confirmation } });
  };
  return (
    <Panel title="Clear the demo">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={`Type “${demoName}” to clear it`}
            autoComplete="off"
            value={confirmation}
            onChange={(event) => setConfirmation(event.currentTarget.value)}
            error={fieldError(start.error, 'confirmation')}
          />
          {start.error && <ProblemNotice error={start.error} />}
          <Button type="submit" color="red" loading={start.isPending} disabled={!isTyped}>
            Clear the demo and go on
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}
