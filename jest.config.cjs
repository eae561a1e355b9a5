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
  testTimeout: 30_000,
};
