import { NativeSelect } from '@mantine/core';
import { useZone } from '../platform/zone.ts';
import { zoneAbbreviation, zoneCity } from '../platform/time.ts';

/** Beside every list of times: in which zone they are shown. Plain words when there is nothing to choose. */
export function ZoneSwitch() {
  const { timeZone, offered, choose } = useZone();
  const at = new Date().toISOString();
  const name = (zone: string) => {
    const short = zoneAbbreviation(at, zone);
    return short === zoneCity(zone) ? short : `${zoneCity(zone)} (${short})`;
  };
  if (offered.length < 2) return <span className="eyebrow">Times in {name(timeZone)}</span>;
  return (
    <NativeSelect
      size="sm"
      aria-label="Show times in"
      value={timeZone}
      onChange={(event) => choose(event.currentTarget.value)}
      data={offered.map((zone) => ({ value: zone, label: `Times in ${name(zone)}` }))}
    />
  );
}
