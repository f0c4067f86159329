import { useQueryClient } from '@tanstack/react-query';
import { Button, Group, Stack, Text } from '@mantine/core';
import { securityEndpoints } from '@dryrun/contracts/security.contract';
import { LinkToken } from '@dryrun/contracts/sign-in.contract';
import { useEndpointMutation } from '../platform/endpoint-query.ts';
import { meQuery, useMe } from '../platform/session.ts';
import { ButtonLink } from '../ui/links.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useLinkSecret } from './link-secret.ts';

/** Where the link mailed to a new address leads. */
export function AccountAddressPage() {
  const me = useMe();
  const token = useLinkSecret();
  const queryClient = useQueryClient();
  const confirm = useEndpointMutation(securityEndpoints.confirmAddressChange, {
    invalidates: [securityEndpoints.get, securityEndpoints.sessions],
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  const isComplete = LinkToken.safeParse(token).success;
  return (
    <>
      <PageHeader title="Your new address" />
      <Panel>
        <Stack>
          {confirm.error && <ProblemNotice error={confirm.error} />}
          {!isComplete && (
            <Notice tone="warning" title="This link is not complete">
              Copy it whole from the mail, or type its code under Security.
            </Notice>
          )}
          {confirm.isSuccess ? (
            <Notice tone="good" title="Your address was changed" isLive>
              It is now {me.person.email}. Your other browsers were signed out.
            </Notice>
          ) : (
            isComplete && (
              <Text>You opened the link that was mailed to your new address. From now on, you sign in with it.</Text>
            )
          )}
          <Group gap="xs">
            {isComplete && !confirm.isSuccess && (
              <Button loading={confirm.isPending} onClick={() => confirm.mutate({ body: { proof: { token } } })}>
                Use this address
              </Button>
            )}
            <ButtonLink to="/account/security" variant="default">
              Security
            </ButtonLink>
          </Group>
        </Stack>
      </Panel>
    </>
  );
}
