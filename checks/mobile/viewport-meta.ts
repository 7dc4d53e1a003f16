import { thresholds } from '../../config/thresholds.ts';
import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { elementEvidence } from '../evidence.ts';
import { fitsDevice } from './ready.ts';

export const check = defineCheck({
  title: 'Viewport setting',
  why: 'Without it phones draw a page as on a desktop and shrink it (CSS Viewport Module Level 1; LOSI #204, OSI #071).',
  needs: ['meta'] as const,
  messages: {
    set: '{set} of {read} pages are set to the width of the device.',
    missing: '{missing} of {read} pages are not set to the width of the device, the home page among them or most.',
    'some-missing': '{missing} of {read} pages are not set to the width of the device.',
    'nothing-read': 'The head of no page could be read.',
  },
  remedy: {
    missing: 'Set <meta name="viewport" content="width=device-width, initial-scale=1"> on every page.',
    'some-missing': 'Set <meta name="viewport" content="width=device-width, initial-scale=1"> on these pages, too.',
  },
  run: (view) => {
    const pages = view.pages.flatMap((page) => (page.host === 'portal' && !isFailure(page.parts.meta) ? [{ page, viewport: page.parts.meta.viewport }] : []));
    if (!pages.length) return { outcome: 'untested', reason: 'nothing-read' };
    const set = pages.filter(({ viewport }) => fitsDevice(viewport));
    const missing = pages.filter(({ viewport }) => !fitsDevice(viewport));
    const data = { read: pages.length, set: set.length, missing: missing.length };
    const evidence = (missing.length ? missing : set)
      .slice(0, 3)
      .map(({ page, viewport }) =>
        viewport === null ? elementEvidence(page, 'head', 'no meta viewport') : elementEvidence(page, 'meta[name="viewport"]', `<meta name="viewport" content="${viewport}">`),
      );
    if (missing.some(({ page }) => page.order === 0) || set.length < missing.length) return { outcome: 'fail', reason: 'missing', data, evidence };
    return set.length / pages.length >= thresholds().mobile.sample_share ? { outcome: 'pass', reason: 'set', data, evidence } : { outcome: 'unsure', reason: 'some-missing', data, evidence };
  },
});
