import { useState } from 'react';
import { Button, Stack, Title } from '@mantine/core';
import { formatLongDay, localDateOf } from '../../platform/time.ts';
import { useZone } from '../../platform/zone.ts';
import { slotDays, type Slot } from './slot-days.ts';
import { SlotReply } from './slot-reply.tsx';
import { SlotMentors, SlotTimes, type SlotChoice } from './slot-times.tsx';

/** Shown at first: about a week of evenings, not two screens of buttons. */
const FIRST_DAYS = 6;

/** Open times by day; a tapped time shows who could be the mentor then. */
export function SlotList({ slots, answer, ...choice }: { slots: readonly Slot[] } & SlotChoice) {
  const { timeZone } = useZone();
  const [chosenAt, setChosenAt] = useState<string | null>(null);
  const [isAllShown, setAllShown] = useState(false);
  const days = slotDays(slots, timeZone);
  const later = isAllShown ? 0 : Math.max(0, days.length - FIRST_DAYS);
  const answered = answer && answer.at === chosenAt ? answer : null;
  const answeredOn = answered && localDateOf(answered.at, timeZone);
  return (
    <Stack gap="lg">
      {answered && !days.some((day) => day.date === answeredOn) && <SlotReply words={answered.words} />}
      {days.slice(0, days.length - later).map((day) => {
        const chosen = day.slots.find((slot) => slot.startsAt === chosenAt);
        const title = formatLongDay(day.slots[0]?.startsAt ?? '', timeZone);
        return (
          <section key={day.date} aria-label={title}>
            <Title order={3} size="h4" mb="xs">
              {title}
            </Title>
            <SlotTimes slots={day.slots} chosenAt={chosenAt} onChoose={setChosenAt} />
            {answered && day.date === answeredOn && <SlotReply words={answered.words} />}
            {chosen && <SlotMentors slot={chosen} {...choice} />}
          </section>
        );
      })}
      {later > 0 && (
        <Button variant="default" onClick={() => setAllShown(true)} style={{ alignSelf: 'flex-start' }}>
          {later === 1 ? 'Show one more day' : `Show ${later} more days`}
        </Button>
      )}
    </Stack>
  );
}
