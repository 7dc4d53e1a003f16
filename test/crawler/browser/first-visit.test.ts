import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFailure } from '../../../crawler/artifact.ts';
import type { FirstVisitPart, RenderedPart } from '../../../crawler/artifact.ts';
import type { Browser } from '../../../crawler/browser-contract.ts';
import { ask, executable, memoryStore, open, page, serve, visitAll, visited, type Site } from './site.ts';

/** The third party: another loopback address is another site. */
const stranger = createServer((request, response) => {
  if (request.url === '/t.js')
    response
      .writeHead(200, {
        'content-type': 'text/javascript',
        'set-cookie': ['follower=1; Max-Age=34560000; SameSite=None; Secure', 'visit=2; Secure', 'old=; Max-Age=0', `dated=3; Expires=${new Date(Date.now() + 5 * 86_400_000).toUTCString()}`],
      })
      .end('document.title += " seen"');
  else response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg xmlns="http://www.w3.org/2000/svg"/>');
});

const BANNER = '<p>We use cookies to count visits.</p><button style="width:200px;height:40px">Accept all</button><a href="/x">Reject all</a>';

describe.skipIf(executable === null)('what a first visit sets going', () => {
  let site: Site;
  let browser: Browser;
  let there = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      stranger.listen(0, '127.0.0.2', resolve);
    });
    there = `http://127.0.0.2:${(stranger.address() as AddressInfo).port}`;
    site = await serve({
      '/quiet': page('<header style="height:20px"><a href="/x">Home</a></header><h1>Town</h1><div hidden style="position:fixed"><button>Accept all</button></div>'),
      '/followed': (_, response) =>
        void response
          .writeHead(200, { 'content-type': 'text/html', 'set-cookie': ['visit=1; HttpOnly', '_ga=GA1.1.5.6; Max-Age=2592000'] })
          .end(page(`<h1>Town</h1><img alt="" src="${there}/a.svg"><img alt="" src="${there}/b.svg"><script src="${there}/t.js"></script><script>localStorage.setItem("visitor","7")</script>`)),
      '/floating': page(`<h1>Town</h1><div id="ask" style="position:fixed;bottom:0">${BANNER}</div>`),
      '/named': page(`<div class="town-cookie-banner">${BANNER}</div><h1>Town</h1>`),
      '/many': page(
        `<h1>Town</h1><style>th{position:sticky;top:0}</style><table><tr>${'<th>x</th>'.repeat(300)}</tr></table>${'<div style="position:sticky"><p>Read on</p></div>'.repeat(300)}<div id="ask" style="position:fixed;bottom:0">${BANNER}</div>`,
      ),
      '/shadow': page(`<h1>Town</h1><div id="ask" style="position:fixed"></div><script>ask.attachShadow({mode:"open"}).innerHTML=${JSON.stringify(BANNER)}</script>`),
    });
    browser = await open({ store: memoryStore() });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    stranger.close();
    stranger.closeAllConnections();
  });
  const see = async (path: string): Promise<RenderedPart & { firstVisit: FirstVisitPart }> => {
    const { rendered } = visited((await visitAll(browser, [ask(site.origin + path)])).get(site.origin + path)).measured;
    if (isFailure(rendered) || !rendered.firstVisit || isFailure(rendered.firstVisit)) throw new Error(JSON.stringify(rendered));
    return rendered as RenderedPart & { firstVisit: FirstVisitPart };
  };

  test('a page that is left alone', async () => {
    expect(await see('/quiet')).toMatchObject({ cookies: [], thirdPartyHosts: [], firstVisit: { thirdParties: [], stored: [], overlays: [] } });
  });

  test('third parties with what was asked of them, cookies with their lives, keys that are stored', async () => {
    const { cookies, thirdPartyHosts, firstVisit } = await see('/followed');
    expect(thirdPartyHosts).toEqual(['127.0.0.2']);
    expect(firstVisit.thirdParties).toEqual([
      {
        host: '127.0.0.2',
        requests: 3,
        kinds: ['image', 'script'],
        cookies: [
          { name: 'dated', days: 5 },
          { name: 'follower', days: 400 },
          { name: 'visit', days: null },
        ],
      },
    ]);
    expect(cookies.map(({ name, domain, days }) => [name, domain, days]).sort()).toEqual([
      ['_ga', '127.0.0.1', 30],
      ['visit', '127.0.0.1', null],
    ]);
    expect(firstVisit.stored).toEqual(['visitor']);
    expect(JSON.stringify([cookies, firstVisit])).not.toContain('GA1.1'); // a value may be somebody's session
  });

  test.each(['/floating', '/named', '/shadow', '/many'])('a dialogue with what can be pressed in it: %s', async (path) => {
    const [overlay, ...others] = (await see(path)).firstVisit.overlays;
    expect(others).toEqual([]);
    expect(overlay!.text).toContain('We use cookies');
    expect(overlay!.buttons).toMatchObject([
      { text: 'Accept all', kind: 'button', width: 200, height: 40 },
      { text: 'Reject all', kind: 'link' },
    ]);
  });
});
