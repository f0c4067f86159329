/** Batches, enrolments, qualifications and booking rules. Knows nothing of interviews. */
export { CohortsModule } from './cohorts.module.ts';
export { Cohorts, type Batch } from './cohorts.ts';
export { Places } from './people/places.ts';
