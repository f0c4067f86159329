import { Stack, Title } from '@mantine/core';
import type { RoadmapStageView } from '@dryrun/contracts/study.contract';
import { InlineMarkdown } from '../../ui/inline-markdown.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/panel.tsx';
import { LinkedText } from './linked-text.tsx';
import reading from './reading-list.module.css';

/** Every section of a stage with its topics, and the questions of the bank that belong to each. */
export function StageSections({ stage }: { stage: RoadmapStageView }) {
  return (
    <Stack gap="lg">
      {stage.body.sections.map((section) => (
        <Panel key={section.number} id={section.number} title={`${section.number} ${section.title}`}>
          <LinkedText {...section.summary} targets={stage.links} />
          {section.topics.map((topic) => (
            <section key={topic.id}>
              <Title order={3} size="h4" mt="lg">
                {topic.title}
              </Title>
              <ul className={reading.list}>
                {topic.items.map((item) => (
                  <li key={item.id}>
                    <strong>
                      <InlineMarkdown>{item.label}</InlineMarkdown>
                    </strong>
                    <LinkedText text={item.text} links={item.links} targets={stage.links} />
                  </li>
                ))}
              </ul>
              <Questions questions={stage.questions.filter((q) => q.topic === `${section.number}/${topic.id}`)} />
            </section>
          ))}
        </Panel>
      ))}
    </Stack>
  );
}

function Questions({ questions }: { questions: RoadmapStageView['questions'] }) {
  if (questions.length === 0) return null;
  return (
    <p>
      Practise:{' '}
      {questions.map(({ slug, title }, index) => (
        <span key={slug}>
          {index > 0 && ' · '}
          <TextLink to="/bank/$slug" params={{ slug }}>
            {title}
          </TextLink>
        </span>
      ))}
    </p>
  );
}
