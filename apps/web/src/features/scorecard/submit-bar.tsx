import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useZone } from '../../platform/zone.ts';
import { formatTime } from '../../platform/time.ts';
import { explainError } from '../../ui/problem-notice.tsx';
import type { DraftState } from './draft-keeper.ts';
import classes from './submit-bar.module.css';

interface SubmitBarProps {
  state: DraftState;
  rated: number;
  total: number;
  onSave: () => void;
  onPreview: () => void;
  onSubmit: () => void;
  /** What is missing, once submitting was tried. */
  children?: ReactNode;
}

/** Always in reach: what is saved, how far it is, preview and submit. */
export function SubmitBar({ state, rated, total, onSave, onPreview, onSubmit, children }: SubmitBarProps) {
  return (
    <div className={classes.bar}>
      {children}
      <div className={classes.facts}>
        <span className="tabular">
          {rated} of {total} moves rated
        </span>
        <SaveLine state={state} onSave={onSave} />
      </div>
      <div className={classes.actions}>
        <Button variant="default" onClick={onPreview}>
          Preview
        </Button>
        <Button onClick={onSubmit} loading={state.isSubmitting}>
          Submit
        </Button>
      </div>
    </div>
  );
}

function SaveLine({ state, onSave }: { state: DraftState; onSave: () => void }) {
  const { timeZone } = useZone();
  const { error, isDirty, isSaving, base } = state;
  if (error !== null)
    return (
      <span className={classes.unsaved} role="alert">
        Not saved yet, but kept on this device. {explainError(error).detail || explainError(error).title}{' '}
        <button type="button" className={classes.again} onClick={onSave} disabled={isSaving}>
          Save now
        </button>
      </span>
    );
  if (isDirty || isSaving) return <span className={classes.saved}>Saving…</span>;
  if (base.savedAt === null) return <span className={classes.saved}>Begun from your marks</span>;
  return <span className={classes.saved}>Saved {formatTime(base.savedAt, timeZone)}</span>;
}
