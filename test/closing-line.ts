import type { Reporter, TestModule } from 'vitest/node';

/** Ends the test run with one line a script can read: how many passed, how many failed. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = (state: 'passed' | 'failed' | 'skipped'): number => modules.reduce((sum, module) => sum + [...module.children.allTests(state)].length, 0);
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length;
    for (const test of modules.flatMap((module) => [...module.children.allTests('passed')])) {
      if (test.diagnostic()?.flaky) process.stdout.write(`passed only at the second try: ${test.module.relativeModuleId} > ${test.fullName}\n`);
    }
    const skipped = count('skipped');
    if (skipped > 0) process.stdout.write(`${skipped} skipped\n`);
    process.stdout.write(`${count('passed')} passed, ${count('failed') + broken} failed\n`);
  }
}
