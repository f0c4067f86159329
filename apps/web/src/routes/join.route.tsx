import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Stack, Text } from '@mantine/core';
import { identityEndpoints } from '@dryrun/contracts/identity.contract';
import { peopleEndpoints, type JoinView } from '@dryrun/contracts/people.contract';
import { ApplyAsNewForm, ApplyForm } from '../features/joining/apply-forms.tsx';
import { CodeForm } from '../features/joining/code-form.tsx';
import { call, isProblem } from '../platform/api-client.ts';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { meQuery } from '../platform/session.ts';
import { formatLocalDate, zoneCity } from '../platform/time.ts';
import { DoorPage } from '../ui/door-page.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { ButtonLink, TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';

/** Where somebody types a join code. */
export function JoinPage() {
  const navigate = useNavigate();
  const installation = useQuery(endpointQuery(identityEndpoints.installation, {}));
  return (
    <DoorPage
      academyName={installation.data?.academyName ?? ''}
      title="Join a batch"
      lead="With the code that your academy gave you. You apply, and somebody there says yes."
    >
      <Panel>
        <CodeForm onCode={(code) => void navigate({ to: '/join/$code', params: { code } })} />
      </Panel>
    </DoorPage>
  );
}

/** The batch behind a join code, and the application. */
export function JoinCodePage() {
  const { code } = useParams({ from: '/join/$code' });
  const navigate = useNavigate();
  const look = useQuery({
    queryKey: [peopleEndpoints.lookUpCode.path, code],
    queryFn: ({ signal }) => call(peopleEndpoints.lookUpCode, { body: { code } }, { signal }),
    staleTime: 60_000,
  });
  if (isProblem(look.error, 'join_code_unknown'))
    return (
      <DoorPage
        academyName="Dryrun"
        title="Nobody can join with this code"
        lead={`“${code}” is not in use. Check it letter by letter, or ask whoever gave it to you for the new one.`}
      >
        <Panel>
          <CodeForm onCode={(other) => void navigate({ to: '/join/$code', params: { code: other } })} />
        </Panel>
      </DoorPage>
    );
  return (
    <Loaded query={look}>
      {(data) => (
        <DoorPage academyName={data.academyName} title={`Join ${data.batch.name}`} lead={data.batch.focus || undefined}>
          <Application code={code} join={data} />
        </DoorPage>
      )}
    </Loaded>
  );
}

function Application({ code, join }: { code: string; join: JoinView }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const me = useQuery(meQuery);
  const [isKnown, setKnown] = useState(false);
  const enter = async () => {
    queryClient.clear();
    await navigate({ to: '/today', replace: true });
  };
  const { startsOn, weeks, timeZone } = join.batch;
  return (
    <Stack gap="lg">
      <Panel>
        <FactList
          facts={[
            ['Runs', `${weeks} weeks from ${formatLocalDate(startsOn)}`],
            ['Clock', zoneCity(timeZone)],
            ['Seats', join.isFull ? 'Full: whoever applies now stands in line' : ''],
            ['Then', 'Somebody who runs the batch looks at your application and says yes or no.'],
          ]}
        />
      </Panel>
      {me.data && (
        <>
          <Text c="dimmed">You are signed in as {me.data.person.name}.</Text>
          <ApplyForm code={code} onApplied={enter} />
        </>
      )}
      {me.data === null && (
        <>
          {isKnown ? (
            <Notice
              tone="warning"
              isLive
              title="Please sign in and apply again"
              actions={
                <ButtonLink to="/sign-in" search={{ next: `/join/${code}` }}>
                  Sign in
                </ButtonLink>
              }
            >
              If you have an account here already, your usual password is the one that counts. Sign in with it and you
              come back to this page.
            </Notice>
          ) : (
            <Text>
              You have an account here?{' '}
              <TextLink to="/sign-in" search={{ next: `/join/${code}` }}>
                Sign in first
              </TextLink>
            </Text>
          )}
          <ApplyAsNewForm code={code} onApplied={enter} onKnown={() => setKnown(true)} />
        </>
      )}
    </Stack>
  );
}
