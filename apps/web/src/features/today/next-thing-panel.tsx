import type { ReactNode } from 'react';
import { Group, Text } from '@mantine/core';
import { formatLocalDate, relativeTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import type { NextThing } from './next-thing.ts';

/** The one next thing, as a sentence and a button. */
export function NextThingPanel({ thing, now }: { thing: NextThing; now: number }) {
  const { timeZone } = useZone();
  const { title, text, action } = wordsOf(thing, now, timeZone);
  return (
    <Panel title={title} tone="accent">
      <Text mb="md" className="measure">
        {text}
      </Text>
      <Group gap="xs">{action}</Group>
    </Panel>
  );
}

function wordsOf(
  thing: NextThing,
  now: number,
  timeZone: string,
): { title: string; text: ReactNode; action: ReactNode } {
  switch (thing.kind) {
    case 'join': {
      const { interview } = thing;
      const params = { interviewId: interview.id };
      return {
        title:
          interview.state === 'running'
            ? 'Your mock is running'
            : `Your mock starts ${relativeTime(interview.startsAt, now, timeZone)}`,
        text: (
          <>
            {interview.goal.format.title} · {interview.goal.track.title} with {interview.mentor.name},{' '}
            <TimeText at={interview.startsAt} until={interview.endsAt} show="time" />
          </>
        ),
        action: (
          <ButtonLink to="/interviews/$interviewId/stage" params={params}>
            Enter the room
          </ButtonLink>
        ),
      };
    }
    case 'predict': {
      const { feedback } = thing;
      const isReady = feedback.state === 'awaiting_prediction';
      return {
        title: isReady ? 'Your feedback is ready' : 'How did it go?',
        text: isReady
          ? `${feedback.otherPerson.name} has written about your ${feedback.formatTitle} mock. Predict your ratings first, or go straight to reading.`
          : `While it is fresh: one tap per move for your ${feedback.formatTitle} mock with ${feedback.otherPerson.name}.`,
        action: (
          <ButtonLink to="/interviews/$interviewId/feedback" params={{ interviewId: feedback.interviewId }}>
            {isReady ? 'Predict or read' : 'Predict my feedback'}
          </ButtonLink>
        ),
      };
    }
    case 'takeOn':
      return {
        title: 'Decide on your next steps',
        text: `Your feedback proposes ${thing.count === 1 ? 'a next step' : `${thing.count} next steps`}. Take on what you will do, leave the rest.`,
        action: (
          <ButtonLink to="/interviews/$interviewId/feedback" params={{ interviewId: thing.feedbackOf }}>
            Read and decide
          </ButtonLink>
        ),
      };
    case 'step':
      return {
        title: 'Work on what you took on',
        text:
          thing.step.dueOn === null
            ? thing.step.drill
            : `${thing.step.drill} (by ${formatLocalDate(thing.step.dueOn)})`,
        action: (
          <ButtonLink
            to="/interviews/$interviewId/feedback"
            params={{ interviewId: thing.step.interviewId }}
            variant="default"
          >
            Where it came from
          </ButtonLink>
        ),
      };
    case 'prepare':
      return {
        title: 'Prepare for your next mock',
        text: `Read what your mentor looks for in ${thing.interview.goal.format.title}.`,
        action: (
          <ButtonLink to="/interviews/$interviewId" params={{ interviewId: thing.interview.id }}>
            Read the brief
          </ButtonLink>
        ),
      };
    case 'book':
      return {
        title: 'Book your next mock',
        text: 'No mock is booked. Say what you want to practise, and see who is free.',
        action: <ButtonLink to="/book">Book a mock</ButtonLink>,
      };
  }
}
