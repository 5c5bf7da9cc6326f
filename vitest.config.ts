import { defineConfig } from 'vitest/config'

const shared = { environment: 'node', include: [] as string[] }

/** Files that mostly wait for servers and pages go two at a time; those that share one CouchDB go one after another. */
const waiting = { maxWorkers: process.env['COUCHDB_URL'] ? 1 : 2 }

export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'] } },
      { test: { ...shared, name: 'sync', include: ['test/sync/**/*.test.ts'], fileParallelism: false } },
      {
        test: {
          ...shared,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          ...waiting,
        },
      },
      {
        test: {
          ...shared,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // A shared machine is slow; what a test waits for is a condition, never a moment.
          expect: { poll: { timeout: 20_000 } },
          ...waiting,
        },
      },
      {
        test: {
          ...shared,
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          testTimeout: 1_200_000,
          ...waiting,
        },
      },
    ],
  },
})
