import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Stack } from '@mantine/core';
import { notificationEndpoints } from '@dryrun/contracts/notifications.contract';
import { MailFlowNote } from '../features/outbox/mail-flow-note.tsx';
import { MyMessages } from '../features/outbox/my-messages.tsx';
import { PageLinks } from '../features/outbox/page-links.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { useMe } from '../platform/session.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { overseesOutbox } from './navigation.ts';

/** What Dryrun has written to the reader, whether a mail server took it or not. */
export function OutboxPage() {
  const { before } = useSearch({ from: '/signed-in/outbox' });
  const me = useMe();
  const outbox = useQuery(endpointQuery(notificationEndpoints.mine, { query: { before } }));
  return (
    <>
      <PageHeader
        title="Messages for you"
        lead="Everything that Dryrun wrote to you. Feedback is never in a message."
        actions={
          overseesOutbox(me) && (
            <ButtonLink to="/outbox/all" variant="default">
              All messages
            </ButtonLink>
          )
        }
      />
      <Loaded query={outbox}>
        {(view) => (
          <Stack gap="lg">
            <MailFlowNote mail={view.mail} />
            {view.items.length === 0 ? (
              <EmptyState>Nothing yet. When a mock is booked or feedback is ready, you read it here.</EmptyState>
            ) : (
              <MyMessages outbox={view} />
            )}
            <PageLinks>
              {before !== undefined && (
                <ButtonLink to="/outbox" search={{}} variant="default">
                  Newest
                </ButtonLink>
              )}
              {view.next !== null && (
                <ButtonLink to="/outbox" search={{ before: view.next }} variant="default">
                  Older messages
                </ButtonLink>
              )}
            </PageLinks>
          </Stack>
        )}
      </Loaded>
    </>
  );
}
