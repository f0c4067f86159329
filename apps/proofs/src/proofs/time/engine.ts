import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Product } from '../../product/place.ts';

interface Transition {
  at: number;
  offsetBefore: number;
  offsetAfter: number;
}

/** The part of the product that knows about time, as the proof asks it. Instants are epoch milliseconds. */
export interface Engine {
  isTimeZone(id: string): boolean;
  zoneClock(id: string): {
    offsetAt(instant: number): number;
    toInstant(wall: number): number;
    dayAt(instant: number): number;
    transitions(from: number, to: number): Transition[];
  };
  instantToLocal(
    id: string,
    instant: number,
  ): { date: string; minuteOfDay: number; weekday: number; offsetMinutes: number };
  localToInstant(id: string, date: string, minuteOfDay: number): number;
  batchWeekOf(batch: { startsOn: string; timeZone: string }, instant: number): number;
  batchWeekRange(batch: { startsOn: string; timeZone: string }, n: number): { start: number; end: number };
  openSlots(request: Record<string, unknown>): { starts: number[] };
}

/** The engine of the product on trial: pure functions, read from its own sources as they were built, mutated ones too. */
export async function engineOf(product: Product): Promise<Engine> {
  const domain = join(product.apiDir, '../../../libs/domain/src');
  const load = (file: string) => import(pathToFileURL(join(domain, file)).href) as Promise<Partial<Engine>>;
  const parts = await Promise.all(
    ['time/zone-transitions.ts', 'time/batch-weeks.ts', 'scheduling/open-slots.ts'].map(load),
  );
  return Object.assign({}, ...parts) as Engine;
}
