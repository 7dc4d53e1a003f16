import { isFailure } from '../../crawler/artifact.ts';
import { onHost } from '../../config/signatures.ts';
import { defineCheck, type Evidence } from '../contract.ts';
import { elementEvidence } from '../evidence.ts';

const VIDEO_HOSTS = ['youtube.com', 'youtube-nocookie.com', 'youtu.be', 'vimeo.com', 'dailymotion.com', 'rutube.ru', 'vk.com/video'];
const TRANSCRIPT = /transcri|transkri/iu; // the word's root in most languages of Latin script; elsewhere the hint is missed, and the outcome stays unsure

export const check = defineCheck({
  title: 'Captions and transcripts',
  why: 'Video needs captions and sound alone a transcript (WCAG 2.2 SC 1.2.1 and 1.2.2, EN 301 549 clauses 9.1.2.1 and 9.1.2.2). Markup shows a track, not what it says; captions may also be burnt in.',
  needs: ['markup', 'links'] as const,
  messages: {
    tracks: 'All {media} videos and recordings have a text track in the markup or a transcript beside them.',
    'without-track': '{without} of {media} videos and recordings show neither a text track nor a transcript; watch them.',
    'no-media': 'There is no video or recording in the pages read.',
    'nothing-read': 'The markup of no page could be read.',
  },
  remedy: { 'without-track': 'Add captions, and a transcript where there is sound only.' },
  run: (view) => {
    const media = new Map<string, { readonly covered: boolean; readonly seen: Evidence }>();
    let read = 0;
    for (const page of view.pages) {
      const { markup, links } = page.parts;
      if (page.host !== 'portal' || isFailure(markup)) continue;
      read += 1;
      const transcript = !isFailure(links) && links.some((link) => TRANSCRIPT.test(`${link.text} ${link.name}`));
      for (const item of markup.media)
        if (item.kind !== 'embed')
          media.set(item.src || `${page.url} ${item.selector}`, { covered: item.tracks > 0 || transcript, seen: elementEvidence(page, item.selector, `<${item.kind} src="${item.src}">`) });
      for (const frame of markup.iframes)
        if (onHost(frame.src, VIDEO_HOSTS)) media.set(frame.src, { covered: transcript, seen: elementEvidence(page, frame.selector, `<iframe src="${frame.src}" title="${frame.title}">`) });
    }
    if (!read) return { outcome: 'untested', reason: 'nothing-read' };
    const without = [...media.values()].filter(({ covered }) => !covered);
    const data = { media: media.size, without: without.length };
    if (!media.size) return { outcome: 'not-applicable', reason: 'no-media' };
    if (without.length) return { outcome: 'unsure', reason: 'without-track', data, evidence: without.slice(0, 5).map(({ seen }) => seen) };
    return { outcome: 'pass', reason: 'tracks', data, evidence: [...media.values()].slice(0, 3).map(({ seen }) => seen) };
  },
});
