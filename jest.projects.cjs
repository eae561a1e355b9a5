const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const shared = require('./jest.config.cjs');

/** One run over the whole workspace, so that its totals are one pair of numbers. */
const { testTimeout, ...base } = shared;
// Where no S3 server can be had, infra/bootstrap/s3-server.mjs says so and switches its tests off.
const ignored = process.env.HEADWATER_S3_TESTS === 'off' ? ['\\.s3\\.test\\.ts$'] : [];
const project = { ...base, testPathIgnorePatterns: ['/node_modules/', ...ignored] };

const packages = readdirSync(join(__dirname, 'packages')).map((name) => `packages/${name}`);
const folders = [...packages, 'workflows', 'infra'].filter((folder) => existsSync(join(__dirname, folder, 'test')));

module.exports = {
  testTimeout,
  // Two cores: a third worker only slows down the tests that start servers.
  maxWorkers: 2,
  globalSetup: require.resolve('./scripts/leaked-processes/mark.cjs'),
  globalTeardown: require.resolve('./scripts/leaked-processes/check.cjs'),
  projects: [
    ...folders.map((folder) => ({
      ...project,
      displayName: folder.replace('packages/', ''),
      rootDir: join(__dirname, folder),
    })),
    { ...project, displayName: 'end-to-end', rootDir: join(__dirname, 'test'), testMatch: ['<rootDir>/**/*.test.ts'] },
  ],
};
