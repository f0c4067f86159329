import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Stack, Text } from '@mantine/core';
import { privacyEndpoints } from '@dryrun/contracts/privacy.contract';
import { ErasePanel } from '../features/privacy/erase-panel.tsx';
import { ExportPanel } from '../features/privacy/export-panel.tsx';
import { endpointQuery, useEndpointMutation } from '../platform/endpoint-query.ts';
import { meQuery } from '../platform/session.ts';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';

/** What is stored about the reader: to look into, to take away, to erase. */
export function AccountDataPage() {
  const erasure = useQuery(endpointQuery(privacyEndpoints.myErasure, {}));
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const erase = useEndpointMutation(privacyEndpoints.eraseMe, {
    onSuccess: () => {
      queryClient.clear();
      queryClient.setQueryData(meQuery.queryKey, null);
      void navigate({ to: '/sign-in', search: {} });
    },
  });
  return (
    <>
      <PageHeader title="My data" lead="Yours to see, to take away and to erase." />
      <Stack gap="lg">
        <Panel
          title="What was done with it"
          actions={
            <ButtonLink to="/audit" variant="default" size="sm">
              Open the log
            </ButtonLink>
          }
        >
          <Text className="measure">
            Every change of what is yours is logged, and so is every time staff read your feedback. Who may see what is
            on the privacy page.
          </Text>
        </Panel>
        <ExportPanel />
        <Loaded query={erasure}>
          {(view) => (
            <ErasePanel
              erasure={view}
              error={erase.error}
              isPending={erase.isPending}
              onErase={(confirmation) => erase.mutate({ body: { confirmation } })}
            />
          )}
        </Loaded>
      </Stack>
    </>
  );
}
