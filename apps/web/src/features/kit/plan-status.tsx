import { Button, Group, SimpleGrid, Text } from '@mantine/core';
import type { PlanView } from '@dryrun/contracts/interviews.contract';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { wantedOf, type PlanEditor, type WantedPlan } from './use-plan-editor.ts';

/** Whether the choice is saved, the way back, and what to do when it could not be saved. */
export function PlanStatus({ editor, plan }: { editor: PlanEditor; plan: PlanView }) {
  if (editor.conflict)
    return (
      <Notice
        tone="warning"
        title="The plan was changed elsewhere"
        isLive
        actions={
          <>
            <Button variant="default" onClick={editor.conflict.saveMine} loading={editor.isSaving}>
              Save mine instead
            </Button>
            <Button variant="default" onClick={editor.discard}>
              Keep what is saved
            </Button>
          </>
        }
      >
        Another tab saved it, or one of its questions was used in another mock. Your change is not saved yet; choose
        which plan holds.
        <SimpleGrid cols={{ base: 1, sm: 2 }} mt="sm">
          <Version title="Yours" items={editor.conflict.mine} plan={plan} />
          <Version title="Saved meanwhile" items={wantedOf(plan)} plan={plan} />
        </SimpleGrid>
      </Notice>
    );
  if (editor.error)
    return (
      <ProblemNotice
        error={editor.error}
        retry={editor.retry}
        actions={
          <Button size="sm" variant="default" onClick={editor.discard}>
            Forget my change
          </Button>
        }
      />
    );
  return (
    <Group justify="space-between" gap="xs" mih={44}>
      <Text c="dimmed" role="status">
        {editor.isSaving
          ? 'Saving…'
          : editor.isSaved
            ? 'Saved. Your choice stands.'
            : 'Chosen for this learner; every change is saved by itself.'}
      </Text>
      {editor.undo && (
        <Button variant="subtle" color="gray" onClick={editor.undo}>
          Undo last change
        </Button>
      )}
    </Group>
  );
}

function Version({ title, items, plan }: { title: string; items: WantedPlan; plan: PlanView }) {
  const titleOf = (id: string) =>
    plan.items.find((i) => i.questionVersionId === id)?.question.title ??
    plan.spares.find((s) => s.questionVersionId === id)?.title ??
    'A question that is no longer offered';
  return (
    <section aria-label={title}>
      <Text fw={600}>{title}</Text>
      <ol>
        {items.map(({ questionVersionId, pushbackIds }) => (
          <li key={questionVersionId}>
            {titleOf(questionVersionId)} ({pushbackIds.length === 1 ? '1 pushback' : `${pushbackIds.length} pushbacks`})
          </li>
        ))}
      </ol>
    </section>
  );
}
