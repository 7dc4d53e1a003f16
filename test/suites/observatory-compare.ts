import fc from 'fast-check';
import { gradedTest, gradeOf, scoreOf } from '../../checks/observatory/grade.ts';
import { mergePolicies } from '../../checks/observatory/content-policy.ts';
import { thresholds } from '../../config/thresholds.ts';
import { type Requests, gradedByUs, ownOutcomes } from './observatory-artifacts.ts';
import { arbitraryVisit, visitOf } from './observatory-visits.ts';

interface Output {
  result: string;
  pass: boolean;
  scoreModifier?: number;
}
interface Scan {
  readonly scan: { readonly score: number; readonly grade: string; readonly testsPassed: number };
  readonly tests: Readonly<Record<string, Output>>;
}
type Load = (path: string) => Promise<Record<string, any>>;
type Difference = { readonly where: string; readonly theirs: unknown; readonly ours: unknown };
/** What came of one comparison. */
export interface Tally {
  readonly compared: number;
  readonly differing: readonly Difference[];
}
export interface Replay {
  readonly published: { readonly cases: number; readonly failing: readonly string[] }; // by their own assertions
  readonly tests: Tally; // one result of one test on one published input
  readonly scores: Tally; // score and grade of one published input
  readonly modifiers: Tally;
  readonly combinations: Tally; // score and grade of generated combinations of results
  readonly visits: Tally; // everything, on generated visits
  readonly unreached: readonly string[]; // names of results that no input led to
  readonly contradictions: readonly string[]; // where a check of ours says pass and theirs fail, or the other way round
}

const SEED = 20_261_123;
/** Their class of results → the check of ours that answers the same question by the standards. */
const SAME_QUESTION: Readonly<Record<string, string>> = {
  'content-security-policy': 'security/csp',
  cookies: 'security/cookies',
  'cross-origin-resource-sharing': 'security/cross-origin-resource-sharing',
  redirection: 'security/redirect-chain',
  'referrer-policy': 'security/referrer-policy',
  'strict-transport-security': 'security/hsts',
  'subresource-integrity': 'security/subresource-integrity',
  'x-content-type-options': 'security/content-type-options',
  'x-frame-options': 'security/frame-options',
};

type Replaced = (...input: any[]) => any;
const shared = globalThis as unknown as {
  given: { readonly requests: Requests; readonly tests?: readonly (() => Output)[] };
  oursInstead: (name: string, theirs: Replaced) => Replaced;
  describe: (name: string, body: () => void) => void;
  it: (name: string, body: () => unknown) => void;
  beforeEach: (body: () => unknown) => void;
};
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Runs the published cases with our results in place of theirs, then compares both sides on the same and on generated inputs. */
export const replay = async (load: Load, files: readonly string[]): Promise<Replay> => {
  const published = await publishedCases(load, files);
  const { scan } = (await load('src/scanner/index.js')) as { scan: (host: string) => Promise<Scan> };
  const scanOf = (given: typeof shared.given): Promise<Scan> => {
    shared.given = given;
    return scan('');
  };
  const scorable = published.inputs.filter(([, { responses }]) => responses.auto?.status === 200); // they give no score to an error page
  const grader = await load('src/grader/grader.js');
  const codes = Object.values((await load('src/types.js'))['Expectation'] as Record<string, string>);
  const helpers = await load('test/helpers.js');
  const { parseHttpEquivHeaders } = await load('src/retriever/utils.js');
  const visits = fc
    .sample(arbitraryVisit, { seed: SEED, numRuns: 5000 })
    .values() // one after the other: each holds a client of its own
    .map((visit): [string, Requests] => [JSON.stringify(visit), visitOf(visit, { emptyRequests: helpers['emptyRequests'], parseHttpEquivHeaders })]);
  const reached = new Set<string>();
  const both = async (inputs: Iterable<readonly [string, Requests]>): Promise<Tally> => {
    const differing: Difference[] = [];
    let compared = 0;
    for (const [where, requests] of inputs) {
      compared += 1;
      const scanned = await scanOf({ requests });
      for (const { result } of Object.values(scanned.tests)) reached.add(result);
      const theirs = picture(scanned);
      const ours = ourPicture(requests);
      if (!same(theirs, ours)) differing.push({ where, theirs: theirs.filter((one) => !ours.includes(one)), ours: ours.filter((one) => !theirs.includes(one)) });
    }
    return { compared, differing };
  };
  return {
    published: { cases: published.cases, failing: published.failing },
    tests: published.tests,
    scores: await both(scorable),
    modifiers: {
      compared: codes.length,
      differing: codes.flatMap((code) => {
        const theirs = grader['getScoreModifier'](code) as number;
        const ours = thresholds().security.observatory.modifiers[code];
        return theirs === ours ? [] : [{ where: code, theirs, ours }];
      }),
    },
    combinations: await combinations(codes, scanOf),
    visits: await both(visits),
    unreached: codes.filter((code) => !reached.has(code)),
    contradictions: published.contradictions,
  };
};

/** Everything they say of a visit as lines, and the same of us. */
const picture = ({ scan: { score, grade, testsPassed }, tests }: Scan): string[] => [
  ...Object.entries(tests).map(([test, { result, pass, scoreModifier }]) => `${test} ${result} ${scoreModifier} ${pass}`),
  `score ${score} ${grade} ${testsPassed}`,
];
const ourPicture = (requests: Requests): string[] => {
  const { tests, score, grade } = gradedByUs(requests);
  return [...tests.map(({ test, code, points, pass }) => `${test} ${code} ${points} ${pass}`), `score ${score} ${grade} ${tests.filter(({ pass }) => pass).length}`];
};

const combinations = async (codes: readonly string[], scanOf: (given: typeof shared.given) => Promise<Scan>): Promise<Tally> => {
  const requests = { responses: { auto: { status: 200, headers: {} } } } as unknown as Requests;
  const drawn = fc.sample(fc.array(fc.constantFrom(...codes), { minLength: 1, maxLength: 14 }), { seed: SEED, numRuns: 5000 });
  const differing: Difference[] = [];
  for (const chosen of drawn) {
    const { scan } = await scanOf({ requests, tests: chosen.map((result) => () => ({ result, pass: true })) });
    const score = scoreOf(chosen.map((code) => gradedTest('', code).points));
    const [theirs, ours] = [
      [scan.score, scan.grade],
      [score, gradeOf(score)],
    ];
    if (!same(theirs, ours)) differing.push({ where: chosen.join(' '), theirs, ours });
  }
  return { compared: drawn.length, differing };
};

interface Published {
  readonly cases: number;
  readonly failing: readonly string[];
  readonly tests: Tally;
  readonly inputs: readonly (readonly [string, Requests])[];
  readonly contradictions: readonly string[];
}

/** Their test files, run one case after the other. */
const publishedCases = async (load: Load, files: readonly string[]): Promise<Published> => {
  let running = '';
  const inputs: (readonly [string, Requests])[] = [];
  const differing: Difference[] = [];
  const contradictions = new Set<string>();
  shared.oursInstead = (name, theirs) => {
    if (name === 'getGradeForScore') return (score: number) => ({ score: Math.max(0, score), grade: gradeOf(Math.max(0, score)) });
    if (name === 'getScoreModifier') return (code: string) => gradedTest('', code).points;
    if (name === 'parseCsp') return parsedLikeTheirs;
    return (requests: Requests) => {
      const output = theirs(requests) as Output;
      const test = (output.constructor as unknown as { readonly name: string }).name;
      const ours = gradedByUs(requests).tests.find((each) => each.test === test)!;
      const where = `${running} (${inputs.length + 1})`;
      inputs.push([where, asItIsNow(requests)]);
      if (!same([ours.code, ours.pass], [output.result, output.pass])) differing.push({ where, theirs: [output.result, output.pass], ours: [ours.code, ours.pass] });
      const own = ownOutcomes(requests)[SAME_QUESTION[test] ?? ''] ?? '';
      if ((own.startsWith('pass:') && !output.pass) || (own.startsWith('fail:') && output.pass)) contradictions.add(`${output.result}: ${SAME_QUESTION[test]} ${own}`);
      return Object.assign(output, { result: ours.code, pass: ours.pass });
    };
  };
  const cases = collected();
  for (const file of files) await load(`test/${file}`);
  const failing: string[] = [];
  for (const { name, before, run } of cases) {
    running = name;
    try {
      for (const prepare of before) await prepare();
      await run();
    } catch (error) {
      failing.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { cases: cases.length, failing, tests: { compared: inputs.length, differing }, inputs, contradictions: [...contradictions].sort() };
};

interface Case {
  readonly name: string;
  readonly before: readonly (() => unknown)[];
  readonly run: () => unknown;
}
/** The cases that test files declare from now on, in their own words (`describe`, `it`, `beforeEach`). */
const collected = (): readonly Case[] => {
  const cases: Case[] = [];
  let around: { readonly name: string; readonly before: (() => unknown)[] } = { name: '', before: [] };
  shared.describe = (name, body) => {
    const outer = around;
    around = { name: `${outer.name}${name}: `, before: [...outer.before] };
    body();
    around = outer;
  };
  shared.beforeEach = (body) => void around.before.push(body);
  shared.it = (name, body) => void cases.push({ name: around.name + name, before: around.before, run: body });
  return cases;
};

/** Their cases go on changing one object, so what it holds now is kept. */
const asItIsNow = (requests: Requests): Requests => {
  const copy = <T extends object>(thing: T): T => Object.assign(Object.create(Object.getPrototypeOf(thing) as object) as T, thing);
  const answer = <T extends { readonly headers: object } | null>(response: T): T => response && { ...response, headers: copy(response.headers) };
  const { responses } = requests;
  return {
    ...requests,
    resources: copy(requests.resources),
    responses: { ...responses, auto: answer(responses.auto), cors: answer(responses.cors), http: answer(responses.http), https: answer(responses.https) },
  };
};

/** Our reading of policies in the shape that their parser's cases expect. */
const parsedLikeTheirs = (policies: readonly string[]): Map<string, Set<string>> => {
  const merged = mergePolicies(policies);
  if (!merged) throw new Error('unreadable');
  return merged.repeats.length ? new Map([...merged.policy, ['_observatory_duplicate_key_warnings', new Set(merged.repeats)]]) : merged.policy;
};
