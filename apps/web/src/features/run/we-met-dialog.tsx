import { useState, type FormEvent } from 'react';
import { Button, Checkbox, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import {
  interviewEndpoints,
  WeMetBody,
  type InterviewView,
  type PlanItemView,
} from '@dryrun/contracts/interviews.contract';
import { endpointQuery, useEndpointMutation } from '../../platform/endpoint-query.ts';
import { serverNow } from '../../platform/server-clock.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

interface WeMetDialogProps {
  interview: InterviewView;
  items: readonly PlanItemView[];
  /** Marks that the server does not know yet: it takes none once the mock has ended. */
  unsentMarks: number;
  close: () => void;
  onEnded: () => unknown;
}

/** "We met": how long, with which questions. Ends the mock; the scorecard comes next. Mount it to open it. */
export function WeMetDialog({ interview, items, unsentMarks, close, onEnded }: WeMetDialogProps) {
  const queryClient = useQueryClient();
  const [minutes, setMinutes] = useState<number | string>(() => minutesSoFar(interview, serverNow()));
  const [asked, setAsked] = useState(() => items.filter(wasAsked).map(({ id }) => id));
  const params = { interviewId: interview.id };
  const end = useEndpointMutation(interviewEndpoints.weMet, {
    invalidates: [interviewEndpoints.list, interviewEndpoints.plan, interviewEndpoints.stage],
    onSuccess: (answer) => {
      queryClient.setQueryData(endpointQuery(interviewEndpoints.get, { params }).queryKey, answer);
      onEnded();
    },
  });
  const body = WeMetBody.safeParse({ minutes, askedPlanItemIds: asked });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (body.success && unsentMarks === 0) end.mutate({ params, body: body.data });
  };
  return (
    <Modal opened onClose={close} title="We met" size="md">
      <form
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit();
        }}
      >
        <Stack>
          <Text>This ends the mock and hides the prompt. The scorecard comes next.</Text>
          <NumberInput
            label="Minutes you met"
            value={minutes}
            onChange={setMinutes}
            min={1}
            max={240}
            allowDecimal={false}
            allowNegative={false}
            error={body.success ? undefined : 'Between 1 and 240 minutes, please.'}
          />
          {items.length > 0 && (
            <Checkbox.Group
              label="Questions you asked"
              description="They count as seen by this learner. Shown ones are ticked."
              value={asked}
              onChange={setAsked}
            >
              <Stack gap="xs" mt="xs">
                {items.map((item) => (
                  <Checkbox key={item.id} value={item.id} label={item.question.title} />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
          {end.error && <ProblemNotice error={end.error} />}
          {unsentMarks > 0 && (
            <Text role="status" c="dimmed">
              {unsentMarks === 1 ? 'One mark is' : `${unsentMarks} marks are`} still being saved; this takes a working
              connection.
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="subtle" color="gray" onClick={close}>
              Not yet
            </Button>
            <Button type="submit" loading={end.isPending} disabled={!body.success || unsentMarks > 0}>
              End and go to the scorecard
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Minutes since the start, begun ones counted; the format's own when the clock was not used or ran on for hours. */
export function minutesSoFar(
  { startedAt, goal }: { startedAt: string | null; goal: { format: { minutes: number } } },
  now: number,
): number {
  const planned = goal.format.minutes;
  if (startedAt === null) return planned;
  const minutes = Math.max(1, Math.ceil((now - Date.parse(startedAt)) / 60_000));
  return minutes > planned * 2 ? planned : minutes;
}

function wasAsked(item: PlanItemView): boolean {
  return item.shownAt !== null || item.pushbacks.some(({ usedAt }) => usedAt !== null);
}
