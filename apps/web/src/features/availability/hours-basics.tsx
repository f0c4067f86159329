import { useState } from 'react';
import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { timeZoneNames } from '../../platform/time-zones.ts';
import type { HoursEditor } from './use-hours-editor.ts';

interface HoursBasicsProps {
  editor: Pick<HoursEditor, 'form' | 'faults' | 'change'>;
  /** Zones that must be in the list whatever the browser knows. */
  knownZones: readonly string[];
  /** The link to meet at is the mentor's alone. */
  hasLink: boolean;
}

/** In which zone the hours are written, and where this mentor usually meets. */
export function HoursBasics({ editor, knownZones, hasLink }: HoursBasicsProps) {
  const { form, faults, change } = editor;
  const [zones] = useState(() =>
    timeZoneNames([...knownZones, form.timeZone]).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
  );
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
      <Select
        label={hasLink ? 'Your time zone' : 'The mentor’s time zone'}
        description="All hours on this page are meant on this clock."
        data={zones}
        value={form.timeZone}
        onChange={(zone) => zone !== null && change('timeZone', { ...form, timeZone: zone })}
        error={faults.get('timeZone')}
        searchable
        limit={60}
        allowDeselect={false}
        nothingFoundMessage="No zone by that name; try the nearest large city."
      />
      {hasLink && (
        <TextInput
          type="url"
          label="Where you meet"
          description="Your usual call link; only your learner sees it."
          placeholder="https://"
          value={form.meetingUrl}
          onChange={(event) => change('meetingUrl', { ...form, meetingUrl: event.currentTarget.value })}
          error={faults.get('meetingUrl')}
        />
      )}
    </SimpleGrid>
  );
}
