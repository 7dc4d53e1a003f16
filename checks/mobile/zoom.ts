import { isFailure } from '../../crawler/artifact.ts';
import { zoomBlockedBy } from '../../crawler/mobile.ts';
import { defineCheck } from '../contract.ts';
import { elementEvidence } from '../evidence.ts';

const SEVERAL = 0.2; // share of pages from which it is the template

export const check = defineCheck({
  title: 'Pages can be enlarged',
  why: 'A viewport setting must not keep people from enlarging to 200 % (WCAG 2.2 SC 1.4.4, ACT rule b4f0c3, EN 301 549 clause 9.1.4.4).',
  needs: ['mobile', 'meta'] as const,
  messages: {
    free: 'None of {read} pages locks zooming.',
    locked: '{locked} of {read} pages lock zooming below 200 %.',
    'some-locked': '{locked} of {read} pages lock zooming below 200 %, the home page does not.',
    'nothing-read': 'The viewport setting of no page could be read.',
  },
  remedy: { locked: 'Take user-scalable and maximum-scale out of the viewport setting.', 'some-locked': 'Take user-scalable and maximum-scale out of the viewport setting.' },
  run: (view) => {
    const pages = view.pages.flatMap((page) => {
      const { mobile, meta } = page.parts;
      if (page.host !== 'portal') return [];
      if (!isFailure(mobile)) return [{ page, viewport: mobile.viewport, locked: mobile.zoomBlocked }]; // what scripts made of it counts
      return isFailure(meta) ? [] : [{ page, viewport: meta.viewport, locked: zoomBlockedBy(meta.viewport) }];
    });
    if (!pages.length) return { outcome: 'untested', reason: 'nothing-read' };
    const locked = pages.filter((one) => one.locked);
    const data = { read: pages.length, locked: locked.length };
    if (!locked.length) return { outcome: 'pass', reason: 'free', data };
    const evidence = locked.slice(0, 3).map(({ page, viewport }) => elementEvidence(page, 'meta[name="viewport"]', `<meta name="viewport" content="${viewport ?? ''}">`));
    const template = locked.some(({ page }) => page.order === 0) || locked.length / pages.length > SEVERAL;
    return template ? { outcome: 'fail', reason: 'locked', data, evidence } : { outcome: 'unsure', reason: 'some-locked', data, evidence };
  },
});
