import { useState } from 'react';
import { Button, Select, Text, TextInput } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { addDays } from '@dryrun/domain/time/local-date';
import { browserTimeZone, zoneCity } from '../../platform/time.ts';
import { newKey, type StayRow } from './hours-form.ts';
import { dateWords } from './hours-words.ts';
import { timeZoneNames } from '../../platform/time-zones.ts';
import type { HoursEditor } from './use-hours-editor.ts';
import classes from './date-ranges.module.css';

interface ZoneStaysFieldsProps {
  editor: Pick<HoursEditor, 'form' | 'faults' | 'change'>;
  /** The local date in the form's zone. */
  today: string;
}

/** "I am in Berlin from … to …": dates on which the hours are meant on another clock. */
export function ZoneStaysFields({ editor: { form, faults, change }, today }: ZoneStaysFieldsProps) {
  const [zones] = useState(() =>
    timeZoneNames([form.timeZone, ...form.stays.map((stay) => stay.timeZone)]).map((zone) => ({
      value: zone,
      label: zone.replaceAll('_', ' '),
    })),
  );
  const set = (what: string, stays: StayRow[]) => change(what, { ...form, stays });
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" className="measure">
        On these days your hours are meant on the clock of where you are. The last day in one place lasts to its end
        there; the first day in the next one begins after that.
      </Text>
      <ul className={classes.ranges}>
        {form.stays.map((stay) => {
          const name = `${zoneCity(stay.timeZone)}, ${dateWords(stay.fromOn)} to ${dateWords(stay.untilOn)}`;
          const edit = (field: keyof StayRow, value: string) =>
            set(
              `${stay.key}.${field}`,
              form.stays.map((row) => (row.key === stay.key ? { ...row, [field]: value } : row)),
            );
          return (
            <li key={stay.key}>
              <fieldset className={classes.range} data-past={stay.untilOn < today || undefined}>
                <legend className="visually-hidden">Stay in {name}</legend>
                <TextInput
                  type="date"
                  label="From"
                  value={stay.fromOn}
                  onChange={(event) => edit('fromOn', event.currentTarget.value)}
                  error={faults.get(`${stay.key}.fromOn`)}
                />
                <TextInput
                  type="date"
                  label="To, included"
                  value={stay.untilOn}
                  onChange={(event) => edit('untilOn', event.currentTarget.value)}
                  error={faults.get(`${stay.key}.untilOn`)}
                />
                <Select
                  label="On the clock of"
                  data={zones}
                  value={stay.timeZone}
                  onChange={(zone) => zone !== null && edit('timeZone', zone)}
                  error={faults.get(`${stay.key}.timeZone`)}
                  searchable
                  limit={60}
                  allowDeselect={false}
                  nothingFoundMessage="No zone by that name; try the nearest large city."
                />
                <Button
                  variant="subtle"
                  color="red"
                  px="xs"
                  aria-label={`Remove stay in ${name}`}
                  onClick={() =>
                    set(
                      `remove ${stay.key}`,
                      form.stays.filter(({ key }) => key !== stay.key),
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
          const here = browserTimeZone();
          const timeZone = here !== null && here !== form.timeZone ? here : 'Europe/Berlin';
          const stay = { key: newKey(), fromOn, untilOn: addDays(fromOn, 6), timeZone };
          set(`add ${stay.key}`, [...form.stays, stay]);
        }}
      >
        Add a stay elsewhere
      </Button>
    </>
  );
}
