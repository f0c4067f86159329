import { preset } from '../../jest.preset.mjs';

export default preset('content-kit', { testMatch: ['<rootDir>/src/**/*.spec.ts'] });
