/**
 * A made-up municipal portal for measuring: the same bytes every time, 20 to 60 KB a page, with what such pages have
 * (menus, cards, tables, lists of links, forms, a footer). Home links to sections, sections to their pages.
 */

const SECTIONS = 25;
const WORDS =
  'the service office council city resident application form request permit building tax payment school health waste water road park library culture sport family child support benefit housing register certificate birth marriage identity passport document deadline fee online appointment contact department mayor meeting minutes budget tender notice news event project plan report data open access public transport parking licence business trade market tourism environment energy climate safety police fire emergency consultation participation survey feedback complaint privacy accessibility statement'.split(
    ' ',
  );
const TOPICS = [
  'Taxes',
  'Housing',
  'Schools',
  'Waste',
  'Mobility',
  'Culture',
  'Sport',
  'Health',
  'Family',
  'Business',
  'Environment',
  'Planning',
  'Registry',
  'Elections',
  'Tenders',
  'News',
  'Events',
  'Council',
  'Budget',
  'Open data',
  'Libraries',
  'Parks',
  'Safety',
  'Energy',
  'Tourism',
];

/** Mulberry32: small, good enough, the same on every machine. */
const chance = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const times = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_, index) => make(index)).join('');

/** Paths of the first `count` pages: home, sections, then pages section by section. */
export const paths = (count: number): string[] =>
  [
    '/',
    ...Array.from({ length: SECTIONS }, (_, index) => `/section-${index}/`),
    ...Array.from({ length: Math.max(0, count - 1 - SECTIONS) }, (_, index) => `/section-${index % SECTIONS}/page-${index}.html`),
  ].slice(0, count);

/** The page at a place in `paths`, of a portal with `count` pages. */
export const page = (index: number, count: number): string => {
  const random = chance(index + 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const words = (count_: number): string => Array.from({ length: count_ }, () => pick(WORDS)).join(' ');
  const sentence = (): string => {
    const text = words(8 + Math.floor(random() * 14));
    return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
  };
  const all = paths(count);
  const section = index <= SECTIONS ? index - 1 : (index - 1 - SECTIONS) % SECTIONS;
  const children = index === 0 ? all.slice(1, 1 + SECTIONS) : index <= SECTIONS ? all.filter((path) => path.startsWith(`/section-${section}/page`)) : Array.from({ length: 6 }, () => pick(all));
  const title = index === 0 ? 'City of Samplebury' : index <= SECTIONS ? TOPICS[section]! : `${TOPICS[section]}: ${words(4)}`;
  const card = (path: string, at: number): string =>
    `<article class="card card--service" id="card-${at}"><div class="card-body"><h3 class="card-title"><a href="${path}" class="link link--strong"><span>${words(4)}</span></a></h3><p class="card-text">${sentence()} ${sentence()}</p><p class="meta"><time datetime="2026-0${1 + (at % 9)}-15">15.0${1 + (at % 9)}.2026</time> <span class="tag">${pick(TOPICS)}</span></p></div></article>\n`;
  const blocks = index <= SECTIONS ? 3 : 3 + Math.floor(random() * 12);
  const block = (
    at: number,
  ): string => `<section class="block" aria-labelledby="h-${at}"><h2 id="h-${at}">${words(5)}</h2><p>${times(5, () => `${sentence()} `)}<a href="${pick(all)}">${words(3)}</a> ${sentence()} <strong>${words(2)}</strong>, <em>${words(3)}</em>.</p>
<ul class="list">${times(6, () => `<li><a href="${pick(all)}">${words(4)}</a> <span class="hint">${words(5)}</span></li>`)}</ul>
${at % 4 === 1 ? `<table class="table"><caption>${words(4)}</caption><thead><tr><th scope="col">Service</th><th scope="col">Fee</th><th scope="col">Office</th></tr></thead><tbody>${times(8, (row) => `<tr><td>${words(3)}</td><td>${row * 5},00</td><td>${words(2)}</td></tr>`)}</tbody></table>` : ''}
${at % 4 === 2 ? `<figure><img src="/picture-${at}.svg" alt="${words(4)}" width="320" height="180"><figcaption>${sentence()}</figcaption></figure>` : ''}
${at % 4 === 3 ? `<dl>${times(5, () => `<dt>${words(2)}</dt><dd>${sentence()}</dd>`)}</dl>` : ''}</section>\n`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} | Samplebury</title><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="description" content="${sentence()}">
<link rel="stylesheet" href="/style.css"><link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="canonical" href="${all[index]}"><meta property="og:title" content="${title}">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"GovernmentOrganization","name":"City of Samplebury"}</script></head>
<body class="page page--${index === 0 ? 'home' : index <= SECTIONS ? 'section' : 'content'}"><a class="skip" href="#main">Skip to content</a>
<header class="site-header"><div class="wrap"><a class="brand" href="/"><img src="/icon.svg" alt="" width="40" height="40"><span>City of Samplebury</span></a>
<form role="search" action="/search" method="get"><label for="q">Search</label><input id="q" name="q" type="search"><button type="submit">Search</button></form></div>
<nav class="main-nav" aria-label="Main"><ul>${times(SECTIONS, (at) => `<li class="nav-item"><a class="nav-link" href="/section-${at}/"><span class="label">${TOPICS[at]}</span></a><ul class="sub">${times(3, (sub) => `<li><a href="/section-${at}/page-${at + sub * SECTIONS}.html">${WORDS[(at * 3 + sub) % WORDS.length]} ${WORDS[(at * 7 + sub) % WORDS.length]}</a></li>`)}</ul></li>`)}</ul></nav></header>
<nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="/">Home</a></li>${index ? `<li><a href="/section-${section}/">${TOPICS[section]}</a></li>` : ''}</ol></nav>
<main id="main"><h1>${title}</h1><p class="lead">${sentence()} ${sentence()}</p><div class="cards">${children.map(card).join('')}</div>
${times(blocks, block)}
<form class="feedback" action="/feedback" method="post"><fieldset><legend>Was this page helpful?</legend><label><input type="radio" name="helpful" value="yes"> Yes</label> <label><input type="radio" name="helpful" value="no"> No</label></fieldset>
<label for="comment">Your comment</label><textarea id="comment" name="comment"></textarea><label for="mail">E-mail</label><input id="mail" name="email" type="email" autocomplete="email"><button type="submit">Send</button></form></main>
<aside class="sidebar"><h2>Related</h2><ul>${times(8, () => `<li><a href="${pick(all)}">${words(4)}</a></li>`)}</ul></aside>
<footer class="site-footer"><div class="columns">${times(4, (column) => `<div class="column"><h2>${TOPICS[column * 5]}</h2><ul>${times(6, (at) => `<li><a href="/section-${column * 6 + at}/">${TOPICS[column * 6 + at]}</a></li>`)}</ul></div>`)}</div>
<address>1 Main Street, Samplebury · <a href="tel:+15550100">+1 555 0100</a> · <a href="mailto:city@samplebury.example">city@samplebury.example</a></address><p><a href="/section-0/page-0.html">Privacy</a> <a href="/section-1/page-1.html">Accessibility</a></p></footer>
<script>document.body.classList.add('js');</script></body></html>`;
};

export const STYLE = `*{box-sizing:border-box}body{margin:0;font:16px/1.5 sans-serif;color:#222}a{color:#0645ad}.wrap,main,.breadcrumb,.sidebar,.columns{max-width:1100px;margin:0 auto;padding:0 16px}
.site-header{background:#123;color:#fff}.site-header a{color:#fff}.main-nav>ul{display:flex;flex-wrap:wrap;gap:8px;list-style:none;padding:0 16px}.sub{display:none}.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:16px}
.card{border:1px solid #ccc;border-radius:4px;padding:12px}.hint{color:#666}.tag{background:#eef;padding:2px 6px}.columns{display:flex;flex-wrap:wrap;gap:24px}.site-footer{background:#eee}.skip{position:absolute;left:-999px}table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:4px}img{max-width:100%}`;
export const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 18"><rect width="32" height="18" fill="#9bd"/><circle cx="8" cy="6" r="4" fill="#fd6"/></svg>';
