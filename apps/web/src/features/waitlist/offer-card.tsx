import { Button, Group, Stack, Text } from '@mantine/core';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import type { WaitlistOfferView } from '@dryrun/contracts/waitlist.contract';
import { formatLongDay } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { Countdown } from '../../ui/countdown.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { explainError, ProblemNotice } from '../../ui/problem-notice.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { LEVEL_LABELS } from '../../ui/words.ts';
import { useAnswering } from './use-waitlist.ts';

interface OfferCardProps {
  offer: WaitlistOfferView;
  /** The time was taken: leads to the page of the mock. */
  onTaken: (interview: InterviewView) => void;
}

/** A time that is kept for somebody who waits: until when, one tap to take it, one to leave it. */
export function OfferCard({ offer, onTaken }: OfferCardProps) {
  const { timeZone } = useZone();
  const { accept, decline, lookAgain } = useAnswering(onTaken);
  const params = { offerId: offer.id };
  const isBusy = accept.isPending || decline.isPending;
  const refused = accept.error ? accept : decline.error ? decline : null;
  return (
    <Panel title="A time is free for you" tone="accent">
      <Stack>
        {refused?.error && refused.variables.params.offerId !== offer.id && (
          <Notice tone="warning" title="That offer is over. This is another time" isLive>
            {explainError(refused.error).detail}
          </Notice>
        )}
        <Text role="status">
          Kept for you until <TimeText at={offer.expiresAt} show={isToday(offer, timeZone) ? 'time' : 'dateTime'} /> ·{' '}
          <Countdown until={offer.expiresAt} onEnd={lookAgain} /> left
        </Text>
        <OfferFacts offer={offer} />
        {refused?.error && refused.variables.params.offerId === offer.id && <ProblemNotice error={refused.error} />}
        <Group gap="xs">
          <Button onClick={() => accept.mutate({ params })} loading={accept.isPending} disabled={isBusy}>
            Take it
          </Button>
          <Button
            variant="default"
            onClick={() => decline.mutate({ params })}
            loading={decline.isPending}
            disabled={isBusy}
          >
            No, thanks
          </Button>
        </Group>
        <Text size="sm" c="dimmed" className="measure">
          If it does not suit you, say so: the next one is asked at once, and you keep waiting for other times.
        </Text>
      </Stack>
    </Panel>
  );
}

/** What is offered. */
export function OfferFacts({ offer: { goal, mentor, startsAt, endsAt } }: { offer: WaitlistOfferView }) {
  const { timeZone } = useZone();
  return (
    <FactList
      facts={[
        ['Day', formatLongDay(startsAt, timeZone)],
        [
          'Time',
          <TimeText
            key="time"
            at={startsAt}
            until={endsAt}
            show="time"
            otherZone={mentor.timeZone}
            otherName="your mentor"
            withZone
          />,
        ],
        ['Mentor', mentor.name],
        ['Mock', `${goal.format.title} · ${goal.track.title} · ${LEVEL_LABELS[goal.level]}`],
        ['To work on', goal.dimension?.title ?? null],
        ['Note', goal.note],
      ]}
    />
  );
}

function isToday({ offeredAt, expiresAt }: WaitlistOfferView, timeZone: string): boolean {
  return formatLongDay(offeredAt, timeZone) === formatLongDay(expiresAt, timeZone);
}
