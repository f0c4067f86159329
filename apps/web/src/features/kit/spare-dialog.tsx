import { Button, Modal, Text } from '@mantine/core';
import type { PlanView } from '@dryrun/contracts/interviews.contract';
import classes from './spare-dialog.module.css';

interface SpareDialogProps {
  /** What the chosen question replaces; null: it is added at the end. */
  replaces: string | null;
  spares: PlanView['spares'];
  isOpen: boolean;
  close: () => void;
  onChoose: (questionVersionId: string) => void;
}

/** Other questions that are fresh for this learner, best first, each with its reason. */
export function SpareDialog({ replaces, spares, isOpen, close, onChoose }: SpareDialogProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size="lg"
      title={replaces === null ? 'Add a question' : `Instead of “${replaces}”`}
    >
      <Text c="dimmed" mb="md">
        All of these are fresh for this learner; the best fit comes first.
      </Text>
      <ul className={classes.spares}>
        {spares.map((spare) => (
          <li key={spare.questionVersionId} className={classes.spare}>
            <div>
              <strong>{spare.title}</strong>
              <Text c="dimmed" size="sm">
                {spare.reason.sentence}
              </Text>
            </div>
            <Button
              variant="default"
              aria-label={`Take “${spare.title}”`}
              onClick={() => {
                onChoose(spare.questionVersionId);
                close();
              }}
            >
              Take
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
