import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { academyEndpoints } from '@dryrun/contracts/academy.contract';
import { SetupForm } from '../features/academy/setup-form.tsx';
import { call, isProblem } from '../platform/api-client.ts';
import { DoorPage } from '../ui/door-page.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';

/** Where the link from the terminal leads: the academy and its first admin. */
export function SetupPage() {
  const { token } = useParams({ from: '/setup/$token' });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const look = useQuery({
    queryKey: [academyEndpoints.lookAtSetup.path, token],
    queryFn: ({ signal }) => call(academyEndpoints.lookAtSetup, { body: { token } }, { signal }),
    staleTime: Infinity,
  });
  const enter = async () => {
    queryClient.clear();
    await navigate({ to: '/start', replace: true });
  };
  if (isProblem(look.error, 'setup_link_over'))
    return (
      <DoorPage
        academyName="Dryrun"
        title="This set-up link cannot be used any more"
        lead="A set-up link works once, and each start of Dryrun prints a new one in the terminal. If your academy is set up already, just sign in."
      >
        <div>
          <ButtonLink to="/sign-in" search={{}} variant="default">
            Go to sign-in
          </ButtonLink>
        </div>
      </DoorPage>
    );
  return (
    <DoorPage
      academyName="Dryrun"
      title="Start your academy"
      lead="Two minutes: its name, and you as its first admin. Mentors and learners come next."
    >
      <Loaded query={look}>
        {({ clearsDemo }) => <SetupForm token={token} clearsDemo={clearsDemo} onDone={enter} />}
      </Loaded>
    </DoorPage>
  );
}
