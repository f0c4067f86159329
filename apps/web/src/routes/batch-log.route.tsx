import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import { outcomeEndpoints } from '@dryrun/contracts/outcomes.contract';
import { LogForm } from '../features/outcomes/log-form.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { useMe } from '../platform/session.ts';
import { TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { ZoneSwitch } from '../ui/zone-switch.tsx';

/** Writes a mock down that was held elsewhere; its mentor goes on to the scorecard. */
export function BatchLogPage() {
  const { batchId } = useParams({ from: '/signed-in/batches/$batchId/log' });
  const me = useMe();
  const isMentor = me.batches.some(({ id, roles }) => id === batchId && roles.includes('mentor'));
  const navigate = useNavigate();
  const options = useQuery(endpointQuery(outcomeEndpoints.logOptions, { params: { batchId } }));
  const goals = useQuery({ ...endpointQuery(catalogEndpoints.goalOptions, {}), staleTime: 60 * 60_000 });
  return (
    <>
      <PageHeader
        eyebrow={
          isMentor ? (
            <TextLink to="/today">Today</TextLink>
          ) : (
            <TextLink to="/batches/$batchId/outcomes" params={{ batchId }}>
              Outcomes
            </TextLink>
          )
        }
        title="A mock held elsewhere"
        lead="On a call that nobody booked here, or in a corridor: it counts like any other. It uses no quota, and its feedback is due from now on."
        actions={<ZoneSwitch />}
      />
      <Panel>
        <Loaded query={options}>
          {(people) => (
            <Loaded query={goals}>
              {(choices) => (
                <LogForm
                  batchId={batchId}
                  options={people}
                  goals={choices}
                  onLogged={({ id, mentor }) =>
                    void navigate({
                      to:
                        mentor.id === me.person.id ? '/interviews/$interviewId/scorecard' : '/interviews/$interviewId',
                      params: { interviewId: id },
                    })
                  }
                />
              )}
            </Loaded>
          )}
        </Loaded>
      </Panel>
    </>
  );
}
