import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFailure, type OrientationFacts } from '../../../crawler/artifact.ts';
import { ask, executable, memoryStore, open, page, serve, visitAll, visited, type Site } from './site.ts';

const MAIN = `<div id="shell"><main><h1>Market</h1><p>${'The market is held on the square every Wednesday. '.repeat(8)}</p></main></div><i id="arrow">go</i>`;
const styled = (css: string): string => page(MAIN, `<style>${css}</style>`);

describe.skipIf(executable === null)('a page on a phone held both ways', () => {
  let site: Site;
  const pages = {
    '/free': styled('@media (orientation: landscape) { #arrow { display: inline-block; transform: rotate(90deg) } }'),
    '/body': styled('@media (orientation: landscape) and (max-height: 500px) { body { transform: rotate(-90deg) } }'),
    '/property': styled('@media (orientation: portrait) { #shell { rotate: 90deg } }'),
    '/script': page(`${MAIN}<script>onresize=()=>{document.body.style.transform=innerWidth>innerHeight?"rotate(90deg)":""}</script>`),
    '/upside-down': styled('@media (orientation: landscape) { body { transform: rotate(180deg) } }'),
    '/asks': styled('#ask { display: none } @media (orientation: landscape) and (max-height: 500px) { #shell { display: none } #ask { display: block } }').replace(
      '<i ',
      '<p id="ask">Please turn your phone</p><i ',
    ),
  };
  const seen = new Map<string, OrientationFacts>();
  beforeAll(async () => {
    site = await serve(pages);
    const browser = await open({ store: memoryStore() });
    try {
      for (const [key, result] of await visitAll(
        browser,
        Object.keys(pages).map((path) => ask(site.origin + path, { mobile: true })),
      )) {
        const { mobile } = visited(result).measured;
        if (isFailure(mobile) || !mobile.orientation || isFailure(mobile.orientation)) throw new Error(JSON.stringify(mobile));
        seen.set(new URL(key).pathname, mobile.orientation);
      }
    } finally {
      await browser.close();
    }
  });
  afterAll(() => site?.close());

  test.each([
    ['/free', null, null],
    ['/body', null, 'html > body'],
    ['/property', '#shell', null],
    ['/script', null, 'html > body'],
    ['/upside-down', null, null],
  ])('%s: turned upright %s, across %s', (path, portrait, landscape) => {
    const facts = seen.get(path)!;
    expect([facts.portrait.turned?.selector ?? null, facts.landscape.turned?.selector ?? null]).toEqual([portrait, landscape]);
  });
  test('words that go when it is turned are counted', () => {
    const { portrait, landscape } = seen.get('/asks')!;
    expect(portrait.words).toBeGreaterThan(60);
    expect(landscape.words).toBeLessThan(8);
  });
});
