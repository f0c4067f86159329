import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Stack } from '@mantine/core';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { schedulingEndpoints } from '@dryrun/contracts/scheduling.contract';
import { BusyCalendarPanel } from '../features/busy-calendar/busy-calendar-panel.tsx';
import { HoursEditor } from '../features/availability/hours-editor.tsx';
import { WhyMyDay } from '../features/booking/why-my-day.tsx';
import { QualificationPanel } from '../features/qualification/qualification-panel.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { batchesAs, useMe } from '../platform/session.ts';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';

/** The hours that a mentor offers. */
export function MentorAvailabilityPage() {
  const me = useMe();
  const navigate = useNavigate();
  const { view: way = 'list' } = useSearch({ from: '/signed-in/availability' });
  const availability = useQuery(endpointQuery(schedulingEndpoints.myAvailability, {}));
  const mine = batchesAs(me, 'mentor', 'leadMentor');
  const batches = useQueries({
    queries: mine.map(({ id }) => endpointQuery(cohortEndpoints.batch, { params: { batchId: id } })),
    combine: (all) => all.flatMap(({ data }) => data ?? []),
  });
  const options = useQuery(endpointQuery(catalogEndpoints.goalOptions, {}));
  const formats = (options.data?.formats ?? []).map(({ slug, body: { title, minutes } }) => ({ slug, title, minutes }));
  const named = (all: readonly { slug: string; body: { title: string } }[]) =>
    all.map(({ slug, body }) => ({ slug, title: body.title }));
  const zones = [...new Set(mine.map(({ timeZone }) => timeZone))];
  return (
    <>
      <PageHeader
        title="Your hours"
        lead="Offer hours once; learners book within them. Booked mocks stay booked when you change your hours."
      />
      <Loaded query={availability} skeleton={<SkeletonRows rows={3} height={220} />}>
        {(view) => (
          <HoursEditor
            view={view}
            owner={{ isMe: true }}
            learnerZones={zones.length > 0 ? zones : [me.person.timeZone]}
            batches={batches}
            formats={formats}
            way={way}
            onWay={(next) =>
              void navigate({
                to: '.',
                search: (old) => ({ ...old, view: next === 'list' ? undefined : next }),
                replace: true,
              })
            }
          />
        )}
      </Loaded>
      <Stack gap="lg" mt="lg">
        <WhyMyDay />
        <BusyCalendarPanel />
        {options.data &&
          mine
            .filter(({ roles }) => roles.includes('mentor'))
            .map(({ id, name }) => (
              <QualificationPanel
                key={id}
                batchId={id}
                personId={me.person.id}
                title={mine.length === 1 ? 'What you give' : `What you give in ${name}`}
                deed="narrow"
                tracks={named(options.data.tracks)}
                formats={named(options.data.formats)}
              />
            ))}
      </Stack>
    </>
  );
}
