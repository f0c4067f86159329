/**
 * One Jest set-up for every project: TypeScript through swc as ES modules. Run with `--experimental-vm-modules`.
 * Decorator metadata is on because Nest's constructor injection reads it; libraries without decorators are unaffected.
 */
export function preset(displayName, overrides = {}) {
  return {
    displayName,
    testEnvironment: 'node',
    extensionsToTreatAsEsm: ['.ts', '.tsx'],
    transform: {
      '^.+\\.tsx?$': [
        '@swc/jest',
        {
          jsc: {
            target: 'es2022',
            parser: { syntax: 'typescript', tsx: true, decorators: true },
            transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
          },
          module: { type: 'es6' },
        },
      ],
    },
    transformIgnorePatterns: ['/node_modules/'],
    ...overrides,
  };
}
