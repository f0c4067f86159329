import { useState } from 'react';
import { Button, Group, MultiSelect, NativeSelect, NumberInput, Stack, Text, Textarea } from '@mantine/core';
import type { GoalOptionsView } from '@dryrun/contracts/catalog.contract';
import { interviewEndpoints, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { LogMockBody, outcomeEndpoints, type LogOptionsView } from '@dryrun/contracts/outcomes.contract';
import { feedbackEndpoints } from '@dryrun/contracts/feedback.contract';
import { LEVELS } from '@dryrun/domain/cohorts/levels';
import { isProblem } from '../../platform/api-client.ts';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { useZone } from '../../platform/zone.ts';
import { TextLink } from '../../ui/links.tsx';
import { instantOf, LocalTimeInput } from '../../ui/local-time-input.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { LEVEL_LABELS } from '../../ui/words.ts';

interface LogFormProps {
  batchId: string;
  options: LogOptionsView;
  goals: GoalOptionsView;
  onLogged: (interview: InterviewView) => void;
}

/** A mock that was held elsewhere: whom, what, when, and what was asked. */
export function LogForm({ batchId, options, goals, onLogged }: LogFormProps) {
  const { timeZone } = useZone();
  const [learnerId, setLearnerId] = useState('');
  const [mentorId, setMentorId] = useState(options.mentors.length === 1 ? (options.mentors[0]?.id ?? '') : '');
  const [format, setFormat] = useState('');
  const [track, setTrack] = useState('');
  const [level, setLevel] = useState('');
  const [when, setWhen] = useState({ date: '', time: '' });
  const [minutes, setMinutes] = useState<number | string>(45);
  const [asked, setAsked] = useState<string[]>([]);
  const [others, setOthers] = useState('');
  const log = useEndpointMutation(outcomeEndpoints.logMock, {
    invalidates: [interviewEndpoints.list, feedbackEndpoints.myFeedback],
    onSuccess: onLogged,
  });
  const formats = goals.formats;
  const chosen = formats.find(({ slug }) => slug === format)?.body;
  const body = LogMockBody.safeParse({
    learnerId,
    mentorId,
    goal: { format, track, level, dimension: null, note: '' },
    startsAt: instantOf(when, timeZone),
    minutes,
    askedVersionIds: asked,
    otherQuestions: others.trim(),
  });
  const choice = (label: string, items: readonly { value: string; label: string }[]) => [
    { value: '', label },
    ...items,
  ];
  const people = (list: LogOptionsView['learners']) => list.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (body.success) log.mutate({ params: { batchId }, body: body.data });
      }}
    >
      <Stack gap="md">
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <NativeSelect
            label="Learner"
            value={learnerId}
            onChange={(event) => setLearnerId(event.currentTarget.value)}
            data={choice('Choose a learner', people(options.learners))}
          />
          {options.mentors.length > 1 && (
            <NativeSelect
              label="Mentor"
              value={mentorId}
              onChange={(event) => setMentorId(event.currentTarget.value)}
              data={choice('Choose a mentor', people(options.mentors))}
            />
          )}
        </Group>
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <NativeSelect
            label="Kind of mock"
            value={format}
            onChange={(event) => setFormat(event.currentTarget.value)}
            data={choice(
              'Choose',
              formats.map(({ slug, body: { title } }) => ({ value: slug, label: title })),
            )}
          />
          <NativeSelect
            label="Track"
            value={track}
            onChange={(event) => setTrack(event.currentTarget.value)}
            data={choice(
              'Choose',
              goals.tracks.map(({ slug, body: { title } }) => ({ value: slug, label: title })),
            )}
          />
          <NativeSelect
            label="Level"
            value={level}
            onChange={(event) => setLevel(event.currentTarget.value)}
            data={choice(
              'Choose',
              LEVELS.filter((l) => !chosen || chosen.levels.includes(l)).map((l) => ({
                value: l,
                label: LEVEL_LABELS[l],
              })),
            )}
          />
        </Group>
        <Group align="flex-end" gap="xs">
          <LocalTimeInput value={when} onChange={setWhen} timeZone={timeZone} />
          <NumberInput
            label="Minutes"
            value={minutes}
            onChange={setMinutes}
            min={5}
            max={240}
            allowDecimal={false}
            allowNegative={false}
            w={110}
          />
        </Group>
        <MultiSelect
          size="md"
          label="Questions of the bank that were asked"
          description="They are not asked again. Up to eight."
          placeholder={asked.length === 0 ? 'Type to find one' : undefined}
          data={options.questions
            .filter((question) => track === '' || question.track === track || asked.includes(question.versionId))
            .map(({ versionId, title }) => ({ value: versionId, label: title }))}
          value={asked}
          onChange={setAsked}
          maxValues={8}
          limit={30}
          searchable
          clearable
          nothingFoundMessage="No such question in this track"
        />
        <Textarea
          label="Other questions"
          description="In your words. The learner reads them beside the feedback."
          value={others}
          onChange={(event) => setOthers(event.currentTarget.value)}
          maxLength={1000}
          autosize
          minRows={2}
        />
        {log.error && <ProblemNotice error={log.error} />}
        {isProblem(log.error, 'time_overlaps') && typeof log.error.problem['interviewId'] === 'string' && (
          <Text>
            <TextLink to="/interviews/$interviewId" params={{ interviewId: log.error.problem['interviewId'] }}>
              Open that mock
            </TextLink>
          </Text>
        )}
        <Button type="submit" disabled={!body.success} loading={log.isPending} style={{ alignSelf: 'flex-start' }}>
          Write it down
        </Button>
      </Stack>
    </form>
  );
}
