import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { Stack } from '@mantine/core';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { insightEndpoints, type BatchOverviewView } from '@dryrun/contracts/insights.contract';
import { BatchTabs } from '../features/batch/batch-tabs.tsx';
import { LearnerTable } from '../features/batch/learner-table.tsx';
import { MentorList } from '../features/batch/mentor-list.tsx';
import { OwedList } from '../features/batch/owed-list.tsx';
import { ThisWeek } from '../features/batch/this-week.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { FilterLink, FilterLinks } from '../ui/filter-links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { ZoneSwitch } from '../ui/zone-switch.tsx';

/** Who has had which mock, who is slipping and why, and what mentors owe. */
export function BatchOverviewPage() {
  const { batchId } = useParams({ from: '/signed-in/batches/$batchId' });
  const { show = 'everybody' } = useSearch({ from: '/signed-in/batches/$batchId' });
  const batch = useQuery(endpointQuery(cohortEndpoints.batch, { params: { batchId } }));
  const overview = useQuery(endpointQuery(insightEndpoints.overview, { params: { batchId } }));
  return (
    <>
      <PageHeader title={batch.data?.name ?? 'Batch'} lead={batch.data?.focus} actions={<ZoneSwitch />} />
      <BatchTabs batchId={batchId} />
      <Loaded query={overview}>
        {(data) => (
          <Stack gap="lg">
            <ThisWeek overview={data} />
            <Panel title="Owed by mentors">
              <OwedList owed={data.owed} />
            </Panel>
            {batch.data && batch.data.mentors.length > 0 && (
              <Panel title="Mentors">
                <MentorList batchId={batchId} mentors={batch.data.mentors} />
              </Panel>
            )}
            <Panel
              title="Learners"
              actions={
                <FilterLinks label="Which learners">
                  <FilterLink
                    to="/batches/$batchId"
                    params={{ batchId }}
                    search={{}}
                    activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
                  >
                    Everybody ({data.learners.length})
                  </FilterLink>
                  <FilterLink to="/batches/$batchId" params={{ batchId }} search={{ show: 'flagged' }}>
                    Needs a look ({flagged(data).length})
                  </FilterLink>
                </FilterLinks>
              }
            >
              <LearnerTable overview={data} learners={show === 'flagged' ? flagged(data) : data.learners} />
            </Panel>
          </Stack>
        )}
      </Loaded>
    </>
  );
}

function flagged(overview: BatchOverviewView): BatchOverviewView['learners'] {
  return overview.learners.filter((learner) => learner.flags.length > 0);
}
