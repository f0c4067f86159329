import { useState } from 'react';
import { Button, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { academyEndpoints, type AcademyView } from '@dryrun/contracts/academy.contract';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

/** The academy's name, as people see it everywhere, and the zone in which its nights and days are counted. */
export function AcademyForm({ academy }: { academy: AcademyView }) {
  const [name, setName] = useState(academy.name);
  const [timeZone, setTimeZone] = useState(academy.timeZone);
  const save = useEndpointMutation(academyEndpoints.updateAcademy, {
    invalidates: [academyEndpoints.academy, identityEndpoints.installation],
  });
  const zones = [...new Set([academy.timeZone, ...Intl.supportedValuesOf('timeZone')])].sort();
  const isChanged = name.trim() !== academy.name || timeZone !== academy.timeZone;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ body: { name, timeZone, isChecklistHidden: academy.isChecklistHidden } });
      }}
    >
      <Stack gap="sm" align="start">
        <TextInput label="Name" required maxLength={80} value={name} onChange={(e) => setName(e.currentTarget.value)} />
        <NativeSelect
          label="Time zone"
          value={timeZone}
          onChange={(e) => setTimeZone(e.currentTarget.value)}
          data={zones}
        />
        {save.error && <ProblemNotice error={save.error} />}
        {save.isSuccess && !isChanged && <Text role="status">Saved.</Text>}
        <Button type="submit" disabled={!isChanged} loading={save.isPending}>
          Save
        </Button>
      </Stack>
    </form>
  );
}
