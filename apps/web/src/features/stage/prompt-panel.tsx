import { Text } from '@mantine/core';
import type { StageView } from '@dryrun/contracts/interviews.contract';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import { Panel } from '../../ui/panel.tsx';

/** What the mentor shows right now; a new prompt is announced. */
export function PromptPanel({ stage, mentorName }: { stage: StageView; mentorName: string }) {
  const { shown, state } = stage;
  return (
    <div aria-live="polite">
      {shown ? (
        <Panel title={shown.title} tone="accent">
          <MarkdownText>{shown.prompt}</MarkdownText>
        </Panel>
      ) : (
        <Panel tone="quiet">
          <Text>
            {state === 'running'
              ? `The prompt appears here as soon as ${mentorName} shows it.`
              : `${mentorName} has not started yet. Keep this page open: the clock and the prompt appear by themselves.`}
          </Text>
        </Panel>
      )}
    </div>
  );
}
