import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Stack } from '@mantine/core';
import { practiceEndpoints, type BankQuestionView } from '@dryrun/contracts/study.contract';
import { OwnAnswer } from '../features/study/own-answer.tsx';
import { StudyAnswer } from '../features/study/study-answer.tsx';
import { KIND_LABELS, levelsInWords, metInWords } from '../features/study/study-words.ts';
import { endpointQuery, useEndpointMutation } from '../platform/endpoint-query.ts';
import { useMe } from '../platform/session.ts';
import { useZone } from '../platform/zone.ts';
import { TextLink } from '../ui/links.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { MarkdownText } from '../ui/markdown-text.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';

/** One question: the prompt, the learner's own answer, then ours. */
export function BankQuestionPage() {
  const { slug } = useParams({ from: '/signed-in/bank/$slug' });
  const question = useQuery(endpointQuery(practiceEndpoints.question, { params: { slug } }));
  return <Loaded query={question}>{(data) => <Question key={data.slug} question={data} />}</Loaded>;
}

function Question({ question }: { question: BankQuestionView }) {
  const me = useMe();
  const { timeZone } = useZone();
  const queryClient = useQueryClient();
  const params = { slug: question.slug };
  const options = {
    invalidates: [practiceEndpoints.bank],
    onSuccess: (answer: BankQuestionView) =>
      void queryClient.setQueryData(endpointQuery(practiceEndpoints.question, { params }).queryKey, answer),
  };
  const submit = useEndpointMutation(practiceEndpoints.submitAttempt, options);
  const reveal = useEndpointMutation(practiceEndpoints.revealQuestion, options);
  const facts = [KIND_LABELS[question.kind], levelsInWords(question), ...metInWords(question.met, timeZone)];
  return (
    <>
      <PageHeader eyebrow={<TextLink to="/bank">Questions</TextLink>} title={question.title} lead={facts.join(' · ')} />
      <Stack gap="lg">
        <Panel title="The question" tone="accent">
          <MarkdownText>{question.prompt}</MarkdownText>
        </Panel>
        {question.isAboutOwnProject && (
          <Notice tone="info" title="It is about your own project">
            Answer for the project you would name in an interview. Below our answer stands an example for a generic one.
          </Notice>
        )}
        {question.answer ? (
          <StudyAnswer answer={question.answer} ownAnswer={question.ownAnswer} />
        ) : (
          <OwnAnswer
            draftKey={`answer/${me.person.id}/${question.slug}`}
            submit={(answer) => submit.mutate({ params, body: { answer } })}
            reveal={() => reveal.mutate({ params })}
            isBusy={submit.isPending || reveal.isPending}
            error={submit.error ?? reveal.error}
          />
        )}
      </Stack>
    </>
  );
}
