import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages are loaded when they are opened: the first time a test waits for one, its modules are still being compiled.
configure({ asyncUtilTimeout: 10_000 });

// Clocks tick and polls answer while a test thinks, as they do for a person; React need not warn of each.
beforeEach(() => Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false }));
