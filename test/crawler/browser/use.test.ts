import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFailure } from '../../../crawler/artifact.ts';
import type { MeasuredParts } from '../../../crawler/browser-contract.ts';
import { ask, executable, memoryStore, open, page, serve, visitAll, visited, type Site } from './site.ts';

const WORDS = 'The market is held on the square in front of the town hall every Wednesday and Saturday from eight in the morning until two.';

describe.skipIf(executable === null)('how a page reads and what a keyboard does on it', () => {
  let site: Site;
  const pages = {
    '/text':
      page(`<style>.j{text-align:justify;font-size:9px;width:300px}#cut{height:52px;width:300px;overflow:hidden;line-height:1.1;font-size:14px}#g::after{content:"Pizza"}#side{width:200px;overflow-x:scroll}#side p{width:900px}</style>
      <p class="j">${WORDS}</p><div id="cut">${WORDS.slice(0, 90)}</div><p id="g">My dish is </p><div id="side"><p>${WORDS}</p></div><div id="painted" style="font-size:2em;font-weight:bold">Market days</div><p>${WORDS}</p>`),
    '/plain': page(`<h1>Market</h1><p style="max-width:60ch">${WORDS}</p><details><summary>More</summary><p>x</p></details>`),
    '/keys': page(`<style>#unseen:focus{outline:none}.m{cursor:pointer}</style><a id="seen" href="/a">Seen</a><a id="unseen" class="u" href="/b">Unseen</a><a id="trap" class="t" href="/c">Trap</a>
      <div id="mouse" class="m">Open chat</div><div id="card" class="m"><a href="/d">Card</a></div><a id="dead" class="d" role="button" href="/e">Go on</a><span id="live" role="button" tabindex="0">Pay</span><textarea></textarea>
      <script>trap.onkeydown=(event)=>event.preventDefault();mouse.addEventListener("click",()=>{});card.addEventListener("click",()=>{});live.addEventListener("keydown",(event)=>{if(event.key===" "){event.preventDefault()}})</script>`),
  };
  const style = (css: string): string => page('<h1>Market</h1>', `<style>${css}</style>`);
  const linked = (attributes: string): string => page('<h1>Market</h1>', `<link rel="stylesheet" ${attributes}>`);
  const css = (text: string) => (_: unknown, response: ServerResponse) => void response.writeHead(200, { 'content-type': 'text/css' }).end(text);
  const onPaper = {
    '/print-media': style('@supports (color: red) { @media print { nav { display: none } } }'),
    '/print-page': style('@page { margin: 2cm }'),
    '/print-link': linked('href="/paper.css" media="print"'),
    '/print-imported': style('@import "/imports.css";'),
    '/print-and-screen': style('@media screen, print { nav { color: red } } @media not print { nav { color: blue } }'),
    '/print-empty': style('@media print {}'),
    '/print-closed': (request: IncomingMessage, response: ServerResponse) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end(linked(`href="http://localhost:${request.socket.localPort}/paper-rules.css"`)),
    '/paper.css': css('nav { display: none }'),
    '/paper-rules.css': css('@media print { nav { display: none } }'),
    '/imports.css': css('@import "/paper-rules.css"; nav { color: red }'),
  };
  beforeAll(async () => {
    site = await serve({ ...pages, ...onPaper });
  });
  afterAll(() => site?.close());

  const measured = async <P extends 'presentation' | 'keyboard'>(path: string, name: P): Promise<Exclude<MeasuredParts[P], { failure: unknown }>> => {
    const browser = await open({ store: memoryStore() });
    try {
      const part = visited((await visitAll(browser, [ask(site.origin + path, { mobile: true })])).get(site.origin + path)).measured[name];
      if (isFailure(part)) throw new Error(part.detail);
      return part as Exclude<MeasuredParts[P], { failure: unknown }>;
    } finally {
      await browser.close();
    }
  };
  const names = (list: readonly { readonly selector: string }[]): string[] => list.map(({ selector }) => selector);

  test('text that is hard to read is told with its measures', async () => {
    const part = await measured('/text', 'presentation');
    expect(part.texts).toContainEqual(expect.objectContaining({ px: 9, justified: true, html: '<p class="j">' }));
    expect([part.cutBySpacing, part.generated, part.sideways, part.likeHeadings].map(names)).toEqual([['#cut'], ['#g'], ['#side'], ['#painted']]);
  });

  test('plain text is nothing to tell', async () => {
    const { texts, print, ...others } = await measured('/plain', 'presentation');
    expect(print).toBe('none');
    expect(texts.every(({ px, justified, italic, capitals }) => px === 16 && !justified && !italic && !capitals)).toBe(true);
    expect(Object.values(others).flat()).toEqual([]);
  });

  test('rules for paper, wherever they stand', async () => {
    const browser = await open({ store: memoryStore() });
    try {
      const results = await visitAll(
        browser,
        Object.keys(onPaper)
          .filter((path) => path.startsWith('/print-'))
          .map((path) => ask(site.origin + path, { mobile: true })),
      );
      const seen = [...results].map(([key, result]) => {
        const { presentation } = visited(result).measured;
        return [new URL(key).pathname, isFailure(presentation) ? presentation.detail : presentation.print];
      });
      expect(Object.fromEntries(seen)).toEqual({
        '/print-media': 'rules',
        '/print-page': 'rules',
        '/print-link': 'rules',
        '/print-imported': 'rules',
        '/print-and-screen': 'none',
        '/print-empty': 'none',
        '/print-closed': 'unreadable',
      });
    } finally {
      await browser.close();
    }
  });

  test('unseen focus, traps, clicks for the mouse only, buttons that are none', async () => {
    const part = await measured('/keys', 'keyboard');
    expect([part.focusUnseen, part.traps, part.mouseOnly, part.deadButtons].map(names)).toEqual([['#unseen'], ['#trap'], ['#mouse'], ['#dead']]);
  });
});
