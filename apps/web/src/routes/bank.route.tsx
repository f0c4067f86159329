import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Stack, Text } from '@mantine/core';
import { catalogEndpoints } from '@dryrun/contracts/catalog.contract';
import { practiceEndpoints } from '@dryrun/contracts/study.contract';
import { BankFilters } from '../features/study/bank-filters.tsx';
import { EntryLink, StudyEntry, StudyList } from '../features/study/study-list.tsx';
import { StudyTabs } from '../features/study/study-tabs.tsx';
import { KIND_LABELS, levelsInWords, metInWords } from '../features/study/study-words.ts';
import { endpointQuery } from '../platform/endpoint-query.ts';
import { useZone } from '../platform/zone.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** The question bank: track, level and kind stand in the address. */
export function BankPage() {
  const { track, level, kind } = useSearch({ from: '/signed-in/bank' });
  const navigate = useNavigate({ from: '/bank' });
  const { timeZone } = useZone();
  const filters = { track, level, kind };
  const bank = useQuery(endpointQuery(practiceEndpoints.bank, { query: filters }));
  const options = useQuery({ ...endpointQuery(catalogEndpoints.goalOptions, {}), staleTime: 60 * 60_000 });
  const tracks = options.data?.tracks.toSorted((a, b) => a.body.order - b.body.order) ?? [];
  const titleOf = new Map(tracks.map((t) => [t.slug, t.body.title]));
  const change = (next: Partial<typeof filters>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  return (
    <>
      <PageHeader
        title="Questions"
        lead="Answer first, then compare. Some questions are kept for mocks and are not here."
      />
      <Stack gap="lg">
        <StudyTabs />
        <BankFilters
          filters={filters}
          tracks={tracks.map((t) => ({ slug: t.slug, title: t.body.title }))}
          change={change}
        />
        <Loaded query={bank}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState
                action={
                  <Button
                    variant="default"
                    onClick={() => change({ track: undefined, level: undefined, kind: undefined })}
                  >
                    Clear the filters
                  </Button>
                }
              >
                No question fits all of these filters.
              </EmptyState>
            ) : (
              <Stack gap="sm">
                <Text c="dimmed" aria-live="polite">
                  {items.length === 1 ? '1 question' : `${items.length} questions`}
                </Text>
                <StudyList>
                  {items.map((question) => (
                    <StudyEntry
                      key={question.slug}
                      title={
                        <EntryLink to="/bank/$slug" params={{ slug: question.slug }}>
                          {question.title}
                        </EntryLink>
                      }
                      facts={[
                        titleOf.get(question.track) ?? question.track,
                        KIND_LABELS[question.kind],
                        levelsInWords(question),
                        ...metInWords(question.met, timeZone),
                      ]}
                    />
                  ))}
                </StudyList>
              </Stack>
            )
          }
        </Loaded>
      </Stack>
    </>
  );
}
