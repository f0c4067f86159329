import { Title } from '@mantine/core';
import type { Coverage } from '@dryrun/domain/feedback/scorecard';
import type { FeedbackView } from '@dryrun/contracts/feedback.contract';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconHandStop from '@tabler/icons-react/dist/esm/icons/IconHandStop.mjs';
import IconMinus from '@tabler/icons-react/dist/esm/icons/IconMinus.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { Icon } from '@tabler/icons-react';
import { InlineMarkdown } from '../../ui/inline-markdown.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Hue } from '../../ui/theme.ts';
import classes from './knowledge-points.module.css';

type Knowledge = NonNullable<FeedbackView['released']>['knowledge'];

const LOOKS: Record<Coverage, { icon: Icon; hue: Hue | 'gray'; word: string }> = {
  unaided: { icon: IconCheck, hue: 'green', word: 'Unaided' },
  nudged: { icon: IconHandStop, hue: 'amber', word: 'After a nudge' },
  missed: { icon: IconMinus, hue: 'gray', word: 'Missed' },
  wrong: { icon: IconX, hue: 'red', word: 'Wrong' },
};

/** What was known, question by question; never mixed with the moves. */
export function KnowledgePoints({ knowledge }: { knowledge: Knowledge }) {
  return knowledge.map((question) => (
    <section key={question.slug} className={classes.question} aria-label={question.title}>
      <Title order={3} size="h4" mb="xs">
        {question.title}
      </Title>
      <ul className={classes.points}>
        {question.points.map((point) => (
          <li key={point.text} className={classes.point}>
            <StatusBadge icon={LOOKS[point.coverage].icon} hue={LOOKS[point.coverage].hue}>
              {LOOKS[point.coverage].word}
            </StatusBadge>
            <span>
              <InlineMarkdown>{point.text}</InlineMarkdown>
            </span>
          </li>
        ))}
      </ul>
    </section>
  ));
}
