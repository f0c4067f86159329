import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { signInEndpoints } from '@dryrun/contracts/sign-in.contract';
import { SecondFactorForm } from '../features/identity/second-factor-form.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { signOut } from '../platform/session.ts';
import { Loaded } from '../ui/loaded.tsx';
import { DoorFrame } from './door-frame.tsx';
import { useEnter } from './entering.ts';

/** The second step of a sign-in. */
export function SecondFactorPage() {
  const { next } = useSearch({ from: '/sign-in/second-factor' });
  const navigate = useNavigate();
  const enter = useEnter(next);
  const step = useQuery({ ...endpointQuery(signInEndpoints.step, {}), staleTime: 0 });
  const leave = useMutation({ mutationFn: signOut, onSettled: () => navigate({ to: '/sign-in', search: { next } }) });
  return (
    <DoorFrame>
      <Loaded query={step}>
        {(view) => <SecondFactorForm step={view} onSignedIn={enter} onLeave={() => leave.mutate()} />}
      </Loaded>
    </DoorFrame>
  );
}
