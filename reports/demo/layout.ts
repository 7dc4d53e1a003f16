/** Which of the two bundled portals. */
export type PortalName = 'national' | 'municipal';
export type Language = 'en' | 'it';

/** One page as plain data. In a body `{{-5}}` is the day five days before `asOf`, `{{y-1}}` the year before, `{{sitemap}}` a list of all pages. */
export interface DemoPage {
  readonly lang: Language;
  readonly title: string;
  readonly body: string;
  /** The same page in the other language, when there is one. */
  readonly other?: string;
  /** A planted fault of the page's frame; faults of the body are in the body. */
  readonly fault?: 'no-lang' | 'zoom-blocked';
  /** A script that builds the page: then the static HTML is an empty shell. */
  readonly script?: string;
}

export type DemoPages = Readonly<Record<string, DemoPage>>;

interface Site {
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly mail: string;
  readonly account: string;
  readonly nav: Readonly<Record<Language, readonly (readonly [string, string])[]>>;
}

const SITES: Readonly<Record<PortalName, Readonly<Site>>> = {
  national: {
    name: 'Republic of Avelia',
    address: 'Government House, 1 Concord Square, 10100 Aurelia',
    phone: '+999 1 555 0100',
    mail: 'info@gov.av',
    account: 'GovAveliaDemo',
    nav: {
      en: [
        ['/', 'Home'],
        ['/government', 'Government'],
        ['/services', 'Services'],
        ['/topics', 'Topics'],
        ['/participation', 'Have your say'],
        ['/open-data', 'Open data'],
        ['/news', 'News'],
        ['/account', 'Sign in'],
      ],
      it: [
        ['/it/', 'Pagina iniziale'],
        ['/it/governo', 'Governo'],
        ['/it/servizi', 'Servizi'],
        ['/it/partecipazione', 'Partecipazione'],
        ['/it/notizie', 'Notizie'],
      ],
    },
  },
  municipal: {
    name: 'City of Portovento',
    address: 'Town Hall, 12 Harbour Street, 40210 Portovento',
    phone: '+999 4 555 0200',
    mail: 'townhall@comune.portovento.av',
    account: 'PortoventoDemo',
    nav: {
      en: [
        ['/', 'Home'],
        ['/administration', 'Administration'],
        ['/council', 'Council'],
        ['/services', 'Services'],
        ['/living', 'Living here'],
        ['/environment', 'Environment'],
        ['/participation', 'Take part'],
        ['/events', 'Events'],
        ['/news', 'News'],
      ],
      it: [
        ['/it/', 'Pagina iniziale'],
        ['/it/servizi', 'Servizi'],
        ['/it/partecipazione', 'Partecipazione'],
        ['/it/notizie', 'Notizie'],
      ],
    },
  },
};

const WORDS = {
  en: {
    skip: 'Skip to content',
    nav: 'Main',
    search: 'Search this site',
    go: 'Search',
    other: 'Italiano',
    contact: ['/contact', 'Contact'],
    links: [
      ['/help', 'Help'],
      ['/privacy', 'Privacy and data protection'],
      ['/accessibility', 'Accessibility statement'],
      ['/sitemap', 'Site map'],
    ],
    follow: 'Follow us on',
    phone: 'Telephone',
    footer: 'About this site',
  },
  it: {
    skip: 'Vai al contenuto',
    nav: 'Principale',
    search: 'Cerca nel sito',
    go: 'Cerca',
    other: 'English',
    contact: ['/it/contatti', 'Contatti'],
    links: [
      ['/it/privacy', 'Privacy e protezione dei dati'],
      ['/it/accessibilita', 'Dichiarazione di accessibilità'],
      ['/sitemap', 'Mappa del sito (in inglese)'],
    ],
    follow: 'Seguici su',
    phone: 'Telefono',
    footer: 'Informazioni sul sito',
  },
} as const;

export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The day so many days from `asOf`, as yyyy-mm-dd. */
export const dayFrom = (asOf: string, days: number): string => new Date(Date.parse(`${asOf}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const spelled = (iso: string, lang: Language): string => new Intl.DateTimeFormat(lang === 'it' ? 'it-IT' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${iso}T00:00:00Z`));

const sitemap = (pages: DemoPages): string =>
  `<ul>${Object.entries(pages)
    .map(([path, page]) => `<li><a href="${path}"${page.lang === 'it' ? ' hreflang="it" lang="it"' : ''}>${page.title}</a></li>`)
    .join('')}</ul>`;

const filled = (body: string, lang: Language, asOf: string, pages: DemoPages): string =>
  body
    .replace(/\{\{y([+-]\d+)?\}\}/g, (_, years?: string) => `${Number(asOf.slice(0, 4)) + Number(years ?? 0)}`)
    .replace(/\{\{([+-]?\d+)\}\}/g, (_, days: string) => `<time datetime="${dayFrom(asOf, Number(days))}">${spelled(dayFrom(asOf, Number(days)), lang)}</time>`)
    .replace('{{sitemap}}', () => sitemap(pages));

const links = (all: readonly (readonly [string, string])[], here: string): string =>
  all.map(([href, text]) => `<li><a href="${href}"${href === here ? ' aria-current="page"' : ''}>${text}</a></li>`).join('');

const head = (portal: PortalName, path: string, page: DemoPage): string => `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1${page.fault === 'zoom-blocked' ? ', maximum-scale=1, user-scalable=no' : ''}">
<title>${page.title} – ${SITES[portal].name}</title>
<link rel="stylesheet" href="/assets/site.css">
<link rel="icon" href="/assets/emblem.svg">
${page.other ? `<link rel="alternate" hreflang="${page.lang}" href="${path}"><link rel="alternate" hreflang="${page.lang === 'it' ? 'en' : 'it'}" href="${page.other}">` : ''}
<script async src="/assets/analytics.js"></script>`;

/** A whole HTML document: the page in its portal's frame, or an empty shell where a script builds the page. */
export const renderPage = (portal: PortalName, path: string, page: DemoPage, asOf: string, pages: DemoPages): string => {
  const site = SITES[portal];
  const words = WORDS[page.lang];
  const open = `<!DOCTYPE html>\n<html${page.fault === 'no-lang' ? '' : ` lang="${page.lang}"`}>\n<head>\n${head(portal, path, page)}\n</head>`;
  if (page.script) return `${open}\n<body>\n<div id="root"></div>\n<script>${page.script}</script>\n</body>\n</html>\n`;
  const otherLanguage = page.lang === 'it' ? 'en' : 'it';
  const social = [
    ['Facebook', 'https://www.facebook.com/'],
    ['Instagram', 'https://www.instagram.com/'],
    ['YouTube', 'https://www.youtube.com/@'],
  ];
  return `${open}
<body>
<a class="skip" href="#content">${words.skip}</a>
<header>
<p class="name"><a href="${page.lang === 'it' ? '/it/' : '/'}"><img src="/assets/emblem.svg" alt="" width="32" height="32">${site.name}</a></p>
<p class="language"><a href="${page.other ?? (page.lang === 'it' ? '/' : '/it/')}" lang="${otherLanguage}" hreflang="${otherLanguage}">${words.other}</a></p>
<form class="search" role="search" action="/search" method="get"><label for="q">${words.search}</label> <input id="q" name="q" type="search">${page.lang === 'it' ? '<input type="hidden" name="lang" value="it">' : ''} <button>${words.go}</button></form>
<nav aria-label="${words.nav}"><ul>${links(site.nav[page.lang], path)}</ul></nav>
</header>
<main id="content">
<h1>${page.title}</h1>
${filled(page.body, page.lang, asOf, pages)}
</main>
<footer>
<h2>${words.contact[1]}</h2>
<p>${site.name}, ${site.address}<br>${words.phone}: <a href="tel:${site.phone.replaceAll(' ', '')}">${site.phone}</a><br><a href="mailto:${site.mail}">${site.mail}</a></p>
<h2>${words.footer}</h2>
<ul>${links([words.contact, ...words.links], path)}</ul>
<p>${words.follow}</p>
<ul>${social.map(([name, base]) => `<li><a href="${base}${site.account}">${name}</a></li>`).join('')}</ul>
<p>© ${asOf.slice(0, 4)} ${site.name}</p>
</footer>
</body>
</html>
`;
};
