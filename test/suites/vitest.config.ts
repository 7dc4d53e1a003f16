import { defineConfig } from 'vitest/config';

/** Published collections of accessibility cases, half an hour on two cores: `npm run suites`. */
export default defineConfig({
  test: { root: new URL('../..', import.meta.url).pathname, include: ['test/suites/*.test.ts'], pool: 'forks', maxWorkers: 1, testTimeout: 3_600_000, hookTimeout: 600_000 },
});
