import { TextInput } from '@mantine/core';
import { DateRanges } from './date-ranges.tsx';
import type { HoursEditor } from './use-hours-editor.ts';
import classes from './date-ranges.module.css';

interface TimeOffProps {
  editor: Pick<HoursEditor, 'form' | 'faults' | 'change' | 'isMine'>;
  /** The local date in the form's zone. */
  today: string;
}

/** Days in a row on which nothing is offered: holidays, a busy release. */
export function TimeOff({ editor: { form, faults, change, isMine }, today }: TimeOffProps) {
  return (
    <>
      {form.timeOff.length === 0 && (
        <p className={classes.none}>
          Holidays or a busy release? Nobody is offered these days, whatever the weekly hours say.
        </p>
      )}
      <DateRanges
        rows={form.timeOff}
        onChange={(what, timeOff) => change(what, { ...form, timeOff })}
        today={today}
        faults={faults}
        words={{
          from: 'First day off',
          until: 'Last day off',
          add: 'Add time off',
          name: (_, dates) => `time off, ${dates}`,
        }}
        field={(off, edit) => (
          <TextInput
            label={isMine ? 'Note to yourself' : 'Note'}
            value={off.note}
            maxLength={120}
            onChange={(event) => edit({ note: event.currentTarget.value }, 'note')}
            error={faults.get(`${off.key}.note`)}
          />
        )}
        blank={() => ({ note: '' })}
      />
    </>
  );
}
