import { preset } from '../../jest.preset.mjs';

export default preset('cli', { testMatch: ['<rootDir>/src/**/*.spec.ts'] });
