/** Shared by every package: `jest --config ../../jest.config.cjs --rootDir .` */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: require.resolve('./scripts/jest/typed-arrays-environment.cjs'),
  transform: {
    '^.+\\.ts$': [
      require.resolve('@swc/jest'),
      {
        swcrc: false,
        sourceMaps: 'inline',
        jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
        module: { type: 'commonjs' },
      },
    ],
  },
  // Ends what hangs; on a machine that others use, too, a test of five seconds takes a minute.
  testTimeout: 120_000,
};
