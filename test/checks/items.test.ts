import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Binding, type Catalogue, type Indicator, loadCatalogue, type Term } from '../../config/catalogue.ts';
import type { Answer, Check, Words } from '../../checks/contract.ts';
import { loadChecks } from '../../checks/load.ts';
import { leavesOf, termsOf } from '../../checks/run.ts';
import { judge } from '../../queue/judge.ts';
import { CHECKS } from './items/checks.ts';
import { AS_CONCEPT, type Asked, provesConcept, resemblesConcept } from './items/concepts.ts';
import { HARDER } from './items/harder.ts';
import { AS_OF, type Fixture, portalWith, together } from './items/portal.ts';
import { WITHOUT_ENGINE } from './items/without-engine.ts';
import { realWords } from './portal-fixture.ts';

/** Every item of both catalogues, judged by the real checks and words: a portal that must lead to yes, and one that must not. */

const catalogues: readonly Catalogue[] = [await loadCatalogue('losi-2024'), await loadCatalogue('osi-2024')];
const items = catalogues.flatMap((catalogue) => catalogue.indicators.map((indicator) => ({ catalogue, indicator })));
let words: Words;
let checks: ReadonlyMap<string, Check>;
beforeAll(async () => {
  [words, checks] = await Promise.all([realWords(), loadChecks()]);
});

/** The draft for one item, from the checks and concepts it is bound to. */
const answerTo = ({ catalogue, indicator }: (typeof items)[number], fixture: Fixture): Answer => {
  const named = new Set((indicator.binding ? leavesOf(indicator.binding) : []).flatMap((leaf) => ('check' in leaf ? [leaf.check] : [])));
  const its = new Map([...checks].filter(([id]) => named.has(id)));
  const { findings, drafts } = judge([portalWith(fixture)], { level: catalogue.level, asOf: AS_OF }, { ...catalogue, indicators: [indicator] }, its, words);
  const error = findings.find((finding) => finding.outcome === 'error');
  if (error) throw new Error(`${error.check}: ${String(error.data?.['message'])}`);
  return drafts[0]!.answer;
};

const leafFixtures = (leaf: Term, indicator: Indicator): { readonly proves: Fixture; readonly resembles: Fixture } => {
  if ('check' in leaf && !(leaf.check in AS_CONCEPT)) {
    const fixtures = CHECKS[leaf.check];
    if (!fixtures) throw new Error(`no fixture for the check ${leaf.check}: add it to test/checks/items/checks.ts`);
    return fixtures;
  }
  const asked: Asked =
    'check' in leaf ? { term: AS_CONCEPT[leaf.check]!, locus: AS_CONCEPT[leaf.check]!.locus, rungs: [] } : { term: leaf as Asked['term'], locus: indicator.locus, rungs: indicator.rungs };
  return { proves: provesConcept(words, asked), resembles: resemblesConcept(words, asked) };
};

/** Every way to a yes: one for each alternative; where all are needed, one for each combination. */
const waysToYes = (term: Term, indicator: Indicator): Fixture[] => {
  if ('check' in term || 'concept' in term) return [leafFixtures(term, indicator).proves];
  const ways = termsOf(term).map((inner) => waysToYes(inner, indicator));
  if ('any' in term) return ways.flat();
  if ('none' in term) throw new Error('no item is bound to "none" yet');
  return ways.reduce((sofar, next) => sofar.flatMap((one) => next.map((other) => together(one, other))));
};

/** What must not lead to a yes: near misses of all alternatives at once; where all are needed, each one missing in turn. */
const nearMisses = (term: Term, indicator: Indicator): Fixture[] => {
  if ('check' in term || 'concept' in term) return [leafFixtures(term, indicator).resembles];
  const misses = termsOf(term).map((inner) => nearMisses(inner, indicator));
  if ('all' in term) return misses.flatMap((own, at) => own.map((miss) => together(...termsOf(term).flatMap((other, index) => (index === at ? [] : waysToYes(other, indicator).slice(0, 1))), miss)));
  return misses.reduce((sofar, next) => sofar.flatMap((one) => next.map((other) => together(one, other))));
};

const engineMissing = ({ binding }: Indicator): string | undefined =>
  leavesOf(binding ?? ({ any: [] } as Binding)).flatMap((leaf) => ('check' in leaf && leaf.check in WITHOUT_ENGINE ? [WITHOUT_ENGINE[leaf.check]!] : []))[0];

const bound = items.filter(({ indicator }) => indicator.binding && !engineMissing(indicator));
const engineless = items.filter(({ indicator }) => engineMissing(indicator));
const forPeople = items.filter(({ indicator }) => !indicator.binding);
const both = new Map<string, Set<'yes' | 'not'>>();
const held = (id: string, side: 'yes' | 'not'): void => {
  both.set(id, (both.get(id) ?? new Set()).add(side));
};
afterAll(() => {
  process.stdout.write(
    `${[...both.values()].filter((sides) => sides.size === 2).length} of ${items.length} items have a fixture that leads to yes and one that must not; ${engineless.length} need an engine that is not run here, ${forPeople.length} a person.\n`,
  );
});

describe('every item has a portal that leads to yes', () => {
  it.each(bound.map((item) => [item.indicator.id, item.indicator.label, item] as const))('%s %s', (id, _label, item) => {
    for (const fixture of waysToYes(item.indicator.binding!, item.indicator)) expect(answerTo(item, fixture), Object.keys(fixture.pages ?? {}).join(' ')).toBe('yes');
    held(id, 'yes');
  });
});

describe('every item has a portal that comes near and must not lead to yes', () => {
  it.each(bound.map((item) => [item.indicator.id, item.indicator.label, item] as const))('%s %s', (id, _label, item) => {
    for (const fixture of nearMisses(item.indicator.binding!, item.indicator)) expect(answerTo(item, fixture), Object.keys(fixture.pages ?? {}).join(' ')).not.toBe('yes');
    held(id, 'not');
  });
});

const harder = HARDER.flatMap(({ items: ids, what, fixture, wrong }) => ids.map((id) => ({ id, what, fixture, wrong, item: items.find(({ indicator }) => indicator.id === id)! })));

describe('what the guidance says does not count', () => {
  it.each(harder.filter(({ wrong }) => !wrong))('$id: $what', ({ item, fixture }) => expect(answerTo(item, fixture)).not.toBe('yes'));
  it.fails.each(harder.filter(({ wrong }) => wrong))('$id: $what (known to be wrong: $wrong)', ({ item, fixture }) => expect(answerTo(item, fixture)).not.toBe('yes'));
});

describe('items whose engine is not run here', () => {
  it.each(engineless.map((item) => [item.indicator.id, engineMissing(item.indicator)!, item] as const))('%s cannot be assessed: %s', (_id, _reason, item) => {
    for (const fixture of [{}, { parts: CHECKS['mobile/ready']!.proves.parts, footer: '<p>Valid HTML, valid CSS, WCAG 2.1 AA</p>' }] as Fixture[])
      expect(answerTo(item, fixture)).toBe('cannot-assess');
  });
});

describe('items that only a person can answer', () => {
  it.each(forPeople.map((item) => [item.indicator.id, item.indicator.needsHuman!, item] as const))('%s needs a person: %s', (_id, _reason, item) => expect(answerTo(item, {})).toBe('needs-human'));
});

it.each(catalogues.map((catalogue) => [catalogue.id, catalogue] as const))('%s: a portal of neutral prose leads to no yes at all', (_id, catalogue) => {
  const { drafts } = judge([portalWith({})], { level: catalogue.level, asOf: AS_OF }, catalogue, checks, words);
  expect(drafts.filter((draft) => draft.answer === 'yes').map((draft) => draft.indicator)).toEqual([]);
});
