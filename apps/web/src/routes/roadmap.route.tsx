import { useQuery } from '@tanstack/react-query';
import { Stack } from '@mantine/core';
import { studyEndpoints } from '@dryrun/contracts/study.contract';
import { EntryLink, StudyEntry, StudyList } from '../features/study/study-list.tsx';
import { StudyTabs } from '../features/study/study-tabs.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** The twelve stages. */
export function RoadmapPage() {
  const roadmap = useQuery(endpointQuery(studyEndpoints.roadmap, {}));
  return (
    <>
      <PageHeader title="Roadmap" lead="What senior interviews build on, stage by stage. Start where you are unsure." />
      <Stack gap="lg">
        <StudyTabs />
        <Loaded query={roadmap}>
          {({ items }) => (
            <StudyList>
              {items.map((stage) => (
                <StudyEntry
                  key={stage.slug}
                  title={
                    <EntryLink to="/roadmap/$slug" params={{ slug: stage.slug }}>
                      {stage.number}. {stage.title}
                    </EntryLink>
                  }
                  more={stage.summary}
                  facts={stage.sections.map((s) => `${s.number} ${s.title}`)}
                />
              ))}
            </StudyList>
          )}
        </Loaded>
      </Stack>
    </>
  );
}
