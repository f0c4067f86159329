import { useEffect, useRef, useState } from 'react';
import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import type { GoalBody, InterviewView } from '@dryrun/contracts/interviews.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import type { PersonRef } from '@dryrun/contracts/fields';
import { useEndpointMutation } from '../../platform/endpoint-query.ts';
import { useZone } from '../../platform/zone.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { instantOf, LocalTimeInput } from '../../ui/local-time-input.tsx';

interface OnBehalfProps {
  batchId: string;
  learner: PersonRef;
  goal: GoalBody;
  mentors: readonly PersonRef[];
  /** A time tapped in the list; the fields start with it. */
  picked: { startsAt: string; mentorId: string } | null;
  onBooked: (interview: InterviewView) => void;
}

/** Booking for a learner, at a time from the list or any other, with a reason that is kept. */
export function OnBehalf({ batchId, learner, goal, mentors, picked, onBooked }: OnBehalfProps) {
  const { timeZone } = useZone();
  const [other, setOther] = useState({ date: '', time: '' });
  const [mentorId, setMentorId] = useState('');
  const [reason, setReason] = useState('');
  const book = useEndpointMutation(bookingEndpoints.bookOnBehalf, {
    invalidates: [interviewEndpoints.list, bookingEndpoints.learnerQuota, bookingEndpoints.learnerSlots],
    onSuccess: onBooked,
  });
  const form = useRef<HTMLFormElement>(null);
  // It opens below a long list of times: whoever chose one is led to what is still asked.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const startsAt = picked?.startsAt ?? instantOf(other, timeZone);
  const mentor = mentors.find(({ id }) => id === (picked?.mentorId ?? mentorId));
  return (
    <Panel title="Book it" tone="accent">
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (startsAt !== null && mentor)
            book.mutate({
              params: { batchId },
              body: { learnerId: learner.id, mentorId: mentor.id, startsAt, goal, reason: reason.trim() },
            });
        }}
      >
        <Stack>
          {picked === null && (
            <>
              <Notice tone="info" title="A time of your own goes beyond the rules">
                Quota, notice and hours do not apply; agree on it with both first. Nobody is ever booked on top of
                another booking.
              </Notice>
              <LocalTimeInput value={other} onChange={setOther} timeZone={timeZone} />
              <NativeSelect
                label="Mentor"
                value={mentorId}
                onChange={(event) => setMentorId(event.currentTarget.value)}
                data={[
                  { value: '', label: 'Choose a mentor' },
                  ...mentors.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            </>
          )}
          {startsAt !== null && mentor && (
            <Text fw={600} role="status">
              {learner.name} with {mentor.name},{' '}
              <TimeText at={startsAt} withZone otherZone={mentor.timeZone} otherName={mentor.name.split(' ')[0]} />
            </Text>
          )}
          <ReasonField description="It stays in the audit log." value={reason} onChange={setReason} />
          {book.error && <ProblemNotice error={book.error} />}
          <Button
            type="submit"
            style={{ alignSelf: 'flex-start' }}
            disabled={startsAt === null || !mentor || reason.trim().length < 3}
            loading={book.isPending}
          >
            Book for {learner.name.split(' ')[0]}
          </Button>
        </Stack>
      </form>
    </Panel>
  );
}
