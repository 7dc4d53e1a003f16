import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFailure } from '../../../crawler/artifact.ts';
import type { Browser } from '../../../crawler/browser-contract.ts';
import { chromium } from 'playwright';
import { ask, executable, memoryStore, open, page, serve, visitAll, visited, type Site } from './site.ts';

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe.skipIf(executable === null)('what the browser sees', () => {
  let site: Site;
  let browser: Browser;
  const store = memoryStore();
  const text = async (ref: string) => new TextDecoder().decode(await store.get(ref));
  beforeAll(async () => {
    site = await serve({
      '/faults': page('<main><h1>Services</h1><img src="/pixel.png"><input type="text"><p style="color:#ccc;background:#fff">Pale words</p></main>'),
      '/large': page(`<main><h1>Long</h1><p style="color:#ccc;background:#fff">Pale</p><img src="/pixel.png">${'<i></i>'.repeat(6000)}</main>`),
      '/wide': page('<main><h1>Wide</h1><div id="table" style="width:700px">far too wide</div><p style="font-size:9px">small print</p></main>'),
      '/fluid': page('<main><h1>Fluid</h1><div style="overflow-x:auto"><table style="width:900px"><tr><td>in a box of its own</td></tr></table></div></main>'),
      '/targets': page(
        '<main><h1>Buttons</h1><button id="a" style="padding:0;border:0;width:12px;height:12px">x</button><button id="b" style="padding:0;border:0;width:12px;height:12px">y</button><p>Read <a id="inline" href="#a">the rules</a>, please.</p><a id="alone" href="#b" style="display:block;width:14px;height:14px;margin:80px;font-size:8px">z</a></main>',
      ),
      '/no-zoom': page('<h1>Fixed</h1>').replace('initial-scale=1', 'initial-scale=1, user-scalable=no'),
      '/proof': page('<main><h1>Proof</h1><div style="height:2500px"></div><p id="phone">Call us on 555 0100</p><p>Opening hours: nine to five</p></main>'),
      '/dressed': page(
        '<h1>Dressed</h1><img src="/pixel.png" alt="crest"><div class="hero">Hello</div><script src="/script.js"></script><a href="/faults" onclick="evil()">on</a><iframe src="/fluid" title="f"></iframe><img src="http://127.0.0.1:1/gone.png" alt="gone">',
        '<link rel="stylesheet" href="/style.css"><link rel="preload" as="image" href="/pixel.png">',
      ),
      '/style.css': (_, response) => void response.writeHead(200, { 'content-type': 'text/css' }).end('@import "more.css";.hero{background:url(pixel.png)}'),
      '/more.css': (_, response) => void response.writeHead(200, { 'content-type': 'text/css' }).end('h1{color:rgb(1,2,3)}'),
      '/script.js': (_, response) =>
        void response
          .writeHead(200, { 'content-type': 'text/javascript' })
          .end('document.body.append("from a script");const s=new CSSStyleSheet();s.replaceSync(".hero{color:rgb(4,5,6)}");document.adoptedStyleSheets=[s]'),
      '/pixel.png': (_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(PIXEL),
      '/built': page('<div id="app"></div><script>fetch("/data").then(r=>r.text()).then(t=>{app.innerHTML="<h1>"+t+"</h1>"});setTimeout(()=>{throw new Error("planted")},10)</script>'),
      '/data': (_, response) => void setTimeout(() => response.writeHead(200, { 'set-cookie': 'sid=1; HttpOnly' }).end('Built by script'), 900),
      '/from': (_, response) => void response.writeHead(302, { location: '/via' }).end(),
      '/via': page('<p>moving</p><script>location.replace("/fluid")</script>'),
      '/noisy': page('<h1>Noisy</h1><script>alert(1);window.open("/fluid");confirm("?")</script>'),
      '/file.zip': (_, response) => void response.writeHead(200, { 'content-type': 'application/zip' }).end('PK'),
      '/headers': (request, response) =>
        void response.writeHead(200, { 'content-type': 'text/html', 'x-two': ['1', '2'] }).end(page(`<pre>${request.headers['user-agent']}|${request.headers['accept-language']}</pre>`)),
    });
    browser = await open({ store });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  const see = async (path: string, wanted = {}) => visited((await visitAll(browser, [ask(site.origin + path, wanted)])).get(site.origin + path));
  const measured = async <P extends 'accessibility' | 'mobile' | 'rendered'>(path: string, name: P, wanted: object) => {
    const part = (await see(path, wanted)).measured[name];
    if (isFailure(part)) throw new Error(JSON.stringify(part));
    return part as Exclude<typeof part, { failure: unknown }>;
  };

  test('planted faults are found, passes are names only', async () => {
    const found = await measured('/faults', 'accessibility', { accessibility: true });
    expect(found.violations.map((one) => one.rule)).toEqual(expect.arrayContaining(['image-alt', 'label', 'color-contrast']));
    expect(found).toMatchObject({ engine: 'axe-core', width: 1280, notRun: [] });
    expect(found.violations.find((one) => one.rule === 'image-alt')).toMatchObject({ count: 1, impact: 'critical', nodes: [{ target: 'img' }] });
    expect(found.passes).toContain('html-has-lang');
    expect(JSON.stringify(found).length).toBeLessThan(30_000);
  });
  test('on a large page contrast is found in a pass of its own', async () => {
    const found = await measured('/large', 'accessibility', { accessibility: true });
    expect(found.violations.map((one) => one.rule)).toEqual(expect.arrayContaining(['image-alt', 'color-contrast']));
    expect(found.notRun).toEqual([]);
    expect(new Set(found.passes).size).toBe(found.passes.length);
  });
  test('sideways scrolling and small print are measured at 320 px', async () => {
    const wide = await measured('/wide', 'mobile', { mobile: true });
    expect(wide.views.map((view) => view.width)).toEqual([390, 320]);
    expect(wide.views[1]!.scrollWidth).toBeGreaterThanOrEqual(700);
    expect(wide.views[1]!.overflowing).toEqual([{ selector: '#table', right: expect.any(Number) }]);
    expect(wide.views[1]!.smallTextChars).toBe('smallprint'.length);
    expect(wide.zoomBlocked).toBe(false);
    expect(wide.desktopWords).toBe(wide.views[1]!.visibleWords);
  });
  test('what a box scrolls by itself is no sideways scrolling of the page', async () => {
    const fluid = await measured('/fluid', 'mobile', { mobile: true });
    expect(fluid.views[1]).toMatchObject({ scrollWidth: 320, overflowing: [] });
  });
  test('crowded small targets count; links in sentences and lonely ones do not', async () => {
    const { views } = await measured('/targets', 'mobile', { mobile: true });
    expect(views[1]!.smallTargets).toEqual([
      { selector: '#a', width: 12, height: 12 },
      { selector: '#b', width: 12, height: 12 },
    ]);
    expect(views[1]!.targets).toBe(4);
  });
  test('blocked zoom is seen', async () => {
    expect(await measured('/no-zoom', 'mobile', { mobile: true })).toMatchObject({ zoomBlocked: true, viewport: expect.stringContaining('user-scalable=no') });
  });
  test('evidence far down is cut out, by selector or by its words', async () => {
    const marks = [
      { selector: '#phone', quote: '555 0100' },
      { selector: '#moved-away', quote: 'nine to five' },
      { selector: '#nowhere', quote: 'never written' },
    ];
    const { clips, screenshot } = await measured('/proof', 'rendered', { marks, screenshot: true });
    expect(clips.map((clip) => [clip.selector, clip.found])).toEqual([
      ['#phone', true],
      ['#moved-away', true],
      ['#nowhere', false],
    ]);
    expect(clips[0]!.blob).not.toBe(clips[1]!.blob);
    expect(await redShare(await store.get(clips[0]!.blob))).toBeGreaterThan(0);
    expect(await redShare(await store.get(clips[2]!.blob))).toBe(0);
    for (const clip of clips) expect(clip.width <= 900 && clip.height <= 500).toBe(true);
    expect(screenshot).toMatchObject({ width: 1280, type: 'image/jpeg' });
    expect(screenshot!.height).toBeGreaterThan(2500);
  });
  test('the archive asks for nothing and looks as the page did', async () => {
    const { archive, requests } = await measured('/dressed', 'rendered', { archive: true });
    const kept = await text(archive!);
    expect(kept).not.toMatch(/<script|onclick|preload|\s(?:src|srcset)="(?!data:)/);
    expect(kept).toContain("default-src 'none'");
    expect(kept).toContain('from a script');
    expect(requests).toBeGreaterThanOrEqual(6);
    const before = site.asked.length;
    const viewer = await chromium.launch({ executablePath: executable!, args: ['--no-sandbox'] });
    try {
      const reader = await viewer.newPage();
      const outside: string[] = [];
      reader.on('request', (request) => {
        if (!request.url().startsWith('data:')) outside.push(request.url());
      });
      await reader.setContent(kept);
      expect(
        await reader.evaluate(() => [
          getComputedStyle(document.querySelector('h1')!).color,
          getComputedStyle(document.querySelector('.hero')!).color,
          document.querySelector('img')!.naturalWidth,
          getComputedStyle(document.querySelector('.hero')!).backgroundImage.slice(0, 20),
        ]),
      ).toEqual(['rgb(1, 2, 3)', 'rgb(4, 5, 6)', 1, 'url("data:image/png;']);
      expect(outside).toEqual([]);
    } finally {
      await viewer.close();
    }
    expect(site.asked.length).toBe(before);
  });
  test('a page built by script is read after its data came', async () => {
    const built = await see('/built');
    expect(new TextDecoder().decode(built.html)).toContain('<h1>Built by script</h1>');
    expect(built.measured.rendered).toMatchObject({ scriptErrors: ['planted'], words: 3, cookies: [{ name: 'sid', httpOnly: true }], thirdPartyHosts: [], screenshot: null, archive: null });
    expect(built.measured.accessibility).toMatchObject({ failure: 'not-tried' });
  });
  test('redirects by server and by script are told in order', async () => {
    const { url, redirects, status } = await see('/from');
    expect({ url, status }).toEqual({ url: `${site.origin}/fluid`, status: 200 });
    expect(redirects).toEqual([
      { from: `${site.origin}/from`, to: `${site.origin}/via`, status: 302 },
      { from: `${site.origin}/via`, to: `${site.origin}/fluid`, status: 200 },
    ]);
  });
  test('dialogs and popups do not hold the page up', async () => {
    expect(new TextDecoder().decode((await see('/noisy')).html)).toContain('Noisy');
  });
  test('it says who asks, and keeps repeated headers', async () => {
    const { html, headers } = await see('/headers');
    expect(new TextDecoder().decode(html)).toContain('egov-test/1.0 (+https://example.org/)|en');
    expect(headers.filter(([name]) => name === 'x-two').map(([, value]) => value)).toEqual(['1', '2']);
  });
  test('errors and files are told as what they are', async () => {
    expect((await see('/missing')).status).toBe(404);
    const results = await visitAll(browser, [ask(`${site.origin}/file.zip`), ask('http://127.0.0.1:9/'), ask('http://no-such-host.invalid/'), ask('ftp://example.org/')]);
    expect([...results.values()].map((result) => ('failure' in result ? result.failure : 'visited')).sort()).toEqual(['bad-url', 'dns', 'refused', 'unsupported-type']);
  });
});

/** Share of pixels in the outline's red. */
const redShare = async (jpeg: Uint8Array): Promise<number> => {
  const viewer = await chromium.launch({ executablePath: executable!, args: ['--no-sandbox'] });
  try {
    const canvas = await viewer.newPage();
    return await canvas.evaluate(async (base64) => {
      const image = await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${base64}`)).blob());
      const drawing = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
      drawing.drawImage(image, 0, 0);
      const { data } = drawing.getImageData(0, 0, image.width, image.height);
      let red = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at]! > 180 && data[at + 1]! < 100 && data[at + 2]! < 90) red++;
      return red / (data.length / 4);
    }, Buffer.from(jpeg).toString('base64'));
  } finally {
    await viewer.close();
  }
};
