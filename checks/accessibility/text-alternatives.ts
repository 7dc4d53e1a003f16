import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { elementEvidence } from '../evidence.ts';

const WITH_ALT = 0.8; // share of images below which leaving out alt is a habit

export const check = defineCheck({
  title: 'Text alternatives of images',
  why: 'Every image needs an alt attribute, and a link made of an image only needs a name (WCAG 2.2 SC 1.1.1, failures F65 and F89; EN 301 549 clause 9.1.1.1). Whether the words are good, a person must judge.',
  needs: ['markup', 'links'] as const,
  messages: {
    all: 'All {images} different images have an alt attribute ({decorative} of them empty, as for decoration).',
    'nameless-link': '{nameless} links consist of an image without a name.',
    'many-without': '{without} of {images} different images have no alt attribute.',
    'some-without': '{without} of {images} different images have no alt attribute; they may be hidden or named in another way.',
    'no-images': 'There are no images in the pages read.',
    'nothing-read': 'The markup of no page could be read.',
  },
  remedy: {
    'nameless-link': 'Put where the link leads into the alt attribute of its image.',
    'many-without': 'Describe each image in alt; leave alt="" for decoration.',
    'some-without': 'Describe each image in alt; leave alt="" for decoration.',
  },
  run: (view) => {
    let read = 0;
    const images = new Map<string, { readonly alt: string | null; readonly seen: () => ReturnType<typeof elementEvidence> }>();
    const nameless = new Map<string, () => ReturnType<typeof elementEvidence>>();
    for (const page of view.pages) {
      const { markup, links } = page.parts;
      if (page.host !== 'portal' || isFailure(markup)) continue;
      read += 1;
      const unnamed = isFailure(links) ? [] : links.filter((link) => link.name === '' && link.kind !== 'none');
      for (const image of markup.images) {
        const html = `<img src="${image.src}"${image.alt === null ? '' : ` alt="${image.alt}"`}>`;
        const seen = () => elementEvidence(page, image.selector, html);
        const key = `${image.src}\u0000${image.alt === null}`; // one logo on every page is one image
        if (!images.has(key)) images.set(key, { alt: image.alt, seen });
        const link = image.linked && !image.alt?.trim() ? unnamed.find(({ selector }) => image.selector.startsWith(`${selector} > `)) : undefined;
        if (link && !nameless.has(`${link.href}\u0000${image.src}`)) nameless.set(`${link.href}\u0000${image.src}`, seen);
      }
    }
    if (!read) return { outcome: 'untested', reason: 'nothing-read' };
    if (!images.size) return { outcome: 'not-applicable', reason: 'no-images' };
    const without = [...images.values()].filter(({ alt }) => alt === null);
    const data = {
      images: images.size,
      without: without.length,
      decorative: [...images.values()].filter(({ alt }) => alt?.trim() === '').length,
      share: (images.size - without.length) / images.size,
      nameless: nameless.size,
    };
    if (nameless.size) return { outcome: 'fail', reason: 'nameless-link', data, evidence: [...nameless.values()].slice(0, 5).map((seen) => seen()) };
    if (!without.length) return { outcome: 'pass', reason: 'all', data };
    const evidence = without.slice(0, 5).map(({ seen }) => seen());
    return data.share < WITH_ALT ? { outcome: 'fail', reason: 'many-without', data, evidence } : { outcome: 'unsure', reason: 'some-without', data, evidence };
  },
});
