import { useMemo, useState } from 'react';
import { NativeSelect, SimpleGrid, Text } from '@mantine/core';
import type { AvailabilityView, HoursPreviewView } from '@dryrun/contracts/scheduling.contract';
import { zoneAbbreviation } from '../../platform/time.ts';
import { ZoneContext } from '../../platform/zone.ts';
import { Panel } from '../../ui/panel.tsx';
import { ZoneSwitch } from '../../ui/zone-switch.tsx';
import type { HoursBatch, HoursFormat } from './hours-batch.ts';
import type { HoursForm } from './hours-form.ts';
import { HoursPreview } from './hours-preview.tsx';
import { windowsOf } from './preview-windows.ts';
import { StartsPreview } from './starts-preview.tsx';

interface HoursSeenProps {
  view: AvailabilityView;
  form: HoursForm;
  isDirty: boolean;
  hasFaults: boolean;
  now: number;
  learnerZones: readonly string[];
  /** What the server's slot engine says; null while nobody was asked. */
  seen: HoursPreviewView | null;
  isBehind: boolean;
  batches: readonly HoursBatch[];
  formats: readonly HoursFormat[];
  batchId: string;
  format: string;
  onBatch: (batchId: string) => void;
  onFormat: (slug: string) => void;
  /** How the mentor's own clock is named: "you", or where they are. */
  whose: string;
}

/** What learners see of the hours on the screen, on their clock. */
export function HoursSeen(props: HoursSeenProps) {
  const { view, form, isDirty, hasFaults, now, learnerZones, seen, isBehind, batches, formats } = props;
  const [zone, setZone] = useState(learnerZones[0] ?? view.timeZone);
  const windows = useMemo(
    () => (!isDirty ? view.preview : hasFaults ? null : windowsOf(form, now)),
    [isDirty, view.preview, hasFaults, form, now],
  );
  return (
    <ZoneContext value={{ timeZone: zone, offered: learnerZones, choose: setZone }}>
      <Panel
        title={`Learners in ${zoneAbbreviation(new Date(now).toISOString(), zone)} see`}
        actions={learnerZones.length > 1 && <ZoneSwitch />}
        tone="quiet"
      >
        {seen !== null && (
          <SimpleGrid cols={1} spacing="xs" mb="sm">
            {batches.length > 1 && (
              <NativeSelect
                label="Learners of"
                value={props.batchId}
                onChange={(event) => props.onBatch(event.currentTarget.value)}
                data={batches.map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
            {formats.length > 0 && (
              <NativeSelect
                label="Looking for"
                value={props.format}
                onChange={(event) => props.onFormat(event.currentTarget.value)}
                data={formats.map(({ slug, title, minutes }) => ({ value: slug, label: `${title}, ${minutes} min` }))}
              />
            )}
          </SimpleGrid>
        )}
        <Text size="sm" c="dimmed" mb="sm" aria-live="polite">
          {isDirty && 'Once you save. '}
          {seen === null
            ? 'The next two weeks, less what is taken, too soon or beyond limits.'
            : isBehind
              ? 'Working it out…'
              : 'Starts that a learner with nothing else booked can pick right now.'}
        </Text>
        {windows === null ? (
          <Text c="dimmed">Mend the marked places to see it.</Text>
        ) : seen === null ? (
          <HoursPreview windows={windows} ownZone={form.timeZone} whose={props.whose} />
        ) : (
          <StartsPreview seen={seen} ownZone={form.timeZone} />
        )}
      </Panel>
    </ZoneContext>
  );
}
