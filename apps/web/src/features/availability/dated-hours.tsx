import { Button, Group, Text, TextInput } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { addDays, isLocalDate } from '@dryrun/domain/time/local-date';
import { Disclosure } from '../../ui/disclosure.tsx';
import { HoursRowFields } from './hours-row.tsx';
import { newKey, type DateRow, type HoursForm } from './hours-form.ts';
import type { HoursEditor } from './use-hours-editor.ts';
import { dateWords } from './hours-words.ts';
import classes from './dated-hours.module.css';

interface DatedHoursProps {
  editor: Pick<HoursEditor, 'form' | 'faults' | 'change' | 'isMine'>;
  remarks: ReadonlyMap<string, string[]>;
  /** The local date in the form's zone. */
  today: string;
}

const EVENING = { start: '19:00', end: '21:00' };

/** Dates that differ from the week: days off and other hours. Dates that are over are folded away. */
export function DatedHours({ editor, remarks, today }: DatedHoursProps) {
  const { form, change } = editor;
  const isOver = ({ onDate }: DateRow) => isLocalDate(onDate) && onDate < today;
  const over = form.exceptions.filter(isOver);
  const ahead = form.exceptions.filter((date) => !isOver(date));
  const add = (intervals: DateRow['intervals']) => {
    const date = { key: newKey(), onDate: freeDate(form, today), intervals, note: '' };
    change(`add ${date.key}`, { ...form, exceptions: [...form.exceptions, date] });
  };
  const list = (dates: readonly DateRow[]) => (
    <ul className={classes.dates}>
      {dates.map((date) => (
        <li key={date.key}>
          <DateFields date={date} editor={editor} remarks={remarks} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {ahead.length === 0 ? (
        <Text c="dimmed" mb="md">
          No dates yet. What you put here replaces the weekly hours of that day.
        </Text>
      ) : (
        list(ahead)
      )}
      <Group gap="xs">
        <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => add([])}>
          Add a day off
        </Button>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => add([{ key: newKey(), ...EVENING }])}
        >
          Add other hours
        </Button>
      </Group>
      {over.length > 0 && (
        <div className={classes.over}>
          <Disclosure title={`Dates that are over (${over.length})`}>
            {list(over)}
            <Button variant="default" onClick={() => change('remove past dates', { ...form, exceptions: ahead })}>
              Remove them all
            </Button>
          </Disclosure>
        </div>
      )}
    </>
  );
}

function DateFields({ date, editor, remarks }: { date: DateRow } & Omit<DatedHoursProps, 'today'>) {
  const { form, faults, change, isMine } = editor;
  const name = dateWords(date.onDate);
  const set = (what: string, over: Partial<DateRow>) =>
    change(`${date.key}.${what}`, {
      ...form,
      exceptions: form.exceptions.map((row) => (row.key === date.key ? { ...row, ...over } : row)),
    });
  const isDayOff = date.intervals.length === 0;
  const nextDay = isLocalDate(date.onDate) ? dateWords(addDays(date.onDate, 1)) : 'the next day';
  return (
    <fieldset className={classes.date}>
      <legend className="visually-hidden">{isDayOff ? `${name}, day off` : `Hours on ${name}`}</legend>
      <TextInput
        type="date"
        label="Day"
        value={date.onDate}
        onChange={(event) => set('onDate', { onDate: event.currentTarget.value })}
        error={faults.get(`${date.key}.onDate`)}
        className={classes.day}
      />
      <TextInput
        label={isMine ? 'Note to yourself' : 'Note'}
        value={date.note}
        maxLength={140}
        onChange={(event) => set('note', { note: event.currentTarget.value })}
        error={faults.get(`${date.key}.note`)}
      />
      <div className={classes.hours}>
        <span className={classes.label}>{isDayOff ? 'Day off' : 'Hours instead'}</span>
        {date.intervals.map((interval) => (
          <HoursRowFields
            key={interval.key}
            hours={interval}
            name={name}
            nextDay={nextDay}
            faults={faults}
            remarks={remarks.get(interval.key) ?? []}
            onChange={(field, time) =>
              set(`${interval.key}.${field}`, {
                intervals: date.intervals.map((row) => (row.key === interval.key ? { ...row, [field]: time } : row)),
              })
            }
            onRemove={() =>
              set(`remove ${interval.key}`, { intervals: date.intervals.filter(({ key }) => key !== interval.key) })
            }
          />
        ))}
        {isDayOff && (
          <span className={classes.off}>Nobody can book {isMine ? 'you' : 'them'} from midnight to midnight.</span>
        )}
        {(remarks.get(date.key) ?? []).map((remark) => (
          <span key={remark} className={classes.remark}>
            {remark}
          </span>
        ))}
        <Group gap={0}>
          <Button
            variant="subtle"
            px="xs"
            onClick={() => {
              const interval = { key: newKey(), ...EVENING };
              set(`add ${interval.key}`, { intervals: [...date.intervals, interval] });
            }}
            aria-label={`Add hours on ${name}`}
          >
            Add hours
          </Button>
          {!isDayOff && (
            <Button
              variant="subtle"
              color="gray"
              px="xs"
              onClick={() => set('off', { intervals: [] })}
              aria-label={`Make it a day off: ${name}`}
            >
              Make it a day off
            </Button>
          )}
          <Button
            variant="subtle"
            color="red"
            px="xs"
            onClick={() =>
              change(`remove ${date.key}`, {
                ...form,
                exceptions: form.exceptions.filter(({ key }) => key !== date.key),
              })
            }
            aria-label={`Remove ${name}: weekly hours hold again`}
          >
            Remove
          </Button>
        </Group>
      </div>
    </fieldset>
  );
}

/** Tomorrow, or the first day after it that has no hours of its own yet. */
function freeDate({ exceptions }: HoursForm, today: string): string {
  const taken = new Set(exceptions.map(({ onDate }) => onDate));
  let day = addDays(today, 1);
  while (taken.has(day)) day = addDays(day, 1);
  return day;
}
