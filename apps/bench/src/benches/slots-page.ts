import type { Bench } from '../frame/bench.ts';
export const slotsPage: Bench = { name: 'slots-page', row: '1', run: () => Promise.reject(new Error('not yet')) };
