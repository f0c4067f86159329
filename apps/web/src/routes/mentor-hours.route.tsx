import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Stack } from '@mantine/core';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import { cohortEndpoints } from '@dryrun/contracts/cohorts.contract';
import { HoursEditor } from '../features/availability/hours-editor.tsx';
import { hoursQuery } from '../features/availability/use-hours-editor.ts';
import { QualificationPanel } from '../features/qualification/qualification-panel.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';

/** What a mentor of the batch may give, and their hours, for the staff who help them out. */
export function MentorHoursPage() {
  const { batchId, personId } = useParams({ from: '/signed-in/batches/$batchId/mentors/$personId' });
  const { view: way = 'list' } = useSearch({ from: '/signed-in/batches/$batchId/mentors/$personId' });
  const navigate = useNavigate();
  const batch = useQuery(endpointQuery(cohortEndpoints.batch, { params: { batchId } }));
  const owner = { isMe: false as const, batchId, personId };
  const hours = useQuery(hoursQuery(owner));
  const options = useQuery(endpointQuery(catalogEndpoints.goalOptions, {}));
  const named = (all: readonly { slug: string; body: { title: string } }[]) =>
    all.map(({ slug, body }) => ({ slug, title: body.title }));
  const mentor = batch.data?.mentors.find(({ id }) => id === personId);
  return (
    <>
      <PageHeader title={mentor?.name ?? 'Mentor'} eyebrow={batch.data?.name} lead="What they may give, and when." />
      <Stack gap="lg">
        {options.data && (
          <QualificationPanel
            batchId={batchId}
            personId={personId}
            title="What they may give"
            deed="grant"
            tracks={named(options.data.tracks)}
            formats={named(options.data.formats)}
          />
        )}
        <Notice>
          Hours that you save here are saved on the mentor’s behalf: they see them, and the audit names you. Only cohort
          admins of the batch can save.
        </Notice>
        <Loaded query={hours} skeleton={<SkeletonRows rows={2} height={220} />}>
          {(view) => (
            <HoursEditor
              view={view}
              owner={owner}
              learnerZones={[batch.data?.timeZone ?? view.timeZone]}
              batches={batch.data ? [batch.data] : []}
              formats={[]}
              way={way}
              onWay={(next) =>
                void navigate({
                  to: '.',
                  search: (old) => ({ ...old, view: next === 'list' ? undefined : next }),
                  replace: true,
                })
              }
            />
          )}
        </Loaded>
      </Stack>
    </>
  );
}
