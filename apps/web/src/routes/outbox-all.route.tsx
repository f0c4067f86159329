import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Group, NativeSelect, Stack } from '@mantine/core';
import { notificationEndpoints, type OutboxShelf } from '@dryrun/contracts/notifications.contract';
import { DeadLetters } from '../features/outbox/dead-letters.tsx';
import { MailFlowNote } from '../features/outbox/mail-flow-note.tsx';
import { OverseenMessages } from '../features/outbox/overseen-messages.tsx';
import { SendStuckButton } from '../features/outbox/send-stuck-button.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { useMe } from '../platform/session.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { FilterLink, FilterLinks } from '../ui/filter-links.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PageLinks } from '../features/outbox/page-links.tsx';
import { Panel } from '../ui/panel.tsx';
import { outboxBatches } from './navigation.ts';

const SHELVES: { show: OutboxShelf; label: string }[] = [
  { show: 'all', label: 'All' },
  { show: 'waiting', label: 'Waiting' },
  { show: 'stuck', label: 'Needs a look' },
  { show: 'sent', label: 'Mailed' },
];

/** For those who run batches: which messages exist, to whom and why, and what got stuck. */
export function OutboxAllPage() {
  const { batch, show = 'all', before } = useSearch({ from: '/signed-in/outbox/all' });
  const navigate = useNavigate({ from: '/outbox/all' });
  const me = useMe();
  const isAcademyAdmin = me.academyRoles.includes('academyAdmin');
  const batches = outboxBatches(me);
  const outbox = useQuery(endpointQuery(notificationEndpoints.outbox, { query: { batchId: batch, show, before } }));
  const settings = isAcademyAdmin && (
    <ButtonLink to="/settings/mail" variant="default">
      Mail settings
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Outbox"
        lead="Which messages exist, to whom and why. What they say is between Dryrun and their reader."
        actions={settings}
      />
      <Stack gap="lg">
        {batches.length > 1 && (
          <NativeSelect
            label="Batch"
            value={batch ?? ''}
            onChange={(event) =>
              void navigate({
                search: (old) => ({ ...old, batch: event.currentTarget.value || undefined, before: undefined }),
                replace: true,
              })
            }
            data={[{ value: '', label: 'All of mine' }, ...batches.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
        <Loaded query={outbox}>
          {(view) => (
            <Stack gap="lg">
              <MailFlowNote mail={view.mail} isOverseer />
              <Panel
                title="Messages"
                actions={
                  <FilterLinks label="Which messages">
                    {SHELVES.map((shelf) => (
                      <FilterLink
                        key={shelf.show}
                        to="/outbox/all"
                        search={{
                          ...(batch !== undefined && { batch }),
                          ...(shelf.show !== 'all' && { show: shelf.show }),
                        }}
                        activeOptions={{ exact: true, includeSearch: true }}
                      >
                        {shelf.label} ({view.counts[shelf.show]})
                      </FilterLink>
                    ))}
                  </FilterLinks>
                }
              >
                <Stack gap="md">
                  {show === 'stuck' && view.mail === 'on' && view.items.some((m) => m.canRetry) && (
                    <Group>
                      <SendStuckButton batchId={batch ?? null} label="Send all of them now" />
                    </Group>
                  )}
                  {view.items.length === 0 ? (
                    <EmptyState>{show === 'stuck' ? 'Nothing is stuck.' : 'No message here.'}</EmptyState>
                  ) : (
                    <OverseenMessages outbox={view} />
                  )}
                  <PageLinks>
                    {before !== undefined && (
                      <ButtonLink to="/outbox/all" search={{ batch, show }} variant="default">
                        Newest
                      </ButtonLink>
                    )}
                    {view.next !== null && (
                      <ButtonLink to="/outbox/all" search={{ batch, show, before: view.next }} variant="default">
                        Older messages
                      </ButtonLink>
                    )}
                  </PageLinks>
                </Stack>
              </Panel>
            </Stack>
          )}
        </Loaded>
        {isAcademyAdmin && <DeadLetters />}
      </Stack>
    </>
  );
}
