import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { MODULE_GRAPH } from './apps/api/src/module-graph.mjs';

const TS = ['**/*.ts', '**/*.tsx'];

/** Which project may import which, by the `scope:` tag of its project.json. A project without a row may import nothing. */
const PROJECT_GRAPH = {
  domain: [],
  contracts: ['domain'],
  'content-kit': ['domain', 'contracts'],
  web: ['domain', 'contracts'],
  api: ['domain', 'contracts', 'content-kit'],
  cli: ['domain', 'contracts', 'content-kit'],
  bench: ['domain', 'contracts', 'content-kit'],
  e2e: ['contracts'],
  proofs: ['contracts'],
};

const forbid = (patterns) => ['error', { patterns }];

/**
 * Inside the API a module is entered through its index.ts, and only by the modules that MODULE_GRAPH names. A module that
 * outgrew one folder has folders one level deep, from which its neighbours are two levels up.
 */
const apiModules = Object.entries(MODULE_GRAPH).flatMap(([name, allowed]) => ['*.ts', '*/*.ts'].map((place, depth) => ({
  files: [`apps/api/src/modules/${name}/${place}`],
  rules: {
    'no-restricted-imports': forbid([
      {
        regex: `^(\\.\\./){${depth + 1}}(?!\\.\\.)(?!(${[...allowed, 'NOTHING'].join('|')})/index\\.ts$)`,
        message: `modules/${name} may import only ${allowed.map((a) => `../${a}/index.ts`).join(', ') || 'no other module'}. News travels upward as events; see apps/api/src/module-graph.mjs.`,
      },
      { regex: '^(\\.\\./)+demo/', message: 'The demo builds on the modules, never the other way round.' },
    ]),
  },
})));

export default tseslint.config(
  { ignores: ['**/node_modules', 'dist', '.nx', '.data', 'tmp', 'coverage', '**/*.hashes'] },
  js.configs.recommended,
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(['process', 'console', 'URL', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Buffer', 'globalThis', 'fetch', 'AbortSignal', 'AbortController', 'performance', 'structuredClone'].map((g) => [g, 'readonly'])),
    },
  },
  ...[...tseslint.configs.recommended, ...tseslint.configs.stylistic].map((c) => ({ ...c, files: TS })),
  {
    files: TS,
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ImportExpression[source.value=/forwardRef/]', message: 'No cycles.' },
        { selector: "CallExpression[callee.name='forwardRef']", message: 'Never forwardRef: a cycle means a missing event or a wrong owner.' },
      ],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allow: [],
          depConstraints: Object.entries(PROJECT_GRAPH).map(([scope, to]) => ({
            sourceTag: `scope:${scope}`,
            onlyDependOnLibsWithTags: [scope, ...to].map((t) => `scope:${t}`),
          })),
        },
      ],
    },
  },
  {
    // The domain is plain functions: no clock, no environment, no I/O, no framework.
    files: ['libs/domain/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval', 'crypto', 'performance'],
      'no-restricted-imports': forbid([{ regex: '^(?!\\.)', message: 'The domain imports nothing from outside itself.' }]),
      'no-restricted-syntax': [
        'error',
        { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: '`now` is an argument.' },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: '`now` is an argument.' },
        { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: 'Pure functions only.' },
        { selector: 'ThrowStatement > NewExpression[callee.name=/Refusal/]', message: 'Refusals are returned.' },
      ],
    },
  },
  {
    files: ['libs/contracts/src/**/*.ts'],
    rules: { 'no-restricted-imports': forbid([{ regex: '^(?!\\.|zod$|@dryrun/domain/)', message: 'Contracts know the domain and zod.' }]) },
  },
  {
    files: ['apps/api/src/**/*.ts'],
    ignores: ['apps/api/src/platform/clock/**', '**/*.spec.ts', 'apps/api/src/migrations/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Ask the Clock.' },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Ask the Clock.' },
        { selector: "CallExpression[callee.name='forwardRef']", message: 'Never forwardRef: a cycle means a missing event or a wrong owner.' },
      ],
    },
  },
  {
    files: ['apps/api/src/platform/**/*.ts'],
    rules: { 'no-restricted-imports': forbid([{ regex: '^(\\.\\./)+(modules|demo)/', message: 'The platform knows no business word.' }]) },
  },
  ...apiModules,
  {
    files: ['apps/api/src/modules/**/*.ts'],
    ignores: ['**/*.policy.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [{ name: '../../platform/auth/authorized.ts', importNames: ['mint'], message: 'Only a .policy.ts mints Authorized.' }] }],
    },
  },
  {
    files: ['apps/web/src/**/*.ts', 'apps/web/src/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  // In a folder of a feature, one step up is still the feature itself.
  ...[
    ['apps/web/src/features/*/**', '^\\.\\./(?!\\.\\./(ui|platform)/)'],
    ['apps/web/src/features/*/*/**', '^\\.\\./\\.\\./(?!\\.\\./(ui|platform)/)'],
  ].map(([files, regex]) => ({
    files: [files],
    rules: {
      'no-restricted-imports': forbid([
        { regex, message: 'A feature imports only itself, ui and platform; routes compose features.' },
        { regex: '/routes/', message: 'Routes import features, never the other way round.' },
      ]),
    },
  })),
  {
    files: ['apps/web/src/ui/**', 'apps/web/src/platform/**'],
    rules: { 'no-restricted-imports': forbid([{ regex: '/(features|routes)/', message: 'Building blocks know no feature.' }]) },
  },
  {
    files: ['**/*.spec.ts', '**/*.spec.tsx', 'apps/cli/**', 'apps/bench/**', 'apps/e2e/**', 'apps/proofs/**', 'tools/**'],
    rules: { 'no-console': 'off', 'max-lines': ['error', { max: 600 }] },
  },
);
