import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Box, Button, Group, Stack, Text } from '@mantine/core';
import { academyEndpoints } from '@dryrun/contracts/academy.contract';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { insightEndpoints, type StartView } from '@dryrun/contracts/insights.contract';
import { peopleEndpoints, type BatchPeopleView } from '@dryrun/contracts/people.contract';
import { BatchForm, FIRST_RULES, newBatch } from '../features/academy/batch-form.tsx';
import { ChecklistStep } from '../features/academy/checklist-step.tsx';
import { stepsInWords, stepStates } from '../features/academy/first-steps.ts';
import { InviteDialog } from '../features/people/invite-dialog.tsx';
import { JoinCodeTools } from '../features/people/join-code-panel.tsx';
import type { InviteAs } from '../features/people/terms-fields.tsx';
import { endpointQuery, useEndpointMutation } from '../platform/endpoint-query.ts';
import { serverNow } from '../platform/server-clock.ts';
import { useMe } from '../platform/session.ts';
import { zoneCity } from '../platform/time.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { ButtonLink, TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { counted } from '../ui/words.ts';
import { useCreateBatch } from './use-create-batch.ts';

/** From an empty academy to its first mock, in four steps that can be left and taken up again. */
export function StartPage() {
  // Other people's steps (a mentor accepts, hours appear) show up while one waits.
  const start = useQuery({ ...endpointQuery(insightEndpoints.start, {}), refetchInterval: 5_000 });
  return (
    <>
      <PageHeader
        title="Your first mock, in four steps"
        lead="Take them in one go or over some days: this page always knows how far you are."
        actions={start.data && <Text c="dimmed">{stepsInWords(start.data)}</Text>}
      />
      <Loaded query={start}>{(data) => <Steps start={data} />}</Loaded>
    </>
  );
}

function Steps({ start }: { start: StartView }) {
  const [inviting, setInviting] = useState<InviteAs | null>(null);
  const batchId = start.batch?.id;
  const people = useQuery({
    ...endpointQuery(peopleEndpoints.people, { params: { batchId: batchId ?? '' } }),
    enabled: batchId !== undefined,
  });
  const [name, mentors, learners, mock] = stepStates(start);
  return (
    <Stack gap="lg">
      <ChecklistStep number={1} title="Name and time zone" state={name}>
        <Text>
          {start.academy.name}, on the clock of {zoneCity(start.academy.timeZone)}.{' '}
          <TextLink to="/academy">Change</TextLink>
        </Text>
      </ChecklistStep>
      <ChecklistStep number={2} title="A batch and its mentors" state={mentors}>
        {start.batch ? (
          <MentorStep start={start} invite={() => setInviting('staff')} />
        ) : (
          <FirstBatch timeZone={start.academy.timeZone} />
        )}
      </ChecklistStep>
      <ChecklistStep number={3} title="Learners" state={learners}>
        {start.batch && people.data ? (
          <LearnerStep start={start} people={people.data} invite={() => setInviting('learner')} />
        ) : (
          <Text c="dimmed">Comes after the batch.</Text>
        )}
      </ChecklistStep>
      <ChecklistStep number={4} title="The first mock" state={mock}>
        <MockStep start={start} />
      </ChecklistStep>
      <PutAway start={start} />
      {people.data && (
        <InviteDialog
          people={people.data}
          as={inviting ?? 'learner'}
          isOpen={inviting !== null}
          close={() => setInviting(null)}
        />
      )}
    </Stack>
  );
}

function FirstBatch({ timeZone }: { timeZone: string }) {
  const create = useCreateBatch(() => undefined);
  return (
    <Stack>
      <Text className="measure">
        A batch is a group of learners with its mentors, its calendar and its rules. Everything can be changed later.
      </Text>
      <BatchForm
        first={newBatch(timeZone, serverNow())}
        rules={FIRST_RULES}
        submitLabel="Make the batch"
        isPending={create.isPending}
        error={create.error}
        onSubmit={(fields, rules) => create.mutate({ body: { ...fields, ...rules } })}
      />
    </Stack>
  );
}

function MentorStep({ start, invite }: { start: StartView; invite: () => void }) {
  const { mentors, batch } = start;
  if (!batch) return null;
  return (
    <Stack gap="sm" align="flex-start">
      <Text>
        <TextLink to="/batches/$batchId" params={{ batchId: batch.id }}>
          {batch.name}
        </TextLink>{' '}
        has {counted(mentors.count, 'mentor', 'mentors')}
        {mentors.invited > 0 && `, ${mentors.invited} more invited`}.
      </Text>
      {mentors.count === 0 && mentors.invited > 0 && (
        <Text c="dimmed">
          Waiting for your mentor to accept. You find the link again under{' '}
          <TextLink to="/batches/$batchId/people" params={{ batchId: batch.id }}>
            People
          </TextLink>
          .
        </Text>
      )}
      <Group gap="xs">
        <Button variant={mentors.count === 0 && mentors.invited === 0 ? 'filled' : 'default'} onClick={invite}>
          Invite mentors
        </Button>
        {mentors.count === 0 && (
          <ButtonLink to="/batches/$batchId/people" params={{ batchId: batch.id }} variant="subtle">
            Or interview yourself
          </ButtonLink>
        )}
      </Group>
    </Stack>
  );
}

function LearnerStep({ start, people, invite }: { start: StartView; people: BatchPeopleView; invite: () => void }) {
  const { learners } = start;
  return (
    <Stack gap="sm" align="flex-start">
      <Text>
        {counted(learners.count, 'learner', 'learners')}
        {learners.invited > 0 && `, ${learners.invited} invited`}
        {learners.applied > 0 && `, ${learners.applied} waiting for your answer`}.
      </Text>
      <Group gap="xs">
        <Button variant={learners.count === 0 && learners.invited === 0 ? 'filled' : 'default'} onClick={invite}>
          Invite learners
        </Button>
        {learners.applied > 0 && (
          <ButtonLink to="/batches/$batchId/people" params={{ batchId: people.batch.id }}>
            Answer the applications
          </ButtonLink>
        )}
      </Group>
      <Box w="100%">
        <Disclosure title="Or give a whole group one join code" isOpenAtFirst={learners.isJoinCodeOn}>
          <JoinCodeTools people={people} />
        </Disclosure>
      </Box>
    </Stack>
  );
}

/** What the first mock is waiting for, and who can do something about it. */
function MockStep({ start }: { start: StartView }) {
  const me = useMe();
  const { batch, mentors, learners } = start;
  if (start.isComplete)
    return (
      <Text>
        The first mock is booked.{' '}
        {batch && (
          <TextLink to="/batches/$batchId" params={{ batchId: batch.id }}>
            See who has had which
          </TextLink>
        )}
      </Text>
    );
  if (!batch || mentors.count === 0) return <Text c="dimmed">Comes when there is a mentor and a learner.</Text>;
  const isMentor = me.batches.some(({ roles }) => roles.includes('mentor'));
  return (
    <Stack gap="sm" align="flex-start">
      {mentors.withHours === 0 ? (
        <Text className="measure">
          Waiting for your mentor’s hours: mentors open <b>Availability</b> and say when they have time. Learners then
          see those times under <b>Book</b>.
        </Text>
      ) : (
        <Text className="measure">
          {counted(mentors.withHours, 'mentor has', 'mentors have')} given hours.
          {learners.count > 0
            ? ' Your learners can book under Book; this step is done when one of them does.'
            : ' As soon as a learner is in, they can book.'}
        </Text>
      )}
      {isMentor && mentors.withHours === 0 && (
        <ButtonLink to="/availability" variant="default">
          Give my hours
        </ButtonLink>
      )}
      {batch.state === 'enrolling' && (
        <Notice title="The batch starts on its first day">
          Until then nobody can book. To begin earlier,{' '}
          <TextLink to="/batches/$batchId/settings" params={{ batchId: batch.id }}>
            start it now
          </TextLink>
          .
        </Notice>
      )}
      {batch.state === 'active' && batch.noticeMinutes > 60 && <ShortNotice batch={batch} />}
    </Stack>
  );
}

/** The usual notice keeps a first try from happening today. */
function ShortNotice({ batch }: { batch: NonNullable<StartView['batch']> }) {
  const params = { batchId: batch.id };
  const policy = useQuery(endpointQuery(cohortEndpoints.policy, { params }));
  const save = useEndpointMutation(cohortEndpoints.savePolicy, {
    invalidates: [cohortEndpoints.policy, cohortEndpoints.batch, insightEndpoints.start],
  });
  const hours = Math.round(batch.noticeMinutes / 60);
  return (
    <Notice
      title={`Mocks are booked at least ${hours} hours ahead`}
      actions={
        policy.data && (
          <Button
            variant="default"
            size="sm"
            loading={save.isPending}
            onClick={() =>
              policy.data &&
              save.mutate({
                params,
                body: {
                  version: policy.data.version,
                  policy: { ...policy.data.policy, noticeMinutes: 0, slotStepMinutes: 15 },
                },
              })
            }
          >
            Allow short notice
          </Button>
        )
      }
    >
      That is kind to mentors who work. To try a mock today, allow shorter notice; you can change it back among the
      rules of the batch.
      {save.error && <ProblemNotice error={save.error} />}
    </Notice>
  );
}

function PutAway({ start }: { start: StartView }) {
  const save = useEndpointMutation(academyEndpoints.updateAcademy, {
    invalidates: [academyEndpoints.academy, insightEndpoints.start],
  });
  const set = (isChecklistHidden: boolean) => save.mutate({ body: { ...start.academy, isChecklistHidden } });
  if (start.isComplete) return null;
  return (
    <Group gap="xs">
      {start.isHidden ? (
        <Button variant="subtle" onClick={() => set(false)} loading={save.isPending}>
          Show these steps on Today again
        </Button>
      ) : (
        <Button variant="subtle" onClick={() => set(true)} loading={save.isPending}>
          Put these steps away
        </Button>
      )}
    </Group>
  );
}
