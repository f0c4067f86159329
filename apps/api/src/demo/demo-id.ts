import { v5 as uuid } from 'uuid';

const NAMESPACE = '6f0c1d5e-2a7b-5c43-9d18-64726e727964';

/** The id of a named thing of the demo, the same on every machine and date: `demoId('person/asha')`. */
export function demoId(name: string): string {
  return uuid(name, NAMESPACE);
}

/** An even-looking but fixed fraction in [0, 1) for a name: the demo's only dice. */
export function chance(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x1_0000_0000;
}

/** One of a list, always the same one for a name. Pre-condition: the list is not empty, else a RangeError. */
export function pick<T>(name: string, from: readonly T[]): T {
  const found = from[Math.floor(chance(name) * from.length)];
  if (found === undefined) throw new RangeError(`nothing to pick from for ${name}`);
  return found;
}
