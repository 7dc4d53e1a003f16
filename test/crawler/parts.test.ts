import { describe, expect, it } from 'vitest';
import { extractParts, type StaticParts } from '../../crawler/parts/extract.ts';

const url = 'https://portal.example/dir/page';
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Every part, on condition that none failed. */
const parts = (html: string | Uint8Array, headers: readonly (readonly [string, string])[] = [['content-type', 'text/html']]) => {
  const found = extractParts({ html: typeof html === 'string' ? encode(html) : html, response: { url, headers }, rendered: false });
  return found as { readonly [Part in keyof StaticParts]: Exclude<StaticParts[Part], { failure: unknown }> };
};
const form = (inner: string, attributes = 'method="post" action="/send"') => parts(`<main><form ${attributes}>${inner}</form></main>`).forms[0]!;

describe('text and links', () => {
  const page = parts(`<!doctype html><html lang="en"><head><title> A  page </title></head><body>
    <header><nav><ul><li><a href="/news">News</a></li><li><a href="#">Chat</a></li></ul></nav></header>
    <main><h1>Birth <em>certificate</em></h1><p>Bring   your
    passport.</p><div hidden>secret</div><script>var x = "no text"</script><a href="../form.pdf">Form (PDF)</a><a href="mailto:a@b.example"><img alt="Write to us"></a></main>
    <footer><a href="https://other.example/x#y">Other</a></footer></body></html>`);
  it('folds white space and leaves out what nobody sees', () => {
    expect(page.text.title).toBe('A page');
    expect(page.text.blocks.map((block) => block.text)).toContain('Bring your passport.');
    expect(JSON.stringify(page.text)).not.toMatch(/secret|no text/);
  });
  it('tells where a link stands, what it leads to and what it is called', () => {
    expect(page.links.map(({ text, name, kind, place, url: to }) => [text || name, kind, place, to])).toEqual([
      ['News', 'page', 'nav', 'https://portal.example/news'],
      ['Chat', 'fragment', 'nav', null],
      ['Form (PDF)', 'document', 'main', 'https://portal.example/form.pdf'],
      ['Write to us', 'mail', 'main', 'mailto:a@b.example'],
      ['Other', 'page', 'footer', 'https://other.example/x'],
    ]);
  });
  it('reads headings with what is inside them', () => expect(page.headings).toMatchObject([{ level: 1, text: 'Birth certificate', place: 'main' }]));
  it('reads old encodings as browsers do', () => {
    expect(parts(Uint8Array.from([...encode('<meta charset="windows-1251"><p>'), 0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, ...encode('</p>')])).text.blocks[0]!.text).toBe('Привет');
    expect(parts(Uint8Array.from([...encode('<p>caf'), 0xe9, ...encode('</p>')]), [['content-type', 'text/html; charset=iso-8859-1']]).text.blocks[0]!.text).toBe('café');
  });
  it('does not mind broken or hostile markup', () => {
    expect(parts('<div><p>open<table><tr><td>cell').text.words).toBe(2);
    expect(parts(`${'<div>'.repeat(20_000)}deep`).text.words).toBe(1);
    expect(parts('').links).toEqual([]);
  });
  it('finds by its selector what it read', () => expect(page.text.blocks.every((block) => block.selector !== '')).toBe(true));
});

describe('what a form is for', () => {
  it.each([
    ['search', '<input type="search" name="q"><button>Go</button>', 'method="get" action="/search"'],
    ['search', '<input name="keyword"><button>Go</button>', 'method="get" action="/search"'],
    ['login', '<input name="user"><input type="password" name="pw"><button>Go</button>', 'method="post"'],
    ['subscribe', '<input type="email" name="email"><button>Go</button>', 'method="post" class="newsletter"'],
    ['contact', '<input name="name"><input type="email" name="email"><textarea name="message"></textarea>', 'method="post"'],
    ['payment', '<input autocomplete="cc-number" name="n"><input autocomplete="cc-exp" name="e">', 'method="post"'],
    ['application', '<input name="firstname"><input name="lastname"><input type="date" name="birth"><input name="address"><input name="city">', 'method="post"'],
    ['application', '<input type="file" name="upload"><input name="note">', 'method="post"'],
    ['filter', '<select name="year"><option>2025<option>2026</select><select name="topic"><option>a<option>b</select>', 'method="get"'],
    ['unknown', '<input name="a1"><input name="b2"><input name="c3">', 'method="post"'],
  ] as const)('%s', (purpose, inner, attributes) => expect(form(inner, attributes).purpose).toBe(purpose));

  it('knows fields by their labels, buttons of one name as one field, hidden ones by number', () => {
    const read = form(
      '<label for="n">Full name</label><input id="n" name="name" required><label><input type="radio" name="way" value="1">Post</label><label><input type="radio" name="way" value="2">Office</label><input type="hidden" name="csrf"><button>Send request</button>',
    );
    expect(read).toMatchObject({ method: 'post', action: 'https://portal.example/send', hidden: 1, submits: ['Send request'] });
    expect(read.fields.map(({ label, type, required, options }) => [label, type, required, options])).toEqual([
      ['Full name', 'text', true, 0],
      ['Post', 'radio', false, 2],
    ]);
  });
  it('sees fields that scripts use without a form element', () => {
    expect(parts('<main><h1>Permit</h1><div><input name="firstname"><input name="surname"><input name="street"><input type="date" name="birth"><input name="zip"></div></main>').forms).toHaveLength(1);
    expect(parts('<div role="search"><input name="x"></div>').forms[0]).toMatchObject({ purpose: 'search', action: null });
  });
});

describe('the language of a page', () => {
  const detected = (text: string, lang = '') => parts(`<html lang="${lang}"><body><p>${text}</p></body></html>`).language;
  it.each([
    ['it', 'Il Comune offre ai cittadini residenti i servizi anagrafici e la possibilità di pagare online i tributi e le sanzioni.'],
    ['sw', 'Wananchi wanaweza kupata huduma za serikali mtandaoni na kulipa kodi, ada na faini bila kutembelea ofisi za halmashauri.'],
    ['uk', 'Мешканці міста можуть отримати адміністративні послуги онлайн та записатися на прийом до центру надання послуг.'],
    ['zh-Hant', '歡迎使用政府網站，您可以在這裡申請證書、繳納稅款並聯絡各機關。'],
    ['zh-Hans', '欢迎使用政府网站，您可以在这里申请证书、缴纳税款并联系各机关。'],
    ['ja', 'こちらでは住民票の写しの請求や税金の納付などの手続きをオンラインで行うことができます。'],
    ['am', 'ነዋሪዎች የልደት የምስክር ወረቀት በኢንተርኔት ማመልከት ይችላሉ።'],
    ['km', 'ប្រជាពលរដ្ឋអាចស្នើសុំសេវាសាធារណៈតាមអនឡាញបាន។'],
  ])('%s', (language, text) => expect(detected(text).detected).toBe(language));
  it('says nothing of too little text, nor of dummy text', () => {
    expect(detected('OK').detected).toBe('und');
    expect(detected('Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.').detected).toBe('und');
  });
  it('keeps what the page declares apart', () =>
    expect(detected('This city offers its residents many services on this website, every day of the year.', 'fr')).toMatchObject({ declared: 'fr', detected: 'en' }));
});

describe('shape, meta and markup', () => {
  it('keeps class names that are put together, each once, no more than 300', () => {
    expect(parts('<body class="js-on page"><header class="govuk-header Qld__header govuk-header"><p class="1-2 a-">x</p></header>').markup.classes).toEqual(['js-on', 'govuk-header', 'Qld__header']);
    expect(parts(Array.from({ length: 400 }, (_, at) => `<p class="a-b${at}">x</p>`).join('')).markup.classes).toHaveLength(300);
  });
  const article = (items: number, text: string) => `<body><main class="article"><h1>${text}</h1>${'<p class="t">x</p>'.repeat(items)}</main></body>`;
  it('pages of one template share a shape, others do not', () => {
    expect(parts(article(3, 'a')).shape.hash).toBe(parts(article(30, 'b')).shape.hash);
    expect(parts(article(3, 'a')).shape.hash).not.toBe(parts('<body><div class="list"><table><tr><td>a</table></div></body>').shape.hash);
  });
  it('reads meta, feeds, structured data, skip links, mixed content', () => {
    const page =
      parts(`<head><meta name="viewport" content="width=device-width"><link rel="alternate" type="application/rss+xml" href="/feed"><link rel="manifest" href="/m.json"><script type="application/ld+json">{"@graph":[{"@type":"FAQPage"}]}</script></head>
      <body><a href="#c">Skip to content</a><img src="http://portal.example/a.png"><main id="c"><time datetime="2026-01-02">2 January</time></main></body>`);
    expect(page.meta).toMatchObject({ viewport: 'width=device-width', feeds: ['https://portal.example/feed'], manifest: 'https://portal.example/m.json' });
    expect(page.structured.types).toEqual(['FAQPage']);
    expect(page.markup).toMatchObject({ skipLinks: [{ text: 'Skip to content', target: 'c' }], insecure: ['http://portal.example/a.png'], times: [{ datetime: '2026-01-02' }] });
  });
});
