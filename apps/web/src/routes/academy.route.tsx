import { useQuery } from '@tanstack/react-query';
import { Stack } from '@mantine/core';
import { academyEndpoints } from '@dryrun/contracts/academy.contract';
import { cohortEndpoints, type BatchView } from '@dryrun/contracts/cohorts.contract';
import { AcademyForm } from '../features/academy/academy-form.tsx';
import { AcademyStaff, InviteStaffForm } from '../features/academy/academy-staff.tsx';
import { InvitationList } from '../features/people/invitation-list.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { formatLocalDate } from '../platform/time.ts';
import { BATCH_STATE_WORDS } from '../ui/batch-words.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ButtonLink, TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { Row, RowList } from '../ui/row-list.tsx';
import { counted } from '../ui/words.ts';

/** The academy of its admins: batches, who helps to run it, name and zone. */
export function AcademyPage() {
  const academy = useQuery(endpointQuery(academyEndpoints.academy, {}));
  const batches = useQuery(endpointQuery(cohortEndpoints.batches, {}));
  return (
    <>
      <PageHeader title="Academy" lead={academy.data?.name} />
      <Stack gap="lg">
        <Panel title="Batches" actions={<ButtonLink to="/batches/new">New batch</ButtonLink>}>
          <Loaded query={batches}>{({ items }) => <Batches batches={items} />}</Loaded>
        </Panel>
        <Loaded query={academy}>
          {(data) => (
            <>
              <Panel title="Who runs the academy">
                <Stack gap="md">
                  <AcademyStaff academy={data} />
                  {data.invitations.length > 0 && (
                    <InvitationList invitations={data.invitations} batchName={data.name} />
                  )}
                  <Disclosure title="Invite somebody to help run it">
                    <InviteStaffForm />
                  </Disclosure>
                </Stack>
              </Panel>
              <Panel title="Name and time zone">
                <AcademyForm key={`${data.name} ${data.timeZone}`} academy={data} />
              </Panel>
            </>
          )}
        </Loaded>
      </Stack>
    </>
  );
}

const OVER = ['archived', 'cancelled'];

function Batches({ batches }: { batches: readonly BatchView[] }) {
  const current = batches.filter(({ state }) => !OVER.includes(state));
  const over = batches.filter(({ state }) => OVER.includes(state));
  if (batches.length === 0) return <EmptyState>No batch yet. Make the first one.</EmptyState>;
  return (
    <Stack gap="sm">
      <BatchRows batches={current} label="Batches" />
      {over.length > 0 && (
        <Disclosure title={`Archived and cancelled (${over.length})`}>
          <BatchRows batches={over} label="Archived and cancelled batches" />
        </Disclosure>
      )}
    </Stack>
  );
}

function BatchRows({ batches, label }: { batches: readonly BatchView[]; label: string }) {
  return (
    <RowList label={label}>
      {batches.map((batch) => (
        <Row
          key={batch.id}
          title={
            <TextLink to="/batches/$batchId" params={{ batchId: batch.id }}>
              {batch.name}
            </TextLink>
          }
          about={`${BATCH_STATE_WORDS[batch.state]} · ${counted(batch.learnerCount, 'learner', 'learners')} · ${counted(batch.mentors.length, 'mentor', 'mentors')} · from ${formatLocalDate(batch.startsOn)}, ${batch.weeks} weeks`}
        >
          <ButtonLink to="/batches/$batchId/people" params={{ batchId: batch.id }} variant="subtle">
            People
          </ButtonLink>
        </Row>
      ))}
    </RowList>
  );
}
