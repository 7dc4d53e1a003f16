import type { Link } from '../../crawler/artifact.ts';
import type { Words } from '../contract.ts';
import { defineCheck } from '../contract.ts';
import { type Fault, fault, doubt, faultMessages, judgeFaults, there } from '../faults.ts';

const MOST_SAYS_NOTHING = 1; // share of the label that the phrase makes up: all of it
/** Link texts that WCAG itself names as failures (F63, F84), where no lexicon of the page's language has them. */
const NAMED_BY_WCAG = new Set(['click here', 'here', 'click', 'more', 'page', 'link', 'this', 'this page']);

const at = (link: Link) => ({ selector: link.selector, html: `<a href="${link.href}">${link.text}` });
const leads = ({ kind }: Link): boolean => kind === 'page' || kind === 'document';

const saysNothing = (link: Link, language: string, words: Words): boolean => {
  const text = link.text.toLowerCase();
  return link.name === link.text && (NAMED_BY_WCAG.has(text) || words.find(language, link.text).some(({ concept, share }) => concept === 'read-more' && share >= MOST_SAYS_NOTHING));
};

const faultsOf = (links: readonly Link[], language: string, words: Words): Fault[] => {
  const told = links.filter((link) => leads(link) && link.text !== '');
  const same = [
    ...Map.groupBy(
      told.filter(({ name }) => /\p{L}{2}/u.test(name)),
      ({ name, context, place }) => `${place} ${context} ${name.toLowerCase()}`,
    ).values(),
  ].filter((group) => new Set(group.map(({ url }) => url)).size > 1);
  return [
    ...told.filter((link) => saysNothing(link, language, words)).map((link) => fault('text that says nothing', at(link))),
    ...told.filter(({ name }) => !/[\p{L}\p{N}]/u.test(name)).map((link) => fault('a sign for text', at(link))),
    ...same.map((group) => doubt('one text, two places to go', at(group[1]!))),
    ...links.flatMap((link, index) =>
      index > 0 &&
      leads(link) &&
      link.url === links[index - 1]!.url &&
      link.name.toLowerCase() === links[index - 1]!.name.toLowerCase() &&
      link.place === links[index - 1]!.place &&
      link.href !== '' &&
      !link.href.includes('#')
        ? [fault('twice in a row', at(link))]
        : [],
    ),
  ];
};

export const check = defineCheck({
  title: 'What links say',
  why: 'Many people go from link to link and read nothing else; each must say where it leads (WCAG 2.2 SC 2.4.4, failures F63 and F84, technique H2; SC 2.4.9).',
  needs: ['links', 'language'] as const,
  messages: faultMessages('links'),
  remedy: { faults: 'Name the place a link leads to in its text, and put picture and words of one link into one.', review: 'Give links to different places different texts.' },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const links = there(parts.links);
      const language = there(parts.language);
      return links && { looked: links.length, faults: faultsOf(links, language?.detected && language.detected !== 'und' ? language.detected : (language?.declared ?? ''), view.words) };
    }),
});
