import type { Bench } from '../frame/bench.ts';
export const booking: Bench = { name: 'booking', row: '1', run: () => Promise.reject(new Error('not yet')) };
