import { isFailure, type ManifestPart } from '../../crawler/artifact.ts';
import { SEARCH_PARTS, SITE_PARTS, siteFor } from '../concepts/for-check.ts';
import { searchTrail } from '../concepts/site.ts';
import { defineCheck } from '../contract.ts';
import { elementEvidence } from '../evidence.ts';

const DISPLAYS = new Set(['standalone', 'fullscreen', 'minimal-ui', 'window-controls-overlay']);
const LEAST_ICON = 192; // px; what browsers ask for before they offer to install (web.dev, What does it take to be installable)

/** What a browser would miss before it offers to put the portal on the home screen. */
const missingFrom = ({ name, startUrl, display, icons }: ManifestPart): string[] => [
  ...(name ? [] : ['name']),
  ...(startUrl ? [] : ['start_url']),
  ...(DISPLAYS.has(display) ? [] : ['display']),
  ...(icons.some((edge) => edge === 0 || edge >= LEAST_ICON) ? [] : [`an icon of ${LEAST_ICON} pixels`]),
];

export const check = defineCheck({
  title: 'Web app manifest',
  why: 'With a manifest the portal can be put on a phone’s home screen without a store (W3C Web Application Manifest). A convenience: its absence is no fault.',
  needs: [...SITE_PARTS, 'meta'] as const,
  site: [...SEARCH_PARTS, 'manifest'] as const,
  messages: {
    installable: 'The web app manifest names the portal “{name}” and all that a browser needs to put it on the home screen.',
    incomplete: 'A web app manifest is linked, but lacks {missing}: browsers will not offer to put the portal on the home screen.',
    broken: 'A web app manifest is linked, but cannot be used: {detail}.',
    linked: 'A web app manifest is linked; it was not opened.',
    'nothing-found': 'No page read links a web app manifest.',
    'home-not-read': 'The head of the home page could not be read, and no other page read links a web app manifest.',
    'nothing-read': 'The head of no page could be read.',
  },
  remedy: { incomplete: 'Add to the manifest: {missing}.', broken: 'Serve the manifest at the linked address as JSON, or take the link out.' },
  run: (view) => {
    const pages = view.pages.flatMap((page) => (page.host === 'portal' && !isFailure(page.parts.meta) ? [{ page, manifest: page.parts.meta.manifest }] : []));
    if (!pages.length) return { outcome: 'untested', reason: 'nothing-read' };
    const linking = pages.find(({ manifest }) => manifest);
    if (linking) {
      const evidence = [elementEvidence(linking.page, 'link[rel~="manifest"]', `<link rel="manifest" href="${linking.manifest}">`)];
      const { manifest: opened } = view.site;
      if (isFailure(opened))
        return opened.failure === 'http-error' || opened.failure === 'parse-error'
          ? { outcome: 'fail', reason: 'broken', data: { manifest: linking.manifest, detail: opened.detail }, evidence }
          : { outcome: 'pass', reason: 'linked', data: { manifest: linking.manifest }, evidence };
      const missing = missingFrom(opened);
      const data = { manifest: opened.url, name: opened.name, display: opened.display, missing: missing.join(', ') };
      return missing.length ? { outcome: 'unsure', reason: 'incomplete', data, evidence } : { outcome: 'pass', reason: 'installable', data, evidence };
    }
    const searched = searchTrail(siteFor(view), null);
    return pages.some(({ page }) => page.order === 0) ? { outcome: 'not-found', reason: 'nothing-found', searched } : { outcome: 'unsure', reason: 'home-not-read', searched };
  },
});
