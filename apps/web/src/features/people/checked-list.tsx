import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconMailPlus from '@tabler/icons-react/dist/esm/icons/IconMailPlus.mjs';
import IconUserCheck from '@tabler/icons-react/dist/esm/icons/IconUserCheck.mjs';
import type { Icon } from '@tabler/icons-react';
import type { CheckedAddress } from '@dryrun/contracts/people.contract';
import { Row, RowList } from '../../ui/row-list.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Hue } from '../../ui/theme.ts';

const LOOKS: Record<CheckedAddress['outcome'], { words: string; icon: Icon; hue: Hue | 'gray' }> = {
  new: { words: 'New: gets an invitation', icon: IconMailPlus, hue: 'green' },
  known: { words: 'Has an account: gets an invitation', icon: IconUserCheck, hue: 'green' },
  already_here: { words: 'Already here', icon: IconCircleCheck, hue: 'gray' },
  already_invited: { words: 'Already invited', icon: IconHourglass, hue: 'gray' },
  invalid: { words: 'No mail address', icon: IconAlertTriangle, hue: 'red' },
  repeated: { words: 'Twice in the list', icon: IconCopy, hue: 'gray' },
};

/** Entries that would get an invitation. */
export function invitable(checked: readonly CheckedAddress[]): { address: string; name: string }[] {
  return checked.flatMap(({ address, name, outcome }) =>
    address !== null && (outcome === 'new' || outcome === 'known') ? [{ address, name }] : [],
  );
}

/** What inviting a pasted list would do, entry by entry. */
export function CheckedList({ checked }: { checked: readonly CheckedAddress[] }) {
  return (
    <RowList label="What would happen">
      {checked.map(({ text, address, name, outcome }, i) => (
        <Row key={i} title={address ?? text} about={name || undefined}>
          <StatusBadge icon={LOOKS[outcome].icon} hue={LOOKS[outcome].hue}>
            {LOOKS[outcome].words}
          </StatusBadge>
        </Row>
      ))}
    </RowList>
  );
}
