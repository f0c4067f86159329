import { useState } from 'react';
import { Select } from '@mantine/core';
import { timeZoneNames } from '../platform/time-zones.ts';

interface ZoneSelectProps {
  label: string;
  description?: string;
  value: string;
  onChange: (zone: string) => void;
  error?: string;
}

/** A time zone out of all there are, found by typing a city. */
export function ZoneSelect({ label, description, value, onChange, error }: ZoneSelectProps) {
  const [zones] = useState(() =>
    timeZoneNames([value]).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
  );
  return (
    <Select
      label={label}
      description={description}
      data={zones}
      value={value}
      onChange={(zone) => zone !== null && onChange(zone)}
      error={error}
      searchable
      limit={60}
      allowDeselect={false}
      nothingFoundMessage="No zone by that name; try the nearest large city."
    />
  );
}
