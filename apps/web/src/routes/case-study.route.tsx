import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Stack, Text } from '@mantine/core';
import { practiceEndpoints, type CaseStudyView } from '@dryrun/contracts/study.contract';
import { CaseReference } from '../features/study/case-reference.tsx';
import { PrerequisiteList } from '../features/study/prerequisite-list.tsx';
import { levelsInWords, metInWords } from '../features/study/study-words.ts';
import { endpointQuery, useEndpointMutation } from '../platform/endpoint-query.ts';
import { useZone } from '../platform/zone.ts';
import { TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { MarkdownText } from '../ui/markdown-text.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';

/** One case study: the problem first, its solution when the reader asks for it. */
export function CaseStudyPage() {
  const { slug } = useParams({ from: '/signed-in/case-studies/$slug' });
  const study = useQuery(endpointQuery(practiceEndpoints.caseStudy, { params: { slug } }));
  return <Loaded query={study}>{(data) => <CaseStudy study={data} />}</Loaded>;
}

function CaseStudy({ study }: { study: CaseStudyView }) {
  const { timeZone } = useZone();
  const queryClient = useQueryClient();
  const params = { slug: study.slug };
  const reveal = useEndpointMutation(practiceEndpoints.revealCase, {
    invalidates: [practiceEndpoints.caseStudies],
    onSuccess: (answer) =>
      void queryClient.setQueryData(endpointQuery(practiceEndpoints.caseStudy, { params }).queryKey, answer),
  });
  return (
    <>
      <PageHeader
        eyebrow={<TextLink to="/case-studies">Case studies</TextLink>}
        title={study.title}
        lead={[study.summary, levelsInWords(study), ...metInWords(study.met, timeZone)].join(' · ')}
      />
      <Stack gap="lg">
        <Panel title="The problem" tone="accent">
          <MarkdownText>{study.problem}</MarkdownText>
        </Panel>
        <Panel title="The numbers">
          <MarkdownText>{study.numbers}</MarkdownText>
        </Panel>
        <Panel title="What to know first" tone="quiet">
          <PrerequisiteList study={study} />
        </Panel>
        {study.reference ? (
          <CaseReference reference={study.reference} />
        ) : (
          <Panel title="Your design first">
            <Stack gap="sm" align="start">
              <Text className="measure">
                Take twenty minutes and paper: the path of one request, three decisions with their price, and what
                breaks. Then compare. Follow-ups that you have read here come last in your mocks.
              </Text>
              {reveal.error && <ProblemNotice error={reveal.error} />}
              <Button onClick={() => reveal.mutate({ params })} loading={reveal.isPending}>
                Show the worked solution
              </Button>
            </Stack>
          </Panel>
        )}
      </Stack>
    </>
  );
}
