import { preset } from '../../jest.preset.mjs';

// Journeys share one server and one browser machine: one after another, with time for a slow core.
export default preset('journeys', { testMatch: ['<rootDir>/src/**/*.spec.ts'], maxWorkers: 1, testTimeout: 120_000 });
