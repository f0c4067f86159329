import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Stack } from '@mantine/core';
import { studyEndpoints } from '@dryrun/contracts/study.contract';
import { SourceList } from '../features/study/source-list.tsx';
import { StageSections } from '../features/study/stage-sections.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** One stage of the roadmap with everything in it. */
export function RoadmapStagePage() {
  const { slug } = useParams({ from: '/signed-in/roadmap/$slug' });
  const stage = useQuery(endpointQuery(studyEndpoints.stage, { params: { slug } }));
  return (
    <Loaded query={stage}>
      {(data) => (
        <>
          <PageHeader
            eyebrow={<TextLink to="/roadmap">Roadmap</TextLink>}
            title={`${data.body.number}. ${data.body.title}`}
            lead={data.body.summary}
          />
          <Stack gap="lg">
            <StageSections stage={data} />
            <SourceList sources={data.body.sources} />
          </Stack>
        </>
      )}
    </Loaded>
  );
}
