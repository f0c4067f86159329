import { currentZoneName } from './time.ts';

/** Every zone to choose from, under today's names, A to Z; `known` are added when the browser does not list them. */
export function timeZoneNames(known: readonly string[]): string[] {
  const listed = Intl.supportedValuesOf('timeZone').map(currentZoneName);
  return [...new Set([...listed, ...known, 'UTC'])].sort((a, b) => a.localeCompare(b));
}
