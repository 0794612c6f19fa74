process.env.CORE_CHAINCODE_LOGGING_LEVEL = 'CRITICAL';

const shared = {
  testEnvironment: 'node',
  transform: { '\\.c?[jt]s$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }] },
  transformIgnorePatterns: ['node_modules/(?!(@noble|zod|commander|kysely|@electric-sql)/)'],
  moduleNameMapper: {
    '^fast-check$': '<rootDir>/test/seed.js',
    '^@roadbook/chaincode/api$': '<rootDir>/chaincode/src/api.ts',
    '^@roadbook/chaincode/tables$': '<rootDir>/chaincode/src/tables.ts',
    '^@roadbook/chaincode$': '<rootDir>/chaincode/src/main.ts',
    '^@roadbook/ledger/identity$': '<rootDir>/ledger/src/identity.ts',
    '^@roadbook/ledger$': '<rootDir>/ledger/src/index.ts',
    '^@roadbook/gateway$': '<rootDir>/gateway/src/index.ts',
    '^@roadbook/copy$': '<rootDir>/apps/copy/src/main.ts',
    '^@roadbook/agenda$': '<rootDir>/apps/agenda/src/main.ts',
    '^@roadbook/api$': '<rootDir>/apps/api/src/main.ts',
  },
  modulePathIgnorePatterns: ['/dist/', '/.roadbook/'],
};

module.exports = {
  // All processors: one is left free otherwise, which is half of two.
  maxWorkers: '100%',
  // What a file leaves behind stays in its process: one that holds so much is replaced before the next file.
  workerIdleMemoryLimit: '1500MB',
  // No test asserts a time: this only ends what hangs, on a busy machine too.
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/network/'],
      globalSetup: '<rootDir>/test/setup.ts',
      globalTeardown: '<rootDir>/test/teardown.ts',
    },
    {
      ...shared,
      displayName: 'network',
      testMatch: ['<rootDir>/test/network/**/*.test.ts'],
      globalSetup: '<rootDir>/test/network/setup.ts',
      globalTeardown: '<rootDir>/test/network/teardown.ts',
    },
  ],
};
