import { useState, type ReactNode } from 'react';
import { SegmentedControl, Stack } from '@mantine/core';
import type { SlotsView } from '@dryrun/contracts/scheduling.contract';
import { useNow } from '../../platform/use-now.ts';
import { FirstFree } from './first-free.tsx';
import type { SlotChoice } from './slot-times.tsx';
import { SlotList } from './slot-list.tsx';
import { SlotReply } from './slot-reply.tsx';
import { SlotReasons } from './slot-reasons.tsx';
import { SlotWeek } from './slot-week.tsx';

export type SlotLayout = 'list' | 'week';

interface SlotPickerProps extends SlotChoice {
  view: SlotsView;
  layout?: SlotLayout;
  onLayout?: (layout: SlotLayout) => void;
  /** Opens the reasons of a local day; without it no day can be asked about. */
  onWhy?: (date: string) => void;
  /** What else may be done when nothing is open. */
  otherwise?: ReactNode;
}

/** Open times: the first one at once, then as a list or a week, and why others are missing. */
export function SlotPicker({ view, layout, onLayout, onWhy, otherwise, answer, onKeep, ...choice }: SlotPickerProps) {
  const [own, setOwn] = useState<SlotLayout>('list');
  /** The answer belongs beside the time below, not above them all. */
  const [isBelow, setBelow] = useState(false);
  const now = useNow(60_000);
  const shown = layout ?? own;
  const choose = onLayout ?? setOwn;
  const [first] = view.items;
  const from = new Date(now).toISOString();
  const keep =
    (below: boolean): SlotChoice['onKeep'] =>
    (slot, mentorId) => {
      setBelow(below);
      onKeep(slot, mentorId);
    };
  const days = { slots: view.items, answer: isBelow ? answer : null, onKeep: keep(true), ...choice };
  return (
    <Stack gap="lg">
      {answer && (!isBelow || !first) && <SlotReply key={answer.at} words={answer.words} />}
      {first && (
        <>
          <FirstFree slot={first} onKeep={keep(false)} {...choice} />
          <SegmentedControl
            size="md"
            aria-label="How to show the times"
            value={shown}
            onChange={(value) => choose(value === 'week' ? 'week' : 'list')}
            data={[
              { value: 'list', label: 'List' },
              { value: 'week', label: 'Week' },
            ]}
            style={{ alignSelf: 'flex-start' }}
          />
          {shown === 'week' ? (
            <SlotWeek from={from} until={view.searchedUntil} onWhy={onWhy} {...days} />
          ) : (
            <SlotList {...days} />
          )}
        </>
      )}
      <SlotReasons view={view} from={from} onWhy={onWhy} otherwise={otherwise} />
    </Stack>
  );
}
