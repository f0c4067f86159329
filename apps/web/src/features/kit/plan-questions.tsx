import { useState } from 'react';
import { Button, Stack } from '@mantine/core';
import type { PlanView } from '@dryrun/contracts/interviews.contract';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { KitQuestion, type QuestionActions } from './kit-question.tsx';
import { PlanStatus } from './plan-status.tsx';
import { SpareDialog } from './spare-dialog.tsx';
import { usePlanEditor, wantedOf, type PlanEditor } from './use-plan-editor.ts';

/** More do not fit into one mock (the wire's limit as well). */
const MOST_QUESTIONS = 6;

/** The questions of a plan, to be chosen and put in order. */
export function EditablePlan({ plan }: { plan: PlanView }) {
  const editor = usePlanEditor(plan);
  const [choosing, setChoosing] = useState<{ replaces: string | null } | null>(null);
  const { shown, change } = editor;
  const free = plan.spares.filter((spare) => shown.every((w) => w.questionVersionId !== spare.questionVersionId));
  const replaced = plan.items.find((item) => item.questionVersionId === choosing?.replaces);
  const choose = (questionVersionId: string) => {
    const chosen = { questionVersionId, pushbackIds: [] };
    const replaces = choosing?.replaces ?? null;
    change(replaces === null ? [...shown, chosen] : shown.map((w) => (w.questionVersionId === replaces ? chosen : w)));
  };
  return (
    <Stack gap="lg">
      <PlanStatus editor={editor} plan={plan} />
      {plan.shortage !== '' && (
        <Notice tone="warning" title="Not enough fresh questions">
          {plan.shortage}
        </Notice>
      )}
      {shown.map(({ questionVersionId, pushbackIds }, index) => {
        const item = plan.items.find((i) => i.questionVersionId === questionVersionId);
        if (!item) return <Arriving key={questionVersionId} plan={plan} versionId={questionVersionId} />;
        return (
          <KitQuestion
            key={questionVersionId}
            item={item}
            number={index + 1}
            plannedIds={pushbackIds}
            focus={plan.focusDimensions}
            actions={actionsOf(editor, index, item.shownAt !== null, free.length > 0, () =>
              setChoosing({ replaces: questionVersionId }),
            )}
          />
        );
      })}
      {shown.length < MOST_QUESTIONS && free.length > 0 && (
        <div>
          <Button variant="default" onClick={() => setChoosing({ replaces: null })}>
            Add a question
          </Button>
        </div>
      )}
      <SpareDialog
        replaces={replaced?.question.title ?? null}
        spares={free}
        isOpen={choosing !== null}
        close={() => setChoosing(null)}
        onChoose={choose}
      />
    </Stack>
  );
}

/** The same for those who may look and not change, and after the mock. */
export function ReadOnlyPlan({ plan }: { plan: PlanView }) {
  return (
    <Stack gap="lg">
      {wantedOf(plan).map(({ questionVersionId, pushbackIds }, index) => {
        const item = plan.items.find((i) => i.questionVersionId === questionVersionId);
        return (
          item && (
            <KitQuestion
              key={questionVersionId}
              item={item}
              number={index + 1}
              plannedIds={pushbackIds}
              focus={plan.focusDimensions}
              actions={null}
            />
          )
        );
      })}
    </Stack>
  );
}

/** A question just taken in: its text comes with the server's answer. */
function Arriving({ plan, versionId }: { plan: PlanView; versionId: string }) {
  const spare = plan.spares.find((s) => s.questionVersionId === versionId);
  return (
    <Panel title={spare?.title ?? 'A question taken back in'} tone="quiet">
      {spare?.reason.sentence ?? 'Being saved…'}
    </Panel>
  );
}

function actionsOf(
  { shown, change, conflict }: PlanEditor,
  index: number,
  isShownToLearner: boolean,
  hasSpares: boolean,
  swap: () => void,
): QuestionActions | null {
  if (conflict) return null;
  const exchanged = (other: number) => () => {
    const next = [...shown];
    const [one, two] = [next[index], next[other]];
    if (!one || !two) return;
    next[index] = two;
    next[other] = one;
    change(next);
  };
  return {
    moveUp: index > 0 ? exchanged(index - 1) : null,
    moveDown: index < shown.length - 1 ? exchanged(index + 1) : null,
    swap: isShownToLearner || !hasSpares ? null : swap,
    remove: isShownToLearner || shown.length === 1 ? null : () => change(shown.filter((_, i) => i !== index)),
    planPushbacks: (pushbackIds) => change(shown.map((w, i) => (i === index ? { ...w, pushbackIds } : w))),
  };
}
