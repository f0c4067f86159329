import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Stack, Text } from '@mantine/core';
import { LinkToken, signInEndpoints, type MailAskedView } from '@dryrun/contracts/sign-in.contract';
import { AskResetForm, FinishResetForm } from '../features/identity/reset-forms.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { ButtonLink } from '../ui/links.tsx';
import { Panel } from '../ui/panel.tsx';
import { DoorFrame } from './door-frame.tsx';
import { useEnter } from './entering.ts';
import { useLinkSecret } from './link-secret.ts';

/** A new password by mail: ask for it, or arrive with the link. */
export function ResetPage() {
  const token = useLinkSecret();
  const [asked, setAsked] = useState<{ request: MailAskedView; email: string } | null>(null);
  const enter = useEnter(undefined);
  const ways = useQuery({ ...endpointQuery(signInEndpoints.ways, {}), staleTime: 60_000 });
  if (LinkToken.safeParse(token).success)
    return (
      <DoorFrame>
        <FinishResetForm by={{ token }} onSignedIn={enter} />
      </DoorFrame>
    );
  return (
    <DoorFrame>
      {ways.data?.mail === false ? (
        <Panel title="No mail server yet">
          <Stack>
            <Text>
              This academy cannot mail you a link yet. Sign in with a passkey if you have one; otherwise ask whoever
              runs this server for a sign-in link.
            </Text>
            <ButtonLink to="/sign-in">Back to sign-in</ButtonLink>
          </Stack>
        </Panel>
      ) : asked === null ? (
        <AskResetForm onMailed={(request, email) => setAsked({ request, email })} />
      ) : (
        <FinishResetForm by={{ requestId: asked.request.requestId, email: asked.email }} onSignedIn={enter} />
      )}
    </DoorFrame>
  );
}
