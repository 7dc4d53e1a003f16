import { expect, it } from 'vitest';
import { runChecks } from '../../checks/run.ts';
import { type FixturePage, portalOf, realWords } from './portal-fixture.ts';

/** The concept mechanism on small portals: what counts as presence of something that is no service. */

const words = await realWords();
const page = (main: string, title = 'Town'): FixturePage =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><nav><a href="/">Home</a></nav><main>${main}</main></body></html>`;
const others = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`/p${n}`, page(`<h1>Page ${n}</h1><p>Something about quite other things, as there are many in a town of this size.</p>`)]));
const found = (concept: string, pages: Record<string, FixturePage>): string => {
  const [finding] = runChecks({
    artifacts: portalOf({ '/': page('<h1>Town</h1>'), ...pages, ...others }),
    level: 'municipal',
    asOf: '2026-11-23',
    words,
    checks: new Map(),
    queries: [{ concept, locus: 'portal' }],
  });
  return `${finding!.outcome}: ${finding!.reason}`;
};
const long = 'People who live here know it well, and those who come to visit will soon see it with their own eyes, on foot or by bicycle, in every season of the year, for many years to come.';

it.each<[string, string, string, string]>([
  ['a page about it', 'environment', `<h1>Environment</h1><p>${long}</p><p>The city wants clean air.</p>`, 'pass: page-about'],
  ['a one-word heading that the page does not come back to', 'building-permit', `<h1>Building</h1><p>${long}</p><p>${long}</p>`, 'not-found: nothing-found'],
  ['a section of a page', 'environment', `<h1>Our town</h1><h2>Climate action</h2><p>What we do for it in our buildings and on our streets, year by year.</p>`, 'pass: section-about'],
  [
    'a section whose text stands under its subheadings',
    'environment',
    `<h1>Our town</h1><h2>Climate action</h2><h3>Buildings</h3><p>All schools get new roofs until spring, and better windows.</p><h3>Streets</h3><p>Trees.</p>`,
    'pass: section-about',
  ],
  [
    'a heading without anything under it',
    'environment',
    '<h1>Our town</h1><h2>Climate action</h2><h2>Sport</h2><p>Our clubs play every Sunday afternoon on the green.</p>',
    'not-found: only-mentioned',
  ],
  [
    'an article that comes back to its headline',
    'road-safety',
    `<h1>In spring the city begins with road works in Elm Street and on the square</h1><p>The road works last until June, says the mayor.</p><p>${long}</p><p>During the road works buses stop elsewhere, as told at each stop.</p>`,
    'pass: page-about',
  ],
  ['an article on something else', 'road-safety', `<h1>In spring the city begins to plant trees in Elm Street, then road works follow</h1><p>${long}</p><p>${long}</p>`, 'not-found: only-mentioned'],
  [
    'a button that is the thing itself',
    'save-and-resume',
    '<h1>Application</h1><form action="/send" method="post"><label>Name <input name="n"></label><button>Save and continue later</button></form>',
    'pass: control-there',
  ],
  ['a button that only carries the name of a page', 'accessibility-statement', '<h1>Application</h1><button>Accessibility statement</button>', 'not-found: only-mentioned'],
])('%s', (_, concept, main, expected) => expect(found(concept, { '/it': page(main) })).toBe(expected));
