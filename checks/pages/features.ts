import { onHost, signatures } from '../../config/signatures.ts';
import { technologyIn } from '../../config/technologies.ts';
import { isFailure, type Link, type PageArtifact } from '../../crawler/artifact.ts';
import type { FeatureKey, PageFeature, PageFeatures } from '../contract.ts';
import { names } from '../concepts/proof.ts';
import type { Hit, Reading, UnitKind } from '../concepts/reading.ts';
import { labelConcepts } from '../concepts/reading.ts';
import type { Site } from '../concepts/site.ts';
import { isLanguageLink } from './language-links.ts';

/**
 * What one page shows or links to, key by key (`features.json`). Presence on the page only: whether it works is for the
 * checks. Null where the page cannot tell.
 */

const SHOWN: ReadonlySet<UnitKind> = new Set(['h1', 'heading', 'link', 'button']);
const NO: PageFeature = { present: false };
const UNCLEAR: PageFeature = { present: null };
const yes = (quote: string, selector?: string): PageFeature => ({ present: true, quote: quote.replace(/\s+/g, ' ').trim().slice(0, 200), selector });

type Rule = (reading: Reading, page: PageArtifact, site: Site) => PageFeature;

/** A label, heading or button that is named so. `share`: the concept's part of the label, 0..1. */
const named =
  (concepts: readonly string[], share = 0.3, kinds: ReadonlySet<UnitKind> = SHOWN): Rule =>
  (reading) => {
    for (const concept of concepts) {
      const hit = reading.hits.get(concept)?.find((candidate) => kinds.has(candidate.unit.kind) && names(candidate, share));
      if (hit) return shown(hit);
    }
    return NO;
  };
const LINKS: ReadonlySet<UnitKind> = new Set(['link', 'button']);
const shown = ({ unit }: Hit): PageFeature => yes(unit.text, unit.selector);

const linked =
  (test: (link: Link) => boolean): Rule =>
  (reading) => {
    const link = reading.links.find(test);
    return link ? yes(link.text || link.name || link.href, link.selector) : NO;
  };
const either =
  (...rules: readonly Rule[]): Rule =>
  (reading, page, site) => {
    for (const rule of rules) {
      const found = rule(reading, page, site);
      if (found.present) return found;
    }
    return NO;
  };
const form =
  (purposes: readonly string[]): Rule =>
  (reading) => {
    const found = reading.forms.find((candidate) => purposes.includes(candidate.purpose));
    return found ? yes(found.submits[0] || found.fields[0]?.label || found.name || `form ${found.purpose}`, found.selector) : NO;
  };
const chatWidget: Rule = (_reading, page) => {
  if (isFailure(page.parts.markup)) return NO;
  const { scripts, iframes, ids } = page.parts.markup;
  const isChat = (text: string, by: 'loads' | 'element'): boolean => technologyIn(text, 'chat', [by]) !== null || technologyIn(text, 'chatbot', [by]) !== null;
  const hit = [...scripts.map((script) => script.src ?? script.inline), ...iframes.map((frame) => frame.src)].find((text) => isChat(text, 'loads')) ?? ids.find((id) => isChat(id, 'element'));
  return hit ? yes(hit.slice(0, 200)) : NO;
};

const PHONE = /(?:\+|00)?\d(?:[\s().\u2011-]?\d){6,}/u;
const contactBlock: Rule = (reading) => {
  const block = reading.blocks.find(
    (candidate) =>
      (candidate.place === 'footer' || reading.hits.get('contact')?.some((hit) => hit.unit.heading === candidate.heading)) &&
      candidate.text.length < 300 &&
      (PHONE.test(candidate.text) || /\S+@\S+\.\w{2,}/u.test(candidate.text)),
  );
  return block ? yes(block.text, block.selector) : NO;
};

const CALL_WORDS = 8; // a label that calls to act, not a sentence
const onlineService: Rule = (reading, _page, site) => {
  for (const hit of ['apply', 'register', 'start-now', 'online-marker', 'submit'].flatMap((action) => reading.hits.get(action) ?? [])) {
    if (!LINKS.has(hit.unit.kind) || hit.unit.place === 'header' || hit.unit.place === 'footer') continue;
    if (
      hit.unit.kind === 'button' ||
      hit.unit.words <= CALL_WORDS ||
      labelConcepts(site.words, reading.language, hit.unit.text).some((match) => site.words.concepts.get(match.concept)?.kind === 'service') ||
      hit.match.share >= 0.3
    )
      return shown(hit);
  }
  return either(form(['application', 'payment']), named(['appointment-booking', 'book-appointment', 'online-services'], 0.5, LINKS))(reading, _page, site);
};

/** A data platform shows in its address, in any language: data.example.gov, …/dataset/…. */
const isDataHost = (url: string): boolean => {
  try {
    const at = new URL(url);
    return (/^(open-?)?(data|dati|datos|dados|daten|donnees)\./.test(at.hostname) && !/\.(js|css|png|jpe?g)$/.test(at.pathname)) || /\/datasets?(\/|$)/.test(at.pathname);
  } catch {
    return false;
  }
};

/** A tax named together with its being online: "Tributi online". */
const taxOnline: Rule = (reading, _page, site) => {
  const hit = ['local-tax', 'income-tax', 'business-tax', 'vat']
    .flatMap((tax) => reading.hits.get(tax) ?? [])
    .find((candidate) => LINKS.has(candidate.unit.kind) && site.words.qualifies('online-marker', reading.language, candidate.unit.text));
  return hit ? shown(hit) : NO;
};

const viewport: Rule = (_reading, page) => {
  if (isFailure(page.parts.meta)) return UNCLEAR;
  const content = page.parts.meta.viewport;
  return content && /width\s*=\s*device-width/i.test(content) ? yes(content) : NO;
};
const langCorrect: Rule = (_reading, page) => {
  const language = page.parts.language;
  if (isFailure(language)) return UNCLEAR;
  if (!language.declared) return NO;
  if (language.detected === 'und') return UNCLEAR;
  const primary = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0]!;
  return primary(language.declared) === primary(language.detected) ? yes(language.declared) : NO;
};
const skipLink: Rule = (_reading, page) => {
  if (isFailure(page.parts.markup)) return UNCLEAR;
  const link = page.parts.markup.skipLinks[0];
  return link ? yes(link.text, link.selector) : NO;
};
/** Another body's site: on an official host, or a label that names an authority other than the portal's own and does not stay on the portal. */
const govLinks: Rule = either(
  (reading, _page, site) => linked((link) => link.kind === 'page' && link.url !== null && site.hostOf(link.url) === 'government')(reading, _page, site),
  (reading, _page, site) => {
    const own =
      site.home?.hits
        .get('authority-name')
        ?.find((hit) => hit.unit.kind === 'title' || hit.unit.kind === 'h1')
        ?.unit.text.toLowerCase() ?? '';
    const hit = ['ministry', 'authority-name', 'gov-links']
      .flatMap((concept) => reading.hits.get(concept) ?? [])
      .find(
        ({ unit }) =>
          unit.kind === 'link' &&
          unit.words <= CALL_WORDS &&
          (unit.link!.url === null || site.hostOf(unit.link!.url) !== 'portal') &&
          !own.includes(unit.text.toLowerCase()) &&
          !(own !== '' && unit.text.toLowerCase().includes(own)),
      );
    return hit ? shown(hit) : NO;
  },
);

/** An index from A to Z shows itself in any alphabet: "Themen A–Z", "Услуги А-Я". */
const A_TO_Z = /(^|[\s(])(A\s?[-–—]\s?[ZŽÅÖ]|А\s?[-–—]\s?Я|Α\s?[-–—]\s?Ω)($|[\s)])/u;
/** Names of networks, as icons carry them. */
const isNetwork = (name: string): boolean => signatures().social_hosts.some((host) => host.split('.')[0]!.length > 4 && name.toLowerCase() === host.split('.')[0]);

const RULES: Readonly<Record<FeatureKey, Rule>> = {
  'site-search': either(form(['search']), named(['site-search'], 0.5, LINKS)),
  'sitemap-link': either(
    named(['sitemap'], 0.5),
    linked((link) => A_TO_Z.test(link.text)),
  ),
  'other-language': either(
    (reading, page) => {
      const link = reading.links.find((candidate) => isLanguageLink(candidate, reading.language, page));
      return link ? yes(link.text || link.name, link.selector) : NO;
    },
    named(['language-switch'], 0.3),
  ),
  contact: either(
    linked((link) => link.kind === 'mail' || link.kind === 'tel'),
    form(['contact']),
    contactBlock,
    named(['contact'], 0.4),
  ),
  privacy: named(['privacy'], 0.4),
  'accessibility-statement': named(['accessibility-statement'], 0.5),
  'social-media': either(
    linked((link) => link.url !== null && onHost(link.url, signatures().social_hosts) !== null),
    linked((link) => isNetwork(link.name)),
    named(['social-media'], 0.4),
  ),
  'help-faq': named(['faq', 'help'], 0.4),
  feedback: either(named(['complaint-feedback', 'satisfaction-survey', 'problem-report'], 0.4), form(['feedback'])),
  'login-eid': either(form(['login']), named(['sign-in', 'log-in', 'digital-id', 'personal-account'], 0.4)),
  'online-service': onlineService,
  'online-payment': either(form(['payment']), named(['fee-payment', 'fine-payment', 'water-bill', 'energy-bill'], 0.4), named(['pay'], 0.4, LINKS), taxOnline),
  'gov-links': govLinks,
  news: named(['news', 'role-news'], 0.4),
  events: named(['events'], 0.4),
  'open-data': either(
    named(['open-data'], 0.4),
    linked((link) => link.url !== null && isDataHost(link.url)),
  ),
  procurement: named(['procurement-notices', 'procurement-results', 'e-procurement'], 0.4),
  vacancies: named(['job-vacancy'], 0.4),
  'mobile-app': either(
    linked((link) => link.url !== null && onHost(link.url, signatures().app_stores) !== null),
    named(['mobile-app'], 0.4),
  ),
  alerts: either(form(['subscribe']), named(['alerts', 'sms-alerts'], 0.4)),
  chat: either(
    chatWidget,
    linked((link) => link.url !== null && onHost(link.url, signatures().messaging_hosts) !== null),
    named(['live-chat', 'chatbot'], 0.4),
  ),
  consultation: named(['consultation', 'petition', 'participatory-budget', 'e-participation', 'opinion-poll'], 0.4),
  foi: named(['foi'], 0.4),
  'skip-link': skipLink,
  viewport,
  'lang-correct': langCorrect,
};

export const FEATURE_KEYS = Object.keys(RULES) as FeatureKey[];

/** Decides every feature for one page that could be read. */
export const pageFeatures = (reading: Reading, page: PageArtifact, site: Site): PageFeatures => Object.fromEntries(FEATURE_KEYS.map((key) => [key, RULES[key](reading, page, site)])) as PageFeatures;
