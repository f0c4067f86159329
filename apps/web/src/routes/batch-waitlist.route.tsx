import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Stack, Text } from '@mantine/core';
import { waitlistEndpoints } from '@dryrun/contracts/waitlist.contract';
import { BatchHeader } from '../features/batch/batch-header.tsx';
import { OfferLog, WaitingList } from '../features/waitlist/waitlist-log.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { ZoneSwitch } from '../ui/zone-switch.tsx';

/** Who waits for a time in a batch and why in this order; every offer with its reason and its end. */
export function BatchWaitlistPage() {
  const { batchId } = useParams({ from: '/signed-in/batches/$batchId/waitlist' });
  const log = useQuery(endpointQuery(waitlistEndpoints.log, { params: { batchId } }));
  return (
    <>
      <BatchHeader
        batchId={batchId}
        title="Waitlist"
        lead="Learners who found no time wait here. When one becomes free, it is kept for one of them after the other."
        actions={<ZoneSwitch />}
      />
      <Loaded query={log}>
        {({ isOpen, entries, offers, windowDays }) => (
          <Stack gap="lg">
            {!isOpen && (
              <Notice
                title="Nobody can wait in this batch now"
                actions={
                  <ButtonLink to="/batches/$batchId/policy" params={{ batchId }} variant="default">
                    To the rules
                  </ButtonLink>
                }
              >
                The waitlist is switched off in the rules of the batch, or learners cannot book there at the moment.
              </Notice>
            )}
            <Panel title="Who waits">
              <Text c="dimmed" mb="sm" className="measure">
                Learners whose mentor cancelled or did not come are asked first, then those with the fewest mocks in{' '}
                {windowDays} days, then those who have waited longest.
              </Text>
              <WaitingList entries={entries} />
            </Panel>
            <Panel title="What was offered">
              <OfferLog offers={offers} />
            </Panel>
          </Stack>
        )}
      </Loaded>
    </>
  );
}
