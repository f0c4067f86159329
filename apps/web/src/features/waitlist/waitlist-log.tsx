import { Text } from '@mantine/core';
import type { WaitlistLogView } from '@dryrun/contracts/waitlist.contract';
import type { OfferEnd } from '@dryrun/domain/waitlist/waitlist-order';
import { wishWords } from '@dryrun/domain/waitlist/waitlist-wish';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Row, RowList } from '../../ui/row-list.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { LEVEL_LABELS } from '../../ui/words.ts';
import { wishDays } from './wish.ts';

type Entry = WaitlistLogView['entries'][number];
type Offer = WaitlistLogView['offers'][number];

const what = ({ format, track, level }: Entry['goal']) => `${format.title} · ${track.title} · ${LEVEL_LABELS[level]}`;

/** Who waits, first the one who would be asked first, each with why they stand there. */
export function WaitingList({ entries }: { entries: readonly Entry[] }) {
  if (entries.length === 0) return <EmptyState>Nobody waits for a time.</EmptyState>;
  return (
    <RowList label="Who waits, in order">
      {entries.map((entry, i) => (
        <Row
          key={entry.id}
          title={`${i + 1}. ${entry.learner.name}`}
          about={
            <>
              {what(entry.goal)}
              <br />
              {wishDays(entry)} · {wishWords(entry)}
            </>
          }
          below={
            <Text size="sm">
              {sentence(entry.standing.join(', '))} · waiting since <TimeText at={entry.since} />
            </Text>
          }
        />
      ))}
    </RowList>
  );
}

/** Every offer: to whom, why to them, and how it ended. */
export function OfferLog({ offers }: { offers: readonly Offer[] }) {
  if (offers.length === 0) return <EmptyState>No time has been offered yet.</EmptyState>;
  return (
    <RowList label="Offers, newest first">
      {offers.map((offer) => (
        <Row
          key={offer.id}
          title={offer.learner.name}
          about={
            <>
              <TimeText at={offer.startsAt} /> with {offer.mentor.name}
              <br />
              {what(offer.goal)}
            </>
          }
          below={
            <Text size="sm" component="div">
              Asked <TimeText at={offer.offeredAt} />, kept until <TimeText at={offer.expiresAt} />: {offer.why}.
              {offer.passedOver.map(({ learner, words }) => (
                <div key={learner.id}>
                  Before them: {learner.name} {words}.
                </div>
              ))}
            </Text>
          }
        >
          <Ended offer={offer} />
        </Row>
      ))}
    </RowList>
  );
}

const ENDS: Record<OfferEnd, { icon: typeof IconClock; hue: 'green' | 'gray' | 'amber'; word: string }> = {
  accepted: { icon: IconCircleCheck, hue: 'green', word: 'Taken' },
  declined: { icon: IconCircleX, hue: 'gray', word: 'Declined' },
  expired: { icon: IconHistory, hue: 'amber', word: 'Not answered' },
  withdrawn: { icon: IconCircleX, hue: 'gray', word: 'Withdrawn' },
};

function Ended({ offer: { ended } }: { offer: Offer }) {
  const { icon, hue, word } = ended === null ? { icon: IconClock, hue: 'teal' as const, word: 'Open' } : ENDS[ended];
  return (
    <StatusBadge icon={icon} hue={hue}>
      {word}
    </StatusBadge>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
