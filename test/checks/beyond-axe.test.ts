import { beforeAll, describe, expect, it } from 'vitest';
import type { Check, Words } from '../../checks/contract.ts';
import { loadChecks } from '../../checks/load.ts';
import { runChecks } from '../../checks/run.ts';
import type { KeyboardPart, PresentationPart, TextLook } from '../../crawler/artifact.ts';
import { type FixturePage, portalOf, realWords } from './portal-fixture.ts';

/** The accessibility checks that go beyond axe-core's rules: for each what is right, wrong, in doubt, missing and unread. */

let words: Words;
let checks: ReadonlyMap<string, Check>;
beforeAll(async () => {
  [words, checks] = await Promise.all([realWords(), loadChecks()]);
});

const judge = (name: string, page: FixturePage): string => {
  const check = checks.get(`accessibility/${name}`)!;
  const [finding] = runChecks({ artifacts: portalOf({ '/': page }), level: 'municipal', asOf: '2026-11-23', words, checks: new Map([['it', check]]), queries: [] });
  if (finding!.outcome === 'error') throw new Error(String(finding!.data?.['message']));
  for (const field of check.messages[finding!.reason]!.matchAll(/\{(\w+)\}/g)) expect(finding!.data, finding!.reason).toHaveProperty(field[1]!);
  const kinds = finding!.data?.['kinds'];
  return `${finding!.outcome}: ${finding!.outcome === 'pass' || !kinds ? finding!.reason : String(kinds)}`;
};

const page = (body: string, title = 'Services of Millbrook'): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><main><p>The council of Millbrook tells its people here what it does for them.</p>${body}</main></body></html>`;
const UNREAD: FixturePage = { html: page(''), state: 'blocked' };
const look = (part: Partial<PresentationPart>): FixturePage => ({
  html: page('<h1>Town</h1>'),
  parts: { presentation: { texts: [], likeHeadings: [], generated: [], sideways: [], cutBySpacing: [], farLabels: [], ...part } },
});
const text = (more: Partial<TextLook>): FixturePage =>
  look({ texts: [{ selector: 'p', html: '<p>', letters: 200, px: 16, line: 1.5, lines: 4, across: 70, justified: false, capitals: false, italic: false, ...more }] });
const keys = (part: Partial<KeyboardPart>): FixturePage => ({ html: page(''), parts: { keyboard: { tried: 3, focusUnseen: [], traps: [], mouseOnly: [], deadButtons: [], ...part } } });
const AT = [{ selector: '#x', html: '<div id="x">' }];
const long = '<p>The street is closed while the pipes are laid and the bus goes another way until the autumn.</p>'.repeat(30);

type Situation = readonly [string, FixturePage, string];
const TABLE: Readonly<Record<string, readonly Situation[]>> = {
  tables: [
    [
      'headers both ways, with scope',
      page('<table><caption>Fares</caption><tr><th scope="col">Zone</th><th scope="col">Price</th></tr><tr><th scope="row">1</th><td>2.40</td></tr></table>'),
      'pass: none-found',
    ],
    ['for layout, and saying so', page('<table role="presentation"><tr><td><h2>News</h2></td><td>x</td></tr></table>'), 'pass: none-found'],
    ['for layout', page('<table><tr><td><h2>News</h2></td><td><ul><li>a</li></ul></td></tr></table>'), 'fail: used for layout (1)'],
    ['no headers', page('<table><caption>Fares</caption><tr><td>Zone</td><td>Price</td></tr><tr><td>1</td><td>2</td></tr></table>'), 'fail: without header cells (1)'],
    ['no caption', page('<table><tr><th>Zone</th><th>Price</th></tr><tr><td>1</td><td>2</td></tr></table>'), 'unsure: without caption (1)'],
    [
      'headers both ways, no scope',
      page('<table><caption>F</caption><tr><td></td><th>Adult</th><th>Child</th></tr><tr><th>Day</th><td>6</td><td>3</td></tr></table>'),
      'fail: with headers both ways and no scope (1)',
    ],
    ['spans that add up', page('<table><caption>F</caption><tr><th colspan="2">Day</th></tr><tr><td>6</td><td>3</td></tr></table>'), 'pass: none-found'],
    ['none', page(''), 'not-applicable: nothing-there'],
  ],
  'field-groups': [
    [
      'in a fieldset',
      page('<form><fieldset><legend>Which bin?</legend><label><input type="radio" name="b">Paper</label><label><input type="radio" name="b">Glass</label></fieldset></form>'),
      'pass: none-found',
    ],
    ['in a named group', page('<div role="radiogroup" aria-label="Bin"><label><input type="radio" name="b">Paper</label><label><input type="radio" name="b">Glass</label></div>'), 'pass: none-found'],
    ['alone', page('<form><label><input type="radio" name="b">Paper</label><label><input type="radio" name="b">Glass</label></form>'), 'fail: radio buttons without a group (1)'],
    ['no legend', page('<fieldset><label>Name <input></label></fieldset>'), 'fail: group without a legend (1)'],
    ['one checkbox needs no group', page('<label><input type="checkbox" name="agree">I agree</label>'), 'not-applicable: nothing-there'],
  ],
  'field-names': [
    ['labels of their own', page('<form><label>Name <input></label><label for="t">Town</label><input id="t" placeholder="Millbrook"></form>'), 'pass: none-found'],
    ['placeholder only', page('<input placeholder="Search">'), 'fail: only a placeholder for a label (1)'],
    ['one name for two', page('<form><label>Name <input></label><label>Name <input></label></form>'), 'fail: the same label for two fields (1)'],
    ['two names for one', page('<label for="d">Date</label><label for="d">Day</label><input id="d">'), 'unsure: two labels for one field (1)'],
    ['none', page(''), 'not-applicable: nothing-there'],
  ],
  'link-purpose': [
    ['says where', page('<a href="/fees">Fees for parking</a>'), 'pass: none-found'],
    ['says nothing', page('<a href="/fees">Read more</a>'), 'fail: text that says nothing (1)'],
    ['says it for screen readers', page('<a href="/fees" aria-label="Read more about parking fees">Read more</a>'), 'pass: none-found'],
    ['a sign', page('<a href="/fees">»</a>'), 'fail: a sign for text (1)'],
    ['twice', page('<a href="/fees"><img src="a.png" alt="Fees"></a><a href="/fees">Fees</a>'), 'fail: twice in a row (1)'],
    ['two targets', page('<h2>Lions</h2><p><a href="/a">Lions</a> and <a href="/b">Lions</a></p>'), 'unsure: one text, two places to go (1)'],
    ['none', page(''), 'not-applicable: nothing-there'],
  ],
  'link-targets': [
    ['a page', page('<a href="/fees">Fees</a>'), 'pass: none-found'],
    ['a named file', page('<a href="/plan.pdf">Plan (PDF)</a>'), 'pass: none-found'],
    ['an unnamed file', page('<a href="/plan.pdf">Plan</a>'), 'fail: a file whose format is not told (1)'],
    ['a script', page('<a href="javascript:go()">Go</a>'), 'fail: leads to a script (1)'],
    ['nowhere', page('<a href="#">Go</a>'), 'fail: leads nowhere (1)'],
    ['a new window', page('<a href="/x" target="_blank">Twitter</a>'), 'unsure: opens a new window without saying so (1)'],
    ['a new window, said', page('<a href="/x" target="_blank">Twitter (opens in a new tab)</a>'), 'pass: none-found'],
    ['none', page(''), 'not-applicable: nothing-there'],
  ],
  'image-words': [
    ['what it shows', page('<img src="a.png" alt="The town hall"><img src="b.png" alt="">'), 'pass: none-found'],
    ['a file name', page('<img src="i/a.png" alt="a.png">'), 'fail: a file name for a text (1)'],
    ['decoration with a title', page('<img src="a.png" alt="" title="Town">'), 'fail: marked as decoration, yet with a title (1)'],
    ['a spacer', page('<img src="spacer.gif" alt="" width="100" height="1">'), 'fail: used for spacing (1)'],
    ['none', page(''), 'not-applicable: nothing-there'],
  ],
  'repeated-titles': [
    ['says more', page('<a href="/x" title="Opens the map">Map</a>'), 'pass: none-found'],
    ['says the same', page('<a href="/x" title="Map">Map</a>'), 'fail: title repeats the text (1)'],
    ['none', page('<a href="/x">Map</a>'), 'not-applicable: nothing-there'],
  ],
  'text-direction': [
    ['marked', page('<p lang="ar" dir="rtl">أهلا وسهلا بكم</p>'), 'pass: none-found'],
    ['not marked', page('<p lang="ar">أهلا وسهلا بكم</p>'), 'fail: from right to left, and not marked so (1)'],
    ['marked wrongly', page('<p dir="rtl" lang="en">Welcome to Millbrook</p>'), 'fail: marked to run from right to left, and does not (1)'],
    ['one language', page(''), 'not-applicable: nothing-there'],
  ],
  'outdated-markup': [
    ['none of it', page('<ul><li>a</li></ul><p><abbr title="Members of Parliament">MPs</abbr></p>'), 'pass: none-found'],
    ['font', page('<font size="5">Big</font>'), 'fail: obsolete <font> (1)'],
    ['a typed list', page('<div>* apples<br>* pears<br>* plums</div>'), 'fail: list of typed bullets (1)'],
    ['an id twice', page('<i id="a">x</i><i id="a">y</i>'), 'fail: id given twice (1)'],
    ['an abbreviation', page('<abbr>GDS</abbr>'), 'unsure: abbreviation never written out (1)'],
  ],
  'keyboard-attributes': [
    ['a box that scrolls', page('<div tabindex="0" role="region" aria-label="List">x</div>'), 'pass: none-found'],
    ['an order of its own', page('<a href="/x" tabindex="5">x</a>'), 'fail: an order of its own for the Tab key (1)'],
    ['text', page('<p tabindex="0">x</p>'), 'fail: takes the focus and does nothing (1)'],
    ['a shortcut', page('<a href="/x" accesskey="s">x</a>'), 'unsure: a shortcut that may clash with those of assistive technology (1)'],
    ['none', page(''), 'not-applicable: nothing-there'],
  ],
  'keyboard-use': [
    ['all reached', keys({}), 'pass: none-found'],
    ['a trap', keys({ traps: AT }), 'fail: holds the keyboard (1)'],
    ['mouse only', keys({ mouseOnly: AT }), 'fail: for the mouse only (1)'],
    ['unseen focus', keys({ focusUnseen: AT }), 'fail: focus not to be seen (1)'],
    ['nothing to reach', keys({ tried: 0 }), 'not-applicable: nothing-there'],
    ['not opened', page(''), 'untested: nothing-read'],
  ],
  'text-look': [
    ['easy', text({}), 'pass: none-found'],
    ['tiny', text({ px: 8 }), 'fail: tiny (1)'],
    ['crowded', text({ line: 0.9 }), 'fail: lines too close (1)'],
    ['justified', text({ justified: true }), 'fail: justified (1)'],
    ['a short cry', text({ capitals: true, letters: 50 }), 'pass: none-found'],
    ['long lines', text({ across: 150 }), 'unsure: long lines (1)'],
    ['no text', look({}), 'not-applicable: nothing-there'],
    ['not opened', page(''), 'untested: nothing-read'],
  ],
  'text-in-boxes': [
    ['fits', look({}), 'pass: none-found'],
    ['cut off', look({ cutBySpacing: AT }), 'fail: cut off when spaced out (1)'],
    ['words from a stylesheet', look({ generated: [{ ...AT[0]!, text: 'Pizza' }] }), 'fail: words from the stylesheet (1)'],
    ['not opened', page(''), 'untested: nothing-read'],
  ],
  outline: [
    ['in order', page('<h1>Town</h1><h2>News</h2><h3>May</h3><h2>Fees</h2>'), 'pass: none-found'],
    ['a gap', page('<h1>Town</h1><h3>News</h3>'), 'fail: a level left out (1)'],
    ['painted', look({ likeHeadings: AT }), 'fail: painted, not marked (1)'],
    ['long text', page(long), 'unsure: long text without headings (1)'],
  ],
  'title-words': [
    ['says it', page(''), 'pass: none-found'],
    ['left by an editor', page('', 'Untitled Document'), 'fail: left by an editor (1)'],
    ['none', page('', ''), 'not-applicable: nothing-there'],
  ],
};

describe.each(Object.entries(TABLE))('%s', (name, situations) => {
  it.each(situations)('%s', (_name, fixture, expected) => expect(judge(name, fixture)).toBe(expected));
  it('nothing read', () => expect(judge(name, UNREAD)).toBe('untested: nothing-read'));
});

it('a fault of the template counts once', () => {
  const { pages, ...portal } = portalOf({ '/': page('<a href="#">Go</a>'), '/a': page('<a href="#">Go</a>') });
  const [finding] = runChecks({ artifacts: { ...portal, pages }, level: 'municipal', asOf: '2026-11-23', words, checks: new Map([['it', checks.get('accessibility/link-targets')!]]), queries: [] });
  expect(finding!.data).toMatchObject({ faults: 1, failing: 2 });
});
