/**
 * A process of its own that runs the published tests of the MDN HTTP Observatory against us: their test files and their
 * code as they are, but what their analyzers return to their assertions is our result. Started by `observatory.test.ts`
 * in the unpacked package; prints one JSON object.
 */
import fs from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = pathToFileURL(`${process.cwd()}/`).href;
const PUBLISHED = ['csp', 'csp-parser', 'cookies', 'cors', 'cross-origin-resource-policy', 'redirection', 'referrer-policy', 'strict-transport-security', 'subresource-integrity']
  .concat(['x-content-type-options', 'x-frame-options', 'grader'])
  .map((name) => `${name}.test.js`);
/** Their functions that answer with our result, by the file that exports them. */
const REPLACED: Readonly<Record<string, readonly string[]>> = {
  'src/analyzer/tests/csp.js': ['contentSecurityPolicyTest'],
  'src/analyzer/tests/cookies.js': ['cookiesTest'],
  'src/analyzer/tests/cors.js': ['crossOriginResourceSharingTest'],
  'src/analyzer/tests/redirection.js': ['redirectionTest'],
  'src/analyzer/tests/referrer-policy.js': ['referrerPolicyTest'],
  'src/analyzer/tests/strict-transport-security.js': ['strictTransportSecurityTest'],
  'src/analyzer/tests/subresource-integrity.js': ['subresourceIntegrityTest'],
  'src/analyzer/tests/x-content-type-options.js': ['xContentTypeOptionsTest'],
  'src/analyzer/tests/x-frame-options.js': ['xFrameOptionsTest'],
  'src/analyzer/tests/cross-origin-resource-policy.js': ['crossOriginResourcePolicyTest'],
  'src/analyzer/cspParser.js': ['parseCsp'],
  'src/grader/grader.js': ['getGradeForScore', 'getScoreModifier'],
};
/** Browsers' preload list cannot be had here: both sides read these hosts instead, which the published cases name. */
const PRELOAD = JSON.stringify({
  'bugzilla.mozilla.org': { mode: 'force-https', includeSubDomains: true },
  'facebook.com': { mode: 'force-https', includeSubDomains: false },
  'pokeinthe.io': { mode: 'force-https', includeSubDomains: true },
});

const { readFileSync } = fs;
fs.readFileSync = ((path: fs.PathOrFileDescriptor, ...rest: readonly []) => (String(path).endsWith('/hsts-preload.json') ? PRELOAD : readFileSync(path, ...rest))) as typeof readFileSync;
syncBuiltinESMExports();

registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    const from = context.parentURL ?? '';
    const replaced = from.startsWith(`${root}test/`) && REPLACED[found.url.slice(root.length)];
    // scan() judges what it is given instead of what it would fetch
    const given = from === `${root}src/scanner/index.js` && /\/(retriever|constants)\.js$/.test(found.url);
    return replaced || given ? { ...found, url: `${found.url}?${replaced ? 'ours' : 'given'}`, shortCircuit: true } : found;
  },
  load: (url, context, next) => {
    const [file = '', kind] = url.split('?');
    if (kind === 'ours') return { format: 'module', shortCircuit: true, source: oursFor(file) };
    if (kind === 'given') return { format: 'module', shortCircuit: true, source: file.endsWith('constants.js') ? givenTests(file) : 'export const retrieve = async () => globalThis.given.requests;' };
    return next(url, context);
  },
});

const oursFor = (file: string): string => {
  const names = REPLACED[file.slice(root.length)]!;
  return [
    `export * from '${file}';`,
    `import * as theirs from '${file}';`,
    ...names.map((name) => `const ours_${name} = globalThis.oursInstead('${name}', theirs.${name}); export { ours_${name} as ${name} };`),
  ].join('\n');
};
const givenTests = (file: string): string =>
  `export * from '${file}'; import * as theirs from '${file}'; export const ALL_TESTS = { map: (run) => (globalThis.given.tests ?? theirs.ALL_TESTS).map(run) };`;

const { replay } = await import('./observatory-compare.ts');
process.stdout.write(JSON.stringify(await replay((path) => import(join(process.cwd(), path)), PUBLISHED)));
