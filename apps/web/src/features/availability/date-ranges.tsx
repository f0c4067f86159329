import type { ReactNode } from 'react';
import { Button, TextInput } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { addDays } from '@dryrun/domain/time/local-date';
import { newKey } from './hours-form.ts';
import { dateWords } from './hours-words.ts';
import classes from './date-ranges.module.css';

/** Days in a row, both ends included. */
interface DateRange {
  key: string;
  fromOn: string;
  untilOn: string;
}

interface DateRangesProps<R extends DateRange> {
  rows: readonly R[];
  /** `what` names the step, for undoing. */
  onChange: (what: string, rows: R[]) => void;
  /** The local date in the form's zone: what lies behind it is shown as past. */
  today: string;
  faults: ReadonlyMap<string, string>;
  words: {
    from: string;
    until: string;
    add: string;
    /** How a range is called where only its sound tells it from others: "time off, Mon 4 to Fri 8". */
    name: (row: R, dates: string) => string;
  };
  /** What a range has besides its dates, with its fault's key below that of the range. */
  field: (row: R, edit: (changed: Partial<R>, field: string) => void) => ReactNode;
  /** A new range: what it has besides its dates. */
  blank: () => Omit<R, keyof DateRange>;
}

/** A list of date ranges, each with one more field. A new one is the week from tomorrow on. */
export function DateRanges<R extends DateRange>(props: DateRangesProps<R>) {
  const { rows, onChange, today, faults, words, field, blank } = props;
  const add = () => {
    const fromOn = addDays(today, 1);
    const row = { ...blank(), key: newKey(), fromOn, untilOn: addDays(fromOn, 6) } as R;
    onChange(`add ${row.key}`, [...rows, row]);
  };
  return (
    <>
      <ul className={classes.ranges}>
        {rows.map((row) => {
          const { key, fromOn, untilOn } = row;
          const name = words.name(row, `${dateWords(fromOn)} to ${dateWords(untilOn)}`);
          const edit = (changed: Partial<R>, what: string) =>
            onChange(
              `${key}.${what}`,
              rows.map((other) => (other.key === key ? { ...other, ...changed } : other)),
            );
          const date = (end: 'fromOn' | 'untilOn', label: string) => (
            <TextInput
              type="date"
              label={label}
              value={row[end]}
              onChange={(event) => edit({ [end]: event.currentTarget.value } as Partial<R>, end)}
              error={faults.get(`${key}.${end}`)}
            />
          );
          return (
            <li key={key}>
              <fieldset className={classes.range} data-past={untilOn < today || undefined}>
                <legend className="visually-hidden">{name}</legend>
                {date('fromOn', words.from)}
                {date('untilOn', words.until)}
                {field(row, edit)}
                <Button
                  variant="subtle"
                  color="red"
                  px="xs"
                  aria-label={`Remove ${name}`}
                  onClick={() =>
                    onChange(
                      `remove ${key}`,
                      rows.filter((other) => other.key !== key),
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
      <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={add}>
        {words.add}
      </Button>
    </>
  );
}
