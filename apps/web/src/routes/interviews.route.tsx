import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Group } from '@mantine/core';
import { interviewEndpoints } from '@dryrun/contracts/interviews.contract';
import { InterviewList } from '../features/interviews/interview-list.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { rolesOf, useMe } from '../platform/session.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { FilterLink, FilterLinks } from '../ui/filter-links.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ZoneSwitch } from '../ui/zone-switch.tsx';

/** All mocks of mine, as learner or as mentor. */
export function InterviewsPage() {
  const { when = 'upcoming' } = useSearch({ from: '/signed-in/interviews' });
  const interviews = useQuery(endpointQuery(interviewEndpoints.list, { query: { when } }));
  const canBook = rolesOf(useMe()).has('learner');
  return (
    <>
      <PageHeader title="Mocks" actions={canBook && <ButtonLink to="/book">Book a mock</ButtonLink>} />
      <Group justify="space-between" mb="md">
        <FilterLinks label="Which mocks">
          <FilterLink
            to="/interviews"
            search={{ when: undefined }}
            activeOptions={{ exact: true, includeSearch: true }}
          >
            Upcoming
          </FilterLink>
          <FilterLink to="/interviews" search={{ when: 'past' }}>
            Past
          </FilterLink>
        </FilterLinks>
        <ZoneSwitch />
      </Group>
      <Loaded query={interviews}>
        {({ items }) => (
          <InterviewList
            interviews={items}
            empty={
              when === 'past' ? (
                <EmptyState>Your mocks are listed here once they have taken place.</EmptyState>
              ) : (
                <EmptyState action={canBook && <ButtonLink to="/book">Book a mock</ButtonLink>}>
                  No mock is booked.
                </EmptyState>
              )
            }
          />
        )}
      </Loaded>
    </>
  );
}
