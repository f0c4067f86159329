import { useQuery } from '@tanstack/react-query';
import { Stack } from '@mantine/core';
import { studyEndpoints } from '@dryrun/contracts/study.contract';
import { EntryLink, StudyEntry, StudyList } from '../features/study/study-list.tsx';
import { StudyTabs } from '../features/study/study-tabs.tsx';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** What to prepare and say around an interview or an offer. */
export function PlaybooksPage() {
  const playbooks = useQuery(endpointQuery(studyEndpoints.playbooks, {}));
  return (
    <>
      <PageHeader title="Playbooks" lead="For the day before, the offer, and the day after a no." />
      <Stack gap="lg">
        <StudyTabs />
        <Loaded query={playbooks}>
          {({ items }) => (
            <StudyList>
              {items.map((playbook) => (
                <StudyEntry
                  key={playbook.slug}
                  title={
                    <EntryLink to="/playbooks/$slug" params={{ slug: playbook.slug }}>
                      {playbook.title}
                    </EntryLink>
                  }
                  more={playbook.summary}
                />
              ))}
            </StudyList>
          )}
        </Loaded>
      </Stack>
    </>
  );
}
