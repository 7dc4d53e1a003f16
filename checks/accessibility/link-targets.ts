import type { Link } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { type Fault, fault, doubt, faultMessages, judgeFaults, there } from '../faults.ts';

const FORMAT = /\.(pdf|docx?|xlsx?|pptx?|odt|ods|odp|zip|rtf|csv)(?=$|[?#])/i;
const MEDIA = /\.(mp3|ogg|wav|m4a|mp4|mov|avi|webm|wmv|og[gv]|m4v)(?=$|[?#])/i;
const PICTURE = /\.(jpe?g|png|gif|webp)(?=$|[?#])/i;
const OPENS_ANEW = /new (window|tab)|external|neue[sn]? (fenster|tab)|nouvel(le)? (fenêtre|onglet)|(nueva|otra) (ventana|pestaña)|nova (janela|aba)|nuova (finestra|scheda)|nieuw (venster|tabblad)/iu;

const at = (link: Link) => ({ selector: link.selector, html: `<a href="${link.href}">${link.text}` });

const faultsOf = (links: readonly Link[]): Fault[] =>
  links.flatMap((link): Fault[] => {
    const said = `${link.text} ${link.name} ${link.context}`.toLowerCase();
    const format = FORMAT.exec(link.url ?? '')?.[1]?.toLowerCase();
    return [
      ...(/^\s*javascript:/i.test(link.href) ? [fault('leads to a script', at(link))] : []),
      ...(link.href.trim() === '#' ? [fault('leads nowhere', at(link))] : []),
      ...(format && !said.includes(format.replace(/x$/, '')) && !/word|excel|powerpoint|download/.test(said) ? [fault('a file whose format is not told', at(link))] : []),
      ...(MEDIA.test(link.url ?? '') ? [doubt('a recording: is there a transcript', at(link))] : []),
      ...(PICTURE.test(link.url ?? '') ? [doubt('a picture alone has no text alternative', at(link))] : []),
    ];
  });

export const check = defineCheck({
  title: 'Where links lead',
  why: 'A link leads to a page; what opens a file, a new window or only runs a script must say so or be a button (WCAG 2.2 SC 2.1.1 and 4.1.2, failures F42 and F59; SC 3.2.5, techniques G201 and G196).',
  needs: ['links', 'structure'] as const,
  messages: faultMessages('links'),
  remedy: {
    faults: 'Make what runs a script a button, name the format of files, and say when a new window opens.',
    review: 'Look whether recordings have a transcript and pictures a page with a text.',
  },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const links = there(parts.links);
      const structure = there(parts.structure);
      if (!links) return null;
      const unwarned =
        structure?.elements.filter(
          ({ tag, text, attributes }) =>
            tag === 'a' && /^_(blank|new)$/i.test(attributes['target'] ?? '') && !OPENS_ANEW.test(`${text} ${attributes['title'] ?? ''} ${attributes['aria-label'] ?? ''}`),
        ) ?? [];
      return { looked: links.length, faults: [...faultsOf(links), ...unwarned.map((one) => doubt('opens a new window without saying so', one))] };
    }),
});
