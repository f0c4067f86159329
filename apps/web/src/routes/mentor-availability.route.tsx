import { useQuery } from '@tanstack/react-query';
import { schedulingEndpoints } from '@dryrun/contracts/scheduling.contract';
import { HoursEditor } from '../features/availability/hours-editor.tsx';
import { WhyMyDay } from '../features/booking/why-my-day.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { batchesAs, useMe } from '../platform/session.ts';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';

/** The hours that a mentor offers. */
export function MentorAvailabilityPage() {
  const me = useMe();
  const availability = useQuery(endpointQuery(schedulingEndpoints.myAvailability, {}));
  const zones = [...new Set(batchesAs(me, 'mentor', 'leadMentor').map(({ timeZone }) => timeZone))];
  return (
    <>
      <PageHeader
        title="Your hours"
        lead="Offer hours once; learners book within them. Booked mocks stay booked when you change your hours."
      />
      <Loaded query={availability} skeleton={<SkeletonRows rows={3} height={220} />}>
        {(view) => <HoursEditor view={view} learnerZones={zones.length > 0 ? zones : [me.person.timeZone]} />}
      </Loaded>
      <WhyMyDay />
    </>
  );
}
