import { useEffect, useRef, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Loader, Stack, Text } from '@mantine/core';
import { signInEndpoints } from '@dryrun/contracts/sign-in.contract';
import { SignInProblem } from '../features/identity/sign-in-problem.tsx';
import { call } from '../platform/api-client.ts';
import { takeRememberedNext } from '../platform/remembered-next.ts';
import { ButtonLink } from '../ui/links.tsx';
import { Panel } from '../ui/panel.tsx';
import { DoorFrame } from './door-frame.tsx';
import { useEnter } from './entering.ts';

/** Where the academy's provider sends people back: goes on by itself. */
export function SignInOidcPage() {
  const { code, state, error, iss } = useSearch({ from: '/sign-in/oidc' });
  const [next] = useState(takeRememberedNext);
  const enter = useEnter(next);
  const finish = useMutation({
    mutationFn: () => call(signInEndpoints.oidcFinish, { body: { state: state ?? '', code, error, iss } }),
    onSuccess: enter,
  });
  const isSent = useRef(false);
  useEffect(() => {
    // The answer of the provider works once; effects run twice in development.
    if (isSent.current) return;
    isSent.current = true;
    finish.mutate();
  });
  return (
    <DoorFrame>
      <Panel title="Signing in">
        {finish.error ? (
          <Stack>
            <SignInProblem error={finish.error} />
            <ButtonLink to="/sign-in">Back to sign-in</ButtonLink>
          </Stack>
        ) : (
          <Stack align="center" role="status">
            <Loader />
            <Text>One moment …</Text>
          </Stack>
        )}
      </Panel>
    </DoorFrame>
  );
}
