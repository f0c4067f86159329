import { Stack } from '@mantine/core';
import type { StudyPartView } from '@dryrun/contracts/study.contract';
import { Disclosure } from '../../ui/disclosure.tsx';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QuestionMaterial } from '../../ui/question-material.tsx';
import { SourceList } from './source-list.tsx';

/** Our answer beside the learner's own, then what an interviewer says next. */
export function StudyAnswer({ answer, ownAnswer }: { answer: StudyPartView; ownAnswer: string | null }) {
  // Kinds without an answer space have the pattern alone; what stands open is not repeated below.
  const shown = answer.reasoningAnswer === '' ? 'answerPattern' : 'reasoningAnswer';
  return (
    <Stack gap="lg">
      {ownAnswer !== null && (
        <Panel title="What you wrote" tone="quiet">
          <MarkdownText>{ownAnswer}</MarkdownText>
        </Panel>
      )}
      <Panel title="A good answer">
        <MarkdownText>{answer[shown]}</MarkdownText>
      </Panel>
      <Panel title="Behind it">
        <QuestionMaterial question={{ ...answer, [shown]: '' }} />
      </Panel>
      {answer.pushbacks.length > 0 && (
        <Panel title="What the interviewer says next">
          {answer.pushbacks.map((pushback) => (
            <Disclosure key={pushback.id} title={pushback.says}>
              <MarkdownText>{pushback.goodRevision}</MarkdownText>
            </Disclosure>
          ))}
        </Panel>
      )}
      <SourceList sources={answer.sources} />
    </Stack>
  );
}
