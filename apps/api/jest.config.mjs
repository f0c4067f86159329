import { preset } from '../../jest.preset.mjs';

export default preset('api', {
  testRunner: '<rootDir>/test/shared-modules-runner.mjs',
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  globalSetup: '<rootDir>/test/global-setup.mjs',
  globalTeardown: '<rootDir>/test/global-teardown.mjs',
  maxWorkers: 2,
  testTimeout: 30_000,
});
