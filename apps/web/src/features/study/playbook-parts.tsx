import type { ReactNode } from 'react';
import { Anchor, Stack, Title } from '@mantine/core';
import type { PlaybookBody, PlaybookFact, PlaybookSource } from '@dryrun/contracts/playbook-body';
import { formatDateWithYear } from '../../platform/time.ts';
import { InlineMarkdown } from '../../ui/inline-markdown.tsx';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import reading from './reading-list.module.css';

/** A playbook as a page to read, part by part in the order in which it is worked through. Empty parts are left out. */
export function PlaybookParts({ body }: { body: PlaybookBody }) {
  return (
    <Stack gap="lg">
      <Part title="Facts sheet" isThere={body.factsSheet.length > 0}>
        {body.factsSheet.map((group) => (
          <section key={group.id}>
            <Title order={3} size="h4" mt="md">
              {group.title}
            </Title>
            <ul className={reading.list}>
              {group.facts.map((fact) => (
                <li key={fact.id}>
                  <Fact fact={fact} sources={body.sources} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </Part>
      <Lines title="Readiness checklist" lines={body.checklist.map(({ id, text }) => ({ id, label: '', text }))} />
      <Scenes title="What to say, moment by moment" scenes={body.scripts} />
      <Lines title="Comparison" lines={body.comparison} />
      <Lines title="Traps" lines={body.traps} />
      <Scenes title="Role-play" scenes={body.rolePlay} />
      <Lines title="After signing" lines={body.afterSigning.map(({ id, text }) => ({ id, label: '', text }))} />
    </Stack>
  );
}

function Part({ title, isThere, children }: { title: string; isThere: boolean; children: ReactNode }) {
  return isThere ? <Panel title={title}>{children}</Panel> : null;
}

function Lines({ title, lines }: { title: string; lines: readonly { id: string; label: string; text: string }[] }) {
  return (
    <Part title={title} isThere={lines.length > 0}>
      <ul className={reading.list}>
        {lines.map(({ id, label, text }) => (
          <li key={id}>
            <MarkdownText>{label === '' ? text : `**${label}.** ${text}`}</MarkdownText>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Scenes({ title, scenes }: { title: string; scenes: PlaybookBody['scripts'] }) {
  return (
    <Part title={title} isThere={scenes.length > 0}>
      {scenes.map((scene) => (
        <section key={scene.id}>
          <Title order={3} size="h4" mt="md">
            {scene.title}
          </Title>
          <MarkdownText>{scene.text}</MarkdownText>
        </section>
      ))}
    </Part>
  );
}

/** Something true, with who says so and as of when; or a line that the reader fills in on paper. */
function Fact({ fact, sources }: { fact: PlaybookFact; sources: readonly PlaybookSource[] }) {
  return (
    <>
      <strong>
        <InlineMarkdown>{fact.label}</InlineMarkdown>
      </strong>
      <MarkdownText>{fact.isInput ? `_Yours to fill in:_ ${fact.text}` : fact.text}</MarkdownText>
      {sources
        .filter((source) => fact.sources.includes(source.id))
        .map((source) => (
          <p key={source.id} style={{ margin: 0 }}>
            <Anchor href={source.url} target="_blank" rel="noreferrer noopener" size="sm">
              {source.title}
            </Anchor>
            <small> as of {formatDateWithYear(source.asOf)}</small>
          </p>
        ))}
    </>
  );
}
