import { preset } from '../../jest.preset.mjs';

export default preset('web', {
  testEnvironment: '<rootDir>/test/browser-environment.mjs',
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/src/**/*.spec.tsx'],
  setupFiles: ['<rootDir>/test/browser-stubs.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/matchers.ts'],
  moduleNameMapper: {
    '\\.css$': '<rootDir>/test/style-stub.mjs',
    '^@fontsource-variable/': '<rootDir>/test/style-stub.mjs',
  },
  maxWorkers: 2,
  testTimeout: 60_000,
});
