import { preset } from '../../jest.preset.mjs';

// Only what is quick: that the proofs can run at all. The proofs themselves are `npm run proofs`.
export default preset('proofs', { testMatch: ['<rootDir>/src/**/*.spec.ts'] });
