import { useMutation } from '@tanstack/react-query';
import { Button, Stack, Text } from '@mantine/core';
import { LinkToken, signInEndpoints } from '@dryrun/contracts/sign-in.contract';
import { SignInProblem } from '../features/identity/sign-in-problem.tsx';
import { call } from '../platform/api-client.ts';
import { ButtonLink } from '../ui/links.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { DoorFrame } from './door-frame.tsx';
import { useEnter } from './entering.ts';
import { useLinkSecret } from './link-secret.ts';

/** Where the mailed link leads. One tap, because mail scanners open links too and would use it up. */
export function SignInLinkPage() {
  const token = useLinkSecret();
  const enter = useEnter(undefined);
  const signIn = useMutation({
    mutationFn: () => call(signInEndpoints.withLink, { body: { token } }),
    onSuccess: enter,
  });
  return (
    <DoorFrame>
      <Panel title="Sign in by mail">
        <Stack>
          {signIn.error && <SignInProblem error={signIn.error} />}
          {!LinkToken.safeParse(token).success ? (
            <Notice tone="warning" title="This link is not complete">
              Copy it whole from the mail, or type the six-digit code that stands beside it where you asked for it.
            </Notice>
          ) : (
            !signIn.error && <Text>You opened the link from your mail. It works once.</Text>
          )}
          {LinkToken.safeParse(token).success && !signIn.error ? (
            <Button loading={signIn.isPending} onClick={() => signIn.mutate()} autoFocus>
              Sign in
            </Button>
          ) : (
            <ButtonLink to="/sign-in">Ask for a new one</ButtonLink>
          )}
        </Stack>
      </Panel>
    </DoorFrame>
  );
}
