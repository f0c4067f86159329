import { preset } from '../../jest.preset.mjs';

// That the arithmetic of the benches is right. The benches themselves are `npm run bench -- NAME`; no test has a time limit.
export default preset('bench', { testMatch: ['<rootDir>/src/**/*.spec.ts'] });
