import { Fragment } from 'react';
import { Anchor, Text } from '@mantine/core';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { useZone } from '../../platform/zone.ts';
import { formatLongDay, isSameWallTime } from '../../platform/time.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { otherTime, TimeText } from '../../ui/time-text.tsx';
import { LEVEL_LABELS, LEVEL_YEARS } from '../../ui/words.ts';

/** When, with whom, about what, and where to meet. */
export function InterviewFacts({ interview }: { interview: InterviewView }) {
  const { timeZone } = useZone();
  const { goal, learner, mentor, viewerIs } = interview;
  const other = viewerIs === 'mentor' ? learner : mentor;
  const otherName = { learner: 'your mentor', mentor: 'your learner', overseer: mentor.name }[viewerIs];
  // An overseer may read on a clock that is neither's.
  const isThirdZone = viewerIs === 'overseer' && !isSameWallTime(interview.startsAt, timeZone, learner.timeZone);
  return (
    <FactList
      facts={[
        ['Day', formatLongDay(interview.startsAt, timeZone)],
        [
          'Time',
          <Fragment key="time">
            <TimeText
              at={interview.startsAt}
              until={interview.endsAt}
              show="time"
              otherZone={other.timeZone}
              otherName={otherName}
              withZone
            />
            {isThirdZone && (
              <Text span c="dimmed">
                {' '}
                · {otherTime(interview.startsAt, timeZone, learner.timeZone)} for {learner.name}
              </Text>
            )}
          </Fragment>,
        ],
        ['Mentor', viewerIs === 'mentor' ? null : mentor.name],
        ['Learner', viewerIs === 'learner' ? null : learner.name],
        ['Level', `${LEVEL_LABELS[goal.level]} (${LEVEL_YEARS[goal.level]})`],
        ['To work on', goal.dimension?.title ?? null],
        ['Note', goal.note],
        ['Meet at', meetingPlace(interview)],
      ]}
    />
  );
}

function meetingPlace({ meetingUrl, viewerIs, state }: InterviewView) {
  if (viewerIs === 'overseer' || (state !== 'scheduled' && state !== 'running')) return null;
  if (meetingUrl === null || meetingUrl === '')
    return viewerIs === 'mentor'
      ? 'No link yet: add yours under Availability.'
      : 'Your mentor has not added a link yet; it will appear here.';
  return (
    <Anchor href={meetingUrl} target="_blank" rel="noreferrer noopener" style={{ overflowWrap: 'anywhere' }}>
      {meetingUrl}
    </Anchor>
  );
}
