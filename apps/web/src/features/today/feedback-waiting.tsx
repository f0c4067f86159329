import { Text } from '@mantine/core';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { relativeTime } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { TextLink } from '../../ui/links.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import type { FeedbackStatus } from './next-thing.ts';
import classes from './feedback-waiting.module.css';

/** Held mocks and where their feedback stands. */
export function FeedbackWaiting({ feedback, now }: { feedback: readonly FeedbackStatus[]; now: number }) {
  return (
    <ul className={classes.list}>
      {feedback.map((entry) => (
        <li key={entry.interviewId} className={classes.entry}>
          <span>
            <TextLink to="/interviews/$interviewId/feedback" params={{ interviewId: entry.interviewId }} fw={600}>
              {entry.formatTitle} with {entry.otherPerson.name}
            </TextLink>
            <Text size="sm" c="dimmed">
              <TimeText at={entry.heldAt} show="day" />
              {entry.state === 'awaiting_scorecard' && entry.canPredict && ' · you can predict it already'}
            </Text>
          </span>
          <FeedbackState entry={entry} now={now} />
        </li>
      ))}
    </ul>
  );
}

function FeedbackState({ entry, now }: { entry: FeedbackStatus; now: number }) {
  const { timeZone } = useZone();
  if (entry.state === 'released')
    return (
      <StatusBadge icon={IconCircleCheck} hue="green">
        Ready to read
      </StatusBadge>
    );
  if (entry.state === 'awaiting_prediction')
    return (
      <StatusBadge icon={IconPencil} hue="violet">
        Predict or read
      </StatusBadge>
    );
  const isOverdue = Date.parse(entry.dueAt) < now;
  return (
    <StatusBadge icon={IconHourglass} hue={isOverdue ? 'red' : 'amber'}>
      {isOverdue ? 'Late' : `Due ${relativeTime(entry.dueAt, now, timeZone)}`}
    </StatusBadge>
  );
}
