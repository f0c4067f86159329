import { Button, TextInput } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { addDays } from '@dryrun/domain/time/local-date';
import { newKey, type TimeOffRow } from './hours-form.ts';
import { dateWords } from './hours-words.ts';
import type { HoursEditor } from './use-hours-editor.ts';
import classes from './date-ranges.module.css';

interface TimeOffProps {
  editor: Pick<HoursEditor, 'form' | 'faults' | 'change'>;
  /** The local date in the form's zone. */
  today: string;
}

/** Days in a row on which nothing is offered: holidays, a busy release. */
export function TimeOff({ editor: { form, faults, change }, today }: TimeOffProps) {
  const set = (what: string, timeOff: TimeOffRow[]) => change(what, { ...form, timeOff });
  return (
    <>
      {form.timeOff.length === 0 && (
        <p className={classes.none}>
          Holidays or a busy release? Nobody is offered these days, whatever your hours say.
        </p>
      )}
      <ul className={classes.ranges}>
        {form.timeOff.map((off) => {
          const name = `${dateWords(off.fromOn)} to ${dateWords(off.untilOn)}`;
          const edit = (field: keyof TimeOffRow, value: string) =>
            set(
              `${off.key}.${field}`,
              form.timeOff.map((row) => (row.key === off.key ? { ...row, [field]: value } : row)),
            );
          return (
            <li key={off.key}>
              <fieldset className={classes.range} data-past={off.untilOn < today || undefined}>
                <legend className="visually-hidden">Time off, {name}</legend>
                <TextInput
                  type="date"
                  label="First day off"
                  value={off.fromOn}
                  onChange={(event) => edit('fromOn', event.currentTarget.value)}
                  error={faults.get(`${off.key}.fromOn`)}
                />
                <TextInput
                  type="date"
                  label="Last day off"
                  value={off.untilOn}
                  onChange={(event) => edit('untilOn', event.currentTarget.value)}
                  error={faults.get(`${off.key}.untilOn`)}
                />
                <TextInput
                  label="Note to yourself"
                  value={off.note}
                  maxLength={120}
                  onChange={(event) => edit('note', event.currentTarget.value)}
                  error={faults.get(`${off.key}.note`)}
                />
                <Button
                  variant="subtle"
                  color="red"
                  px="xs"
                  aria-label={`Remove time off, ${name}`}
                  onClick={() =>
                    set(
                      `remove ${off.key}`,
                      form.timeOff.filter(({ key }) => key !== off.key),
                    )
                  }
                >
                  Remove
                </Button>
              </fieldset>
            </li>
          );
        })}
      </ul>
      <Button
        variant="default"
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => {
          const fromOn = addDays(today, 1);
          const off = { key: newKey(), fromOn, untilOn: addDays(fromOn, 6), note: '' };
          set(`add ${off.key}`, [...form.timeOff, off]);
        }}
      >
        Add time off
      </Button>
    </>
  );
}
