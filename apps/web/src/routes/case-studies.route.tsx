import { useQuery } from '@tanstack/react-query';
import { Stack } from '@mantine/core';
import { practiceEndpoints } from '@dryrun/contracts/study.contract';
import { EntryLink, StudyEntry, StudyList } from '../features/study/study-list.tsx';
import { StudyTabs } from '../features/study/study-tabs.tsx';
import { levelsInWords, metInWords } from '../features/study/study-words.ts';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { useZone } from '../platform/zone.ts';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** The worked systems. */
export function CaseStudiesPage() {
  const studies = useQuery(endpointQuery(practiceEndpoints.caseStudies, {}));
  const { timeZone } = useZone();
  return (
    <>
      <PageHeader title="Case studies" lead="Read the problem, design your own, then compare with ours." />
      <Stack gap="lg">
        <StudyTabs />
        <Loaded query={studies}>
          {({ items }) => (
            <StudyList>
              {items.map((study) => (
                <StudyEntry
                  key={study.slug}
                  title={
                    <EntryLink to="/case-studies/$slug" params={{ slug: study.slug }}>
                      {study.title}
                    </EntryLink>
                  }
                  more={study.summary}
                  facts={[levelsInWords(study), ...metInWords(study.met, timeZone)]}
                />
              ))}
            </StudyList>
          )}
        </Loaded>
      </Stack>
    </>
  );
}
