import { preset } from '../../jest.preset.mjs';

export default preset('contracts', { testMatch: ['<rootDir>/src/**/*.spec.ts'] });
