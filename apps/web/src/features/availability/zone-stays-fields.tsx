import { useState } from 'react';
import { Select, Text } from '@mantine/core';
import { timeZoneNames } from '../../platform/time-zones.ts';
import { browserTimeZone, zoneCity } from '../../platform/time.ts';
import { DateRanges } from './date-ranges.tsx';
import type { HoursEditor } from './use-hours-editor.ts';

interface ZoneStaysFieldsProps {
  editor: Pick<HoursEditor, 'form' | 'faults' | 'change' | 'isMine'>;
  /** The local date in the form's zone. */
  today: string;
}

/** "I am in Berlin from … to …": dates on which the hours are meant on another clock. */
export function ZoneStaysFields({ editor: { form, faults, change, isMine }, today }: ZoneStaysFieldsProps) {
  const [zones] = useState(() =>
    timeZoneNames([form.timeZone, ...form.stays.map((stay) => stay.timeZone)]).map((zone) => ({
      value: zone,
      label: zone.replaceAll('_', ' '),
    })),
  );
  const elsewhere = () => {
    const here = browserTimeZone();
    return { timeZone: here !== null && here !== form.timeZone ? here : 'Europe/Berlin' };
  };
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" className="measure">
        On these days{' '}
        {isMine
          ? 'your hours are meant on the clock of where you are'
          : 'their hours are meant on the clock of where they are'}
        . The last day in one place lasts to its end there; the first day in the next one begins after that.
      </Text>
      <DateRanges
        rows={form.stays}
        onChange={(what, stays) => change(what, { ...form, stays })}
        today={today}
        faults={faults}
        words={{
          from: 'From',
          until: 'To, included',
          add: 'Add a stay elsewhere',
          name: (stay, dates) => `stay in ${zoneCity(stay.timeZone)}, ${dates}`,
        }}
        field={(stay, edit) => (
          <Select
            label="On the clock of"
            data={zones}
            value={stay.timeZone}
            onChange={(timeZone) => timeZone !== null && edit({ timeZone }, 'timeZone')}
            error={faults.get(`${stay.key}.timeZone`)}
            searchable
            limit={60}
            allowDeselect={false}
            nothingFoundMessage="No zone by that name; try the nearest large city."
          />
        )}
        blank={elsewhere}
      />
    </>
  );
}
