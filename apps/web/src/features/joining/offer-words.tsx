import type { OfferView } from '@dryrun/contracts/people.contract';
import { formatLocalDate } from '../../platform/time.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { rolesInWords } from '../../ui/role-words.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { LEVEL_LABELS } from '../../ui/words.ts';

/** What an invitation is to. */
export function OfferFacts({ offer }: { offer: OfferView }) {
  const { batch, level } = offer;
  return (
    <FactList
      facts={[
        ['From', offer.invitedBy],
        ['To', batch ? `${batch.name}, ${offer.academyName}` : offer.academyName],
        ['About', batch?.focus ?? ''],
        ['As', rolesInWords(offer.roles) + (level ? ` (${LEVEL_LABELS[level]})` : '')],
        ['Runs', batch ? `${batch.weeks} weeks from ${formatLocalDate(batch.startsOn)}` : ''],
        ['Good until', <TimeText key="until" at={offer.expiresAt} show="day" />],
      ]}
    />
  );
}
