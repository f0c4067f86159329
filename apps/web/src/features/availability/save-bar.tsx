import { Button } from '@mantine/core';
import { explainError } from '../../ui/problem-notice.tsx';
import type { HoursEditor } from './use-hours-editor.ts';
import classes from './save-bar.module.css';

type SaveBarProps = Pick<
  HoursEditor,
  'isDirty' | 'isSaving' | 'hasSaved' | 'canUndo' | 'undo' | 'discard' | 'error'
> & {
  faultCount: number;
};

/** Always in reach: whether everything is saved, the way back, and save. Submits the form around it. */
export function SaveBar({ isDirty, isSaving, hasSaved, canUndo, undo, discard, error, faultCount }: SaveBarProps) {
  const words = isSaving
    ? 'Saving…'
    : faultCount > 0
      ? `${faultCount === 1 ? 'One place' : `${faultCount} places`} to mend before saving`
      : isDirty
        ? notSaved(error)
        : hasSaved
          ? 'Saved. Learners see these hours now.'
          : 'Nothing changed';
  return (
    <div className={classes.bar} data-dirty={isDirty || undefined} data-near={isDirty || hasSaved || undefined}>
      <span role="status" className={classes.words}>
        {words}
      </span>
      <div className={classes.actions}>
        {canUndo && (
          <Button variant="subtle" color="gray" onClick={undo} disabled={isSaving}>
            Undo
          </Button>
        )}
        {isDirty && (
          <Button variant="default" onClick={discard} disabled={isSaving}>
            Discard
          </Button>
        )}
        <Button type="submit" loading={isSaving} disabled={!isDirty}>
          Save
        </Button>
      </div>
    </div>
  );
}

/** What went wrong is told in full above the bar, which may be far from what is shown. */
function notSaved(error: Error | null): string {
  return error ? `Not saved. ${explainError(error).title}` : 'Not saved yet';
}
