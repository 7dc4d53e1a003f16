import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // hundreds of pages in a browser: `npm run suites`, not every test run
    exclude: ['test/suites/**', 'node_modules/**'],
    // Processes, not threads: node:sqlite and browsers are happier so. Two, because each may start a Chromium.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Real processes and browsers on a busy machine: what passes only at the second try is named at the end, for somebody to look into.
    retry: 1,
    reporters: ['default', './test/closing-line.ts'],
  },
});
