import { Stack, Text } from '@mantine/core';
import type { FeedbackView } from '@dryrun/contracts/feedback.contract';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RECOMMENDATION_WORDS } from '../../ui/words.ts';
import { FeedbackRow } from './feedback-row.tsx';
import { KnowledgePoints } from './knowledge-points.tsx';
import { NextStepList } from './next-step-list.tsx';
import { SeenBy } from './seen-by.tsx';

interface ReleasedFeedbackProps {
  released: NonNullable<FeedbackView['released']>;
  levelNames: readonly string[];
  mentorName: string;
  /** The learner may act on the next steps; everybody else only reads them. */
  isLearner: boolean;
}

/** What the mentor saw: the warm part first, moves and knowledge apart, then what to do about it. */
export function ReleasedFeedback({ released, levelNames, mentorName, isLearner }: ReleasedFeedbackProps) {
  return (
    <Stack gap="lg">
      <Panel title={`From ${mentorName}`}>
        {released.note !== '' && <MarkdownText>{released.note}</MarkdownText>}
        {released.strengths.length > 0 && (
          <>
            <p className="eyebrow">What went well</p>
            <ul className="measure">
              {released.strengths.map((strength) => (
                <li key={strength}>{strength}</li>
              ))}
            </ul>
          </>
        )}
        {released.recommendation !== null && (
          <Text mt="md">
            Ready for this level? <strong>{RECOMMENDATION_WORDS[released.recommendation]}</strong>
          </Text>
        )}
      </Panel>
      {released.nextSteps.length > 0 && (
        <Panel title="Next steps" tone={isLearner ? 'accent' : 'plain'}>
          {isLearner ? (
            <NextStepList steps={released.nextSteps} />
          ) : (
            <ul>
              {released.nextSteps.map((step) => (
                <li key={step.id}>{step.drill}</li>
              ))}
            </ul>
          )}
        </Panel>
      )}
      <Panel title="Reasoning, move by move">
        {released.rows.map((row) => (
          <FeedbackRow key={row.dimension} row={row} levelNames={levelNames} />
        ))}
      </Panel>
      {released.knowledge.length > 0 && (
        <Panel title="Knowledge, point by point">
          <KnowledgePoints knowledge={released.knowledge} />
        </Panel>
      )}
      {released.seenBy.length > 0 && <SeenBy people={released.seenBy} />}
    </Stack>
  );
}
