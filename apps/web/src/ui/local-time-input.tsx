import { Group, TextInput } from '@mantine/core';
import { localToInstant } from '@dryrun/domain/time/zone-transitions';
import { zoneCity } from '../platform/time.ts';

interface LocalTimeInputProps {
  /** `YYYY-MM-DD` and `HH:MM` on the clock of `timeZone`; either may be empty. */
  value: { date: string; time: string };
  onChange: (value: { date: string; time: string }) => void;
  timeZone: string;
}

/** A date and a time on the clock of one zone. */
export function LocalTimeInput({ value, onChange, timeZone }: LocalTimeInputProps) {
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        type="date"
        label="Date"
        value={value.date}
        onChange={(event) => onChange({ ...value, date: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        label={`Time in ${zoneCity(timeZone)}`}
        value={value.time}
        onChange={(event) => onChange({ ...value, time: event.currentTarget.value })}
      />
    </Group>
  );
}

/** The instant that is meant, on the wire; null while something is missing. A time that a clock change skips moves forward. */
export function instantOf(value: { date: string; time: string }, timeZone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value.date) || !/^\d{2}:\d{2}$/.test(value.time)) return null;
  const [hours = 0, minutes = 0] = value.time.split(':').map(Number);
  return new Date(localToInstant(timeZone, value.date, hours * 60 + minutes)).toISOString();
}
