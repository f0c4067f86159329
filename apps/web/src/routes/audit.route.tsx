import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Stack, Text } from '@mantine/core';
import { privacyEndpoints } from '@dryrun/contracts/privacy.contract';
import { AuditFilters } from '../features/audit/audit-filters.tsx';
import { AuditList } from '../features/audit/audit-list.tsx';
import { call } from '../platform/api-client.ts';
import { endpointKey, useEndpointMutation } from '../platform/endpoint-query.ts';
import { saveFile } from '../platform/save-file.ts';
import { useMe } from '../platform/session.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { FilterLink, FilterLinks } from '../ui/filter-links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { ZoneSwitch } from '../ui/zone-switch.tsx';
import { overseenBatches } from './navigation.ts';

/** Who did what: everybody's own log, and for staff that of their batches. */
export function AuditPage() {
  const search = useSearch({ from: '/signed-in/audit' });
  const navigate = useNavigate({ from: '/audit' });
  const batches = overseenBatches(useMe());
  const of = batches.length > 0 ? (search.of ?? 'overseen') : 'mine';
  const { batchId, action, from, until } = search;
  const filter = { batchId: of === 'overseen' ? batchId : undefined, action, from, until };
  const log = useInfiniteQuery({
    queryKey: [...endpointKey(privacyEndpoints.audit), of, filter],
    queryFn: ({ pageParam, signal }) =>
      call(privacyEndpoints.audit, { query: { of, ...filter, ...(pageParam && { before: pageParam }) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const take = useEndpointMutation(privacyEndpoints.exportAudit, {
    onSuccess: ({ fileName, csv }) => saveFile(fileName, 'text/csv', csv),
  });
  return (
    <>
      <PageHeader title="Log" lead="What was done, by whom and when. Nobody can change it." actions={<ZoneSwitch />} />
      <Stack gap="lg">
        {batches.length > 0 && (
          <FilterLinks label="Whose log">
            <FilterLink
              to="/audit"
              search={{ ...filter, of: 'overseen' }}
              aria-current={of === 'overseen' ? 'page' : undefined}
            >
              What I oversee
            </FilterLink>
            <FilterLink
              to="/audit"
              search={{ ...filter, of: 'mine' }}
              aria-current={of === 'mine' ? 'page' : undefined}
            >
              Mine
            </FilterLink>
          </FilterLinks>
        )}
        <AuditFilters
          filter={filter}
          batches={of === 'overseen' ? batches : []}
          onChange={(changed) => void navigate({ search: (old) => ({ ...old, ...changed }), replace: true })}
        />
        <Panel
          title={of === 'overseen' ? 'In what you oversee' : 'What you did, and what was done with what is yours'}
          actions={
            of === 'overseen' && (
              <Button
                variant="default"
                size="sm"
                loading={take.isPending}
                onClick={() => take.mutate({ body: filter })}
              >
                Download as a table
              </Button>
            )
          }
        >
          <Stack gap="sm">
            {take.error && <ProblemNotice error={take.error} />}
            {take.data?.isCut && <Text>The table holds the newest 20,000 lines. Choose dates for older ones.</Text>}
            <Loaded query={log}>
              {({ pages }) => {
                const entries = pages.flatMap(({ items }) => items);
                return entries.length === 0 ? (
                  <EmptyState>Nothing was logged that fits.</EmptyState>
                ) : (
                  <AuditList entries={entries} />
                );
              }}
            </Loaded>
            {log.hasNextPage && (
              <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
                Show older lines
              </Button>
            )}
          </Stack>
        </Panel>
      </Stack>
    </>
  );
}
