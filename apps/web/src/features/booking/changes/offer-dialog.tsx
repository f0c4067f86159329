import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Group, Modal, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { bookingEndpoints } from '@dryrun/contracts/bookings.contract';
import type { InterviewView } from '@dryrun/contracts/interviews.contract';
import { endpointQuery, useEndpointMutation } from '../../../platform/endpoint-query.ts';
import { formatLongDay, formatTime } from '../../../platform/time.ts';
import { useZone } from '../../../platform/zone.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { slotDays } from '../slot-days.ts';
import classes from '../slot-list.module.css';

const MOST = 5;

/** A mentor who cannot keep a mock offers other times; the learner chooses, and until then the booking stands. */
export function OfferDialog({
  interview,
  isOpen,
  close,
}: {
  interview: InterviewView;
  isOpen: boolean;
  close: () => void;
}) {
  const isPhone = useMediaQuery('(max-width: 48em)');
  const { timeZone } = useZone();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [note, setNote] = useState('');
  const params = { interviewId: interview.id };
  const slots = useQuery({ ...endpointQuery(bookingEndpoints.moveSlots, { params }), enabled: isOpen });
  const offer = useEndpointMutation(bookingEndpoints.offerTimes, {
    invalidates: [bookingEndpoints.booking],
    onSuccess: () => {
      setChosen([]);
      close();
    },
  });
  const toggle = (at: string) =>
    setChosen(chosen.includes(at) ? chosen.filter((c) => c !== at) : [...chosen, at].slice(0, MOST));
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={`Offer ${interview.learner.name} other times`}
      size="lg"
      fullScreen={isPhone === true}
    >
      <Stack gap="lg">
        <Text>
          Choose up to {MOST} times. {interview.learner.name} picks one; until then the mock stays where it is. It never
          counts as a late change of theirs.
        </Text>
        <Loaded query={slots}>
          {(view) => {
            const open = view.items.filter((slot) => slot.startsAt !== interview.startsAt);
            if (open.length === 0)
              return (
                <EmptyState>
                  None of your hours is open for you both.
                  <ul>
                    {view.reasons.map((reason) => (
                      <li key={reason.code}>{reason.sentence}</li>
                    ))}
                  </ul>
                </EmptyState>
              );
            return slotDays(open, timeZone).map((day) => (
              <section key={day.date} aria-label={formatLongDay(day.slots[0]?.startsAt ?? '', timeZone)}>
                <Title order={3} size="h4" mb="xs">
                  {formatLongDay(day.slots[0]?.startsAt ?? '', timeZone)}
                </Title>
                <div className={classes.times}>
                  {day.slots.map(({ startsAt }) => (
                    <button
                      key={startsAt}
                      type="button"
                      className={classes.time}
                      aria-pressed={chosen.includes(startsAt)}
                      disabled={chosen.length >= MOST && !chosen.includes(startsAt)}
                      onClick={() => toggle(startsAt)}
                    >
                      {formatTime(startsAt, timeZone)}
                    </button>
                  ))}
                </div>
              </section>
            ));
          }}
        </Loaded>
        <Textarea
          label="A word to your learner"
          description="Optional. They read it beside the times."
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={280}
          autosize
          minRows={2}
        />
        {offer.error && <ProblemNotice error={offer.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            Not now
          </Button>
          <Button
            disabled={chosen.length === 0}
            loading={offer.isPending}
            onClick={() => offer.mutate({ params, body: { startsAt: [...chosen].sort(), note: note.trim() } })}
          >
            {chosen.length < 2 ? 'Offer this time' : `Offer ${chosen.length} times`}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
