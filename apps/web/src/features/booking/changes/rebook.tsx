import { useQuery } from '@tanstack/react-query';
import { Stack, Text } from '@mantine/core';
import { interviewEndpoints, type HoldView, type InterviewView } from '@dryrun/contracts/interviews.contract';
import { endpointQuery } from '../../../platform/endpoint-query.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { refusalOf } from '../booking-news.tsx';
import { SlotPicker } from '../slot-picker.tsx';
import { useBooking } from '../use-booking.ts';

interface RebookProps {
  interview: InterviewView;
  /** Leads to the page on which the kept time is confirmed. */
  onKept: (hold: HoldView) => void;
}

/** The mentor cancelled: other times for the same goal, at once. One tap keeps one. */
export function Rebook({ interview, onKept }: RebookProps) {
  const { goal, batch } = interview;
  const booking = useBooking(batch.id, () => Promise.resolve());
  const query = { format: goal.format.slug, track: goal.track.slug, level: goal.level };
  const slots = useQuery(endpointQuery(interviewEndpoints.slots, { params: { batchId: batch.id }, query }));
  const asked = booking.hold.variables?.body;
  return (
    <Panel title="Choose another time" tone="accent">
      <Stack gap="md">
        <Text>Your goal is kept, and this cancellation costs you nothing. These times are open now.</Text>
        <Loaded query={slots}>
          {(view) => (
            <SlotPicker
              view={view}
              label="Keep this time"
              answer={refusalOf(booking)}
              pending={booking.hold.isPending && asked ? `${asked.mentorId} ${asked.startsAt}` : null}
              onKeep={(slot, mentorId) =>
                booking.hold.mutate(
                  {
                    params: { batchId: batch.id },
                    body: {
                      goal: { ...query, dimension: goal.dimension?.id ?? null, note: goal.note },
                      mentorId,
                      startsAt: slot.startsAt,
                    },
                  },
                  { onSuccess: onKept },
                )
              }
            />
          )}
        </Loaded>
      </Stack>
    </Panel>
  );
}
