import { Button, Group, Stack, Text } from '@mantine/core';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { peopleEndpoints, type BatchPeopleView } from '@dryrun/contracts/people.contract';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { LinkTools } from '../../ui/link-tools.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import classes from './join-code-panel.module.css';

/** One code for a whole group: whoever has it may apply, and somebody approves each of them. */
export function JoinCodeTools({ people }: { people: Pick<BatchPeopleView, 'batch' | 'joinCode'> }) {
  const set = useEndpointMutation(peopleEndpoints.setJoinCode, {
    invalidates: [peopleEndpoints.people, insightEndpoints.start],
  });
  const to = (wanted: 'on' | 'new' | 'off') =>
    set.mutate({ params: { batchId: people.batch.id }, body: { to: wanted } });
  const { code, link } = people.joinCode;
  if (code === null || link === null)
    return (
      <Stack gap="sm" align="flex-start">
        <Text c="dimmed" className="measure">
          Joining by code is off. With a code, people apply by themselves and you approve each of them: good for a chat
          group or a class.
        </Text>
        {set.error && <ProblemNotice error={set.error} />}
        <Button variant="default" loading={set.isPending} onClick={() => to('on')}>
          Make a join code
        </Button>
      </Stack>
    );
  return (
    <Stack gap="sm">
      <Text c="dimmed" className="measure">
        Whoever has this code can apply; nobody is in before you approve them.
      </Text>
      <p className={classes.code} aria-label={`Join code ${code.split('').join(' ')}`}>
        {code}
      </p>
      <LinkTools
        link={link}
        label={`Link to join ${people.batch.name}`}
        shareText={`Join ${people.batch.name}: apply with the code ${code}.`}
      />
      {set.error && <ProblemNotice error={set.error} />}
      <Group gap="xs">
        <Button variant="subtle" onClick={() => to('new')} loading={set.isPending}>
          Replace the code
        </Button>
        <Button variant="subtle" color="red" onClick={() => to('off')}>
          Switch off
        </Button>
      </Group>
    </Stack>
  );
}
