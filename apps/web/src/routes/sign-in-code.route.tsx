import { useRouterState, useSearch } from '@tanstack/react-router';
import { MailedCodeForm } from '../features/identity/mailed-code-form.tsx';
import { DoorFrame } from './door-frame.tsx';
import { useEnter } from './entering.ts';

/** Where the mailed code is typed. The request stands in the address, so that a reload loses nothing. */
export function SignInCodePage() {
  const { request, next } = useSearch({ from: '/sign-in/code' });
  const email = useRouterState({ select: (state) => state.location.state.mailedTo ?? null });
  const enter = useEnter(next);
  return (
    <DoorFrame>
      <MailedCodeForm requestId={request ?? ''} email={email} onSignedIn={enter} />
    </DoorFrame>
  );
}
