import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import type { PlanItemView, PlanView } from '@dryrun/contracts/interviews.contract';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import IconBulb from '@tabler/icons-react/dist/esm/icons/IconBulb.mjs';
import { MarkdownText } from '../../ui/markdown-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QuestionLines, QuestionMaterial } from '../../ui/question-material.tsx';
import { LEVEL_LABELS } from '../../ui/words.ts';
import classes from './kit-question.module.css';
import { PlannedPushbacks } from './planned-pushbacks.tsx';

export interface QuestionActions {
  /** null where the question is first or last. */
  moveUp: (() => void) | null;
  moveDown: (() => void) | null;
  /** null when nothing else fits or the learner has seen it. */
  swap: (() => void) | null;
  remove: (() => void) | null;
  planPushbacks: (ids: string[]) => void;
}

interface KitQuestionProps {
  item: PlanItemView;
  /** 1-based. */
  number: number;
  plannedIds: readonly string[];
  focus: PlanView['focusDimensions'];
  /** null: to be read only. */
  actions: QuestionActions | null;
}

/** One planned question: why this one, what the learner will read, what to push back with, and the answers. */
export function KitQuestion({ item, number, plannedIds, focus, actions }: KitQuestionProps) {
  const { question } = item;
  const room = focus.filter(({ id }) => question.expectedDimensions.includes(id)).map(({ title }) => title);
  return (
    <Panel
      title={`${number}. ${question.title}`}
      actions={actions && <Actions actions={actions} title={question.title} isShown={item.shownAt !== null} />}
    >
      <p className={classes.reason}>
        <IconBulb size={20} aria-hidden />
        <span>
          <span className="visually-hidden">Why this one: </span>
          {item.reason.sentence}
        </span>
      </p>
      <p className="eyebrow">
        {question.kind}, {levels(item)}
        {room.length > 0 && ` · room for ${room.join(', ')}`}
      </p>
      <MarkdownText>{question.prompt}</MarkdownText>
      <div className={classes.prepared}>
        <QuestionLines title="Facts, only when asked for" lines={question.factsOnRequest} />
        <QuestionLines title="Probes" lines={question.probes} />
        <PlannedPushbacks
          pushbacks={item.pushbacks}
          plannedIds={plannedIds}
          onPlan={actions ? actions.planPushbacks : null}
        />
      </div>
      <QuestionMaterial question={question} />
    </Panel>
  );
}

function Actions({ actions, title, isShown }: { actions: QuestionActions; title: string; isShown: boolean }) {
  return (
    <div className={classes.actions}>
      <Tooltip label="Ask earlier">
        <ActionIcon aria-label={`Ask “${title}” earlier`} disabled={!actions.moveUp} onClick={() => actions.moveUp?.()}>
          <IconArrowUp size={20} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Ask later">
        <ActionIcon
          aria-label={`Ask “${title}” later`}
          disabled={!actions.moveDown}
          onClick={() => actions.moveDown?.()}
        >
          <IconArrowDown size={20} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {isShown ? (
        <Text c="dimmed" size="sm">
          Already shown, so it stays
        </Text>
      ) : (
        <>
          {actions.swap && (
            <Button variant="default" onClick={actions.swap}>
              Swap
            </Button>
          )}
          {actions.remove && (
            <Button variant="subtle" color="gray" onClick={actions.remove}>
              Leave out
            </Button>
          )}
        </>
      )}
    </div>
  );
}

function levels({ question }: PlanItemView): string {
  const [from, to] = [LEVEL_LABELS[question.minLevel], LEVEL_LABELS[question.maxLevel]];
  return from === to ? from.toLowerCase() : `${from.toLowerCase()} to ${to.toLowerCase()}`;
}
