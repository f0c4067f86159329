import { Code, Stack } from '@mantine/core';
import type { CaseStudyView } from '@dryrun/contracts/study.contract';
import { Disclosure } from '../../ui/disclosure.tsx';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SourceList } from './source-list.tsx';

/** The worked solution: architecture, decisions with their price, what breaks, what is asked next. */
export function CaseReference({ reference }: { reference: NonNullable<CaseStudyView['reference']> }) {
  const parts = (title: string, entries: readonly { id: string; title: string; text: string }[]) => (
    <Panel title={title}>
      {entries.map((entry) => (
        <Disclosure key={entry.id} title={entry.title}>
          <MarkdownText>{entry.text}</MarkdownText>
        </Disclosure>
      ))}
    </Panel>
  );
  const followUps = reference.followUps.map(({ id, asks, goodAnswer }) => ({ id, title: asks, text: goodAnswer }));
  return (
    <Stack gap="lg">
      <Panel title="Architecture">
        <MarkdownText>{reference.architecture}</MarkdownText>
        <Disclosure title={`Diagram: ${reference.diagram.caption}`}>
          <Code block tabIndex={0} aria-label="Source of the diagram (Mermaid)">
            {reference.diagram.source}
          </Code>
        </Disclosure>
      </Panel>
      {parts('Key decisions', reference.decisions)}
      {parts('What breaks', reference.failureModes)}
      {parts('What an interviewer asks next', followUps)}
      <SourceList sources={reference.sources} />
    </Stack>
  );
}
