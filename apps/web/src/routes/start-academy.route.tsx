import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Text } from '@mantine/core';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { StartAcademyForm } from '../features/academy/start-academy-form.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { DoorPage } from '../ui/door-page.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { NothingHere } from '../ui/nothing-here.tsx';
import { Panel } from '../ui/panel.tsx';

/** From the demo to an academy of one's own. */
export function StartAcademyPage() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const installation = useQuery(endpointQuery(identityEndpoints.installation, {}));
  const goOn = (path: string) => {
    queryClient.clear();
    void navigate({ href: path, replace: true });
  };
  return (
    <Loaded query={installation}>
      {({ academyName, isDemo }) =>
        isDemo ? (
          <DoorPage
            academyName={academyName}
            title="Start my academy"
            lead="You have looked around; now it becomes yours."
          >
            <Panel>
              <Text className="measure">
                This clears the demo for good: its people, batches, mocks, feedback and messages. Questions, rubrics,
                the roadmap and the playbooks stay. Then you name your academy and become its first admin. Nobody can
                sign in with one tap any more.
              </Text>
            </Panel>
            <StartAcademyForm demoName={academyName} onCleared={goOn} />
            <div>
              <ButtonLink to="/today" variant="subtle">
                Back to the demo
              </ButtonLink>
            </div>
          </DoorPage>
        ) : (
          <DoorPage academyName={academyName} title="Start my academy">
            <NothingHere />
          </DoorPage>
        )
      }
    </Loaded>
  );
}
