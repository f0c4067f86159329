import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Group, NativeSelect, Stack } from '@mantine/core';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { insightEndpoints } from '@dryrun/contracts/insights.contract';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { BatchHeader } from '../features/batch/batch-header.tsx';
import { BookingTable } from '../features/bookings/booking-table.tsx';
import { InterviewStatus } from '../features/interviews/interview-status.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { useMe } from '../platform/session.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { FilterLink, FilterLinks } from '../ui/filter-links.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Panel } from '../ui/panel.tsx';
import { ZoneSwitch } from '../ui/zone-switch.tsx';

const VIEWS = {
  upcoming: { label: 'To come', query: { when: 'upcoming' } },
  needs_outcome: { label: 'Needs an outcome', query: { when: 'past', show: 'needs_outcome' } },
  past: { label: 'Past', query: { when: 'past' } },
  cancelled: { label: 'Cancelled', query: { when: 'past', show: 'cancelled' } },
} as const;

const EMPTY: Record<keyof typeof VIEWS, string> = {
  upcoming: 'No mock is booked.',
  needs_outcome: 'Every mock that is over has an outcome.',
  past: 'No mock has been held yet.',
  cancelled: 'No mock was cancelled.',
};

/** All mocks of a batch, by state and person; the row leads to the mock, where staff move, hand over or cancel it. */
export function BatchBookingsPage() {
  const { batchId } = useParams({ from: '/signed-in/batches/$batchId/bookings' });
  const search = useSearch({ from: '/signed-in/batches/$batchId/bookings' });
  const navigate = useNavigate({ from: '/batches/$batchId/bookings' });
  const show = search.show ?? 'upcoming';
  const batch = useQuery(endpointQuery(cohortEndpoints.batch, { params: { batchId } }));
  const canBook = mayBookFor(useMe(), batchId);
  const overview = useQuery({ ...endpointQuery(insightEndpoints.overview, { params: { batchId } }), enabled: canBook });
  const list = useQuery(
    endpointQuery(interviewEndpoints.list, {
      query: { batchId, ...VIEWS[show].query, ...(search.person !== undefined && { personId: search.person }) },
    }),
  );
  const learners = overview.data?.learners.map(({ person }) => ({ value: person.id, label: person.name })) ?? [];
  const mentors = batch.data?.mentors.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  return (
    <>
      <BatchHeader
        batchId={batchId}
        title="Bookings"
        actions={
          <>
            <ZoneSwitch />
            {canBook && (
              <ButtonLink to="/batches/$batchId/book" params={{ batchId }}>
                Book for a learner
              </ButtonLink>
            )}
          </>
        }
      />
      <Panel>
        <Stack gap="md">
          <Group justify="space-between" align="flex-end">
            <FilterLinks label="Which bookings">
              {(Object.keys(VIEWS) as (keyof typeof VIEWS)[]).map((key) => (
                <FilterLink
                  key={key}
                  to="/batches/$batchId/bookings"
                  params={{ batchId }}
                  search={{ person: search.person, show: key === 'upcoming' ? undefined : key }}
                  activeOptions={{ exact: true, includeSearch: true }}
                >
                  {VIEWS[key].label}
                </FilterLink>
              ))}
            </FilterLinks>
            <NativeSelect
              label="Person"
              value={search.person ?? ''}
              onChange={(event) =>
                void navigate({
                  search: (old) => ({ ...old, person: event.currentTarget.value || undefined }),
                  replace: true,
                })
              }
              data={[
                { value: '', label: 'Everybody' },
                { group: 'Mentors', items: mentors },
                ...(learners.length > 0 ? [{ group: 'Learners', items: learners }] : []),
              ]}
            />
          </Group>
          <Loaded query={list}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState>{EMPTY[show]}</EmptyState>
              ) : (
                <BookingTable interviews={items} status={(interview) => <InterviewStatus interview={interview} />} />
              )
            }
          </Loaded>
        </Stack>
      </Panel>
    </>
  );
}

/** Cohort and academy admins; the server decides again. */
function mayBookFor(me: ReturnType<typeof useMe>, batchId: string): boolean {
  return (
    me.academyRoles.includes('academyAdmin') ||
    me.batches.some((batch) => batch.id === batchId && batch.roles.includes('cohortAdmin'))
  );
}
