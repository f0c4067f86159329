import { Button } from '@mantine/core';
import type { PlanItemView } from '@dryrun/contracts/interviews.contract';
import IconEye from '@tabler/icons-react/dist/esm/icons/IconEye.mjs';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QuestionLines, QuestionMaterial } from '../../ui/question-material.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import classes from './current-question.module.css';
import { KeyHint } from './key-hint.tsx';
import { PushbackList } from './pushback-list.tsx';
import type { Run } from './use-run.ts';

interface CurrentQuestionProps {
  items: readonly PlanItemView[];
  item: PlanItemView;
  onChoose: (itemId: string) => void;
  run: Run;
  /** Epoch milliseconds. */
  startedAt: number;
  hasKeys: boolean;
}

/** The question being asked: what the learner reads, and what only the mentor does. */
export function CurrentQuestion({ items, item, onChoose, run, startedAt, hasKeys }: CurrentQuestionProps) {
  const isShown = run.shownItemId === item.id;
  return (
    <div className={classes.stack}>
      {items.length > 1 && (
        <div className={classes.tabs} role="group" aria-label="Questions of this mock">
          {items.map((other, index) => (
            <button
              key={other.id}
              type="button"
              className={classes.tab}
              aria-pressed={other.id === item.id}
              onClick={() => onChoose(other.id)}
            >
              <span>
                {index + 1}. {other.question.title}
              </span>
              {other.id === run.shownItemId ? (
                <span className={classes.state}>shown now</span>
              ) : (
                other.shownAt !== null && <span className={classes.state}>was shown</span>
              )}
            </button>
          ))}
        </div>
      )}
      <Panel
        title={item.question.title}
        tone={isShown ? 'accent' : 'plain'}
        actions={
          <>
            {isShown && (
              <StatusBadge icon={IconEye} hue="teal">
                The learner sees this
              </StatusBadge>
            )}
            <Button
              variant={isShown ? 'default' : 'filled'}
              loading={run.isShowing}
              onClick={() => run.show(isShown ? null : item.id)}
              rightSection={hasKeys ? <KeyHint>S</KeyHint> : undefined}
            >
              {isShown ? 'Hide the prompt' : 'Show to learner'}
            </Button>
          </>
        }
      >
        <MarkdownText>{item.question.prompt}</MarkdownText>
        <div className={classes.aids}>
          <QuestionLines title="Facts, only when asked for" lines={item.question.factsOnRequest} />
          <QuestionLines title="Probes" lines={item.question.probes} />
        </div>
        <PushbackList
          item={item}
          onUse={(id) => run.usePushback(item.id, id)}
          startedAt={startedAt}
          hasKeys={hasKeys}
        />
        <div className={classes.material}>
          <QuestionMaterial question={item.question} />
        </div>
      </Panel>
    </div>
  );
}
