import { useState, type FormEvent } from 'react';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { academyEndpoints, type AcademyView } from '@dryrun/contracts/academy.contract';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { fieldError } from '../../platform/field-errors.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ZoneSelect } from '../../ui/zone-select.tsx';

/** Name and zone of the academy. */
export function AcademyForm({ academy }: { academy: AcademyView }) {
  const [name, setName] = useState(academy.name);
  const [timeZone, setTimeZone] = useState(academy.timeZone);
  const save = useEndpointMutation(academyEndpoints.updateAcademy, {
    invalidates: [academyEndpoints.academy, identityEndpoints.installation, insightEndpoints.start],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ body: { name, timeZone, isChecklistHidden: academy.isChecklistHidden } });
  };
  const isChanged = name !== academy.name || timeZone !== academy.timeZone;
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Name of the academy"
          required
          withAsterisk={false}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(save.error, 'name')}
        />
        <ZoneSelect
          label="Time zone"
          description="New batches begin with it; those that exist keep theirs."
          value={timeZone}
          onChange={setTimeZone}
          error={fieldError(save.error, 'timeZone')}
        />
        {save.error && <ProblemNotice error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!isChanged}>
            Save
          </Button>
          {save.isSuccess && !isChanged && (
            <Text c="dimmed" role="status">
              Saved
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
