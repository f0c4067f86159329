import type { Bench } from '../frame/bench.ts';
export const hotSlots: Bench = { name: 'hot-slots', row: '1', run: () => Promise.reject(new Error('not yet')) };
