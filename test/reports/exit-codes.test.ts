import { expect, test } from 'vitest';
import { complaint, EXIT, ending } from '../../reports/exit-codes.ts';

test.each([
  ['wrong use', complaint('--delay: give a number'), EXIT.wrongUse, '--delay: give a number'],
  ['nothing assessed', complaint('No page answered.', EXIT.nothingAssessed), EXIT.nothingAssessed, 'No page answered.'],
  ['bad configuration', Object.assign(new Error('config/x.yaml:3: unknown key'), { name: 'ConfigError' }), EXIT.wrongUse, 'config/x.yaml:3'],
  ['full disk', Object.assign(new Error('write failed'), { code: 'ENOSPC' }), EXIT.failed, 'disk is full'],
  ['full disk, wrapped', new Error('commit failed', { cause: new Error('database or disk is full') }), EXIT.failed, 'disk is full'],
  ['bug', new TypeError('x is undefined'), EXIT.failed, 'x is undefined'],
  ['thrown text', 'oh', EXIT.failed, 'oh'],
])('%s', (_, error, exitCode, words) => {
  expect(ending(error).exitCode).toBe(exitCode);
  expect(ending(error).message).toContain(words);
  expect(ending(error).message).not.toMatch(/\n\s+at /);
});
