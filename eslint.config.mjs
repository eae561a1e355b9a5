import js from '@eslint/js';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

/** What runs inside Temporal's sandbox: replayed years later, it must not see the clock, the locale, the machine. */
const SANDBOXED = ['workflows/src/**/*.ts', 'packages/contracts/src/**/*.ts', 'packages/policy/src/**/*.ts'];
const nodeModules = builtinModules.flatMap((name) => [name, `node:${name}`]);

/** Entrances of their own, declared in `exports`: who needs the little behind them does not load the whole package. */
const SIDE_DOORS = 'quality/trend$|privacy/pii$|cli/verify-state$';
const noPackageTunnels = {
  regex: `^(\\.\\./)+(packages|workflows|infra)/|^@headwater/(?!${SIDE_DOORS})[^/]+/`,
  message: 'Import another package by its name, through its index.',
};
const noTemporal = {
  group: ['@temporalio/*'],
  message: 'Domain packages know nothing of Temporal (see ARCHITECTURE.md).',
};

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '**/coverage/', '.headwater/', '.headwater-tools/', '.turbo/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['packages/*/tsconfig.json', 'workflows/tsconfig.json', 'infra/tsconfig.json', 'tsconfig.tests.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
      // tsc asks for brackets on index signatures (noPropertyAccessFromIndexSignature is a matter of taste here).
      '@typescript-eslint/dot-notation': 'off',
      // A tight loop over typed arrays reads the index anyway.
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // An environment variable that is set to nothing counts as not set: `||` is meant.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-imports': ['error', { patterns: [noPackageTunnels] }],
      'max-lines': ['error', 400],
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: ['packages/{activities,platform,cli}/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noPackageTunnels, noTemporal] }] },
  },
  {
    files: SANDBOXED,
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'Buffer',
        'fetch',
        'setInterval',
        'performance',
        'require',
        'Intl',
        'global',
        'globalThis',
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Date',
          property: 'parse',
          message: 'It depends on the engine; send numbers or ISO texts and compare those.',
        },
      ],
      'no-restricted-imports': ['error', { paths: nodeModules, patterns: [noPackageTunnels, noTemporal] }],
    },
  },
  {
    files: ['workflows/src/**/*.ts'],
    rules: {
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            ...nodeModules,
            {
              name: '@headwater/activities',
              allowTypeImports: true,
              message: 'Only the types of activities: their code must stay out of the bundle.',
            },
          ],
          patterns: [
            noPackageTunnels,
            {
              regex: '^(?!\\./|\\.\\./|@headwater/(contracts|policy|activities)$|@temporalio/(workflow|common)$)',
              message:
                'Workflows import contracts, policy, @temporalio/workflow and @temporalio/common, and the types of activities.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/test/**/*.ts'],
    rules: {
      // A mock that is async because its interface is, an index that a test has just checked.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      // JSON of reference files and of command output.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.{cjs,mjs,js}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'Buffer',
          'URL',
          'fetch',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'setImmediate',
          'performance',
          'AbortController',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.cjs', 'packages/cli/bin/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { require: 'readonly', module: 'writable', __dirname: 'readonly', __filename: 'readonly' },
    },
  },
);
