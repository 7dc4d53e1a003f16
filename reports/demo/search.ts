import { type DemoPage, type DemoPages, type Language, escapeHtml } from './layout.ts';

const WORDS = {
  en: {
    title: 'Search results',
    none: 'No results for',
    found: 'Results for',
    ask: 'Please enter a word to search for.',
    filter: 'Narrow the search',
    again: 'Search for',
    where: 'Show',
    all: 'All pages',
    button: 'Apply filter',
  },
  it: {
    title: 'Risultati della ricerca',
    none: 'Nessun risultato per',
    found: 'Risultati per',
    ask: 'Inserire una parola da cercare.',
    filter: 'Limita la ricerca',
    again: 'Cerca',
    where: 'Mostra',
    all: 'Tutte le pagine',
    button: 'Applica il filtro',
  },
} as const;
const SECTIONS: Readonly<Record<Language, readonly (readonly [string, string])[]>> = {
  en: [
    ['/services', 'Services'],
    ['/government', 'Government'],
    ['/participation', 'Participation'],
  ],
  it: [
    ['/it/servizi', 'Servizi'],
    ['/it/governo', 'Governo'],
  ],
};
const SHOWN = 180;

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const textOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\{\{[^}]*\}\}/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const filterForm = (query: string, section: string, lang: Language): string => {
  const words = WORDS[lang];
  const choices = [['', words.all], ...SECTIONS[lang]].map(([path, name]) => `<option value="${path}"${path === section ? ' selected' : ''}>${name}</option>`).join('');
  return `<h2>${words.filter}</h2><form action="/search" method="get"><p><label for="again">${words.again}</label> <input id="again" name="q" type="search" value="${escapeHtml(query)}"></p>
<p><label for="in">${words.where}</label> <select id="in" name="in">${choices}</select></p>${lang === 'it' ? '<input type="hidden" name="lang" value="it">' : ''}<p><button>${words.button}</button></p></form>`;
};

/** The page that lists every page of the language holding all words of the query; with filters only where the portal has them. */
export const searchPage = (pages: DemoPages, params: URLSearchParams, filters: boolean): DemoPage => {
  const lang: Language = params.get('lang') === 'it' ? 'it' : 'en';
  const words = WORDS[lang];
  const query = (params.get('q') ?? '').trim();
  const section = filters ? (params.get('in') ?? '') : '';
  const wanted = folded(query).split(/\s+/).filter(Boolean);
  const hits =
    wanted.length === 0
      ? []
      : Object.entries(pages).filter(([path, page]) => {
          const text = folded(`${page.title} ${textOf(page.body)}`);
          return page.lang === lang && path.startsWith(section) && wanted.every((word) => text.includes(word));
        });
  const said = wanted.length === 0 ? `<p>${words.ask}</p>` : `<p>${hits.length > 0 ? words.found : words.none} “${escapeHtml(query)}”${hits.length > 0 ? ` (${hits.length})` : ''}.</p>`;
  const list = hits.length === 0 ? '' : `<ol>${hits.map(([path, page]) => `<li><a href="${path}">${page.title}</a><br>${textOf(page.body).slice(0, SHOWN)}…</li>`).join('')}</ol>`;
  return { lang, title: words.title, body: `${said}${list}${filters ? filterForm(query, section, lang) : ''}` };
};
