import { preset } from '../../jest.preset.mjs';

export default preset('domain', { testMatch: ['<rootDir>/src/**/*.spec.ts'] });
