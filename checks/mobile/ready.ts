import { thresholds } from '../../config/thresholds.ts';
import { isFailure, type MobilePart, type MobileView } from '../../crawler/artifact.ts';
import { defineCheck, type Evidence, type ViewPage } from '../contract.ts';
import { measurementEvidence } from '../evidence.ts';

/** A portal's page that was measured at phone widths. */
export interface MeasuredPage {
  readonly page: ViewPage<'mobile'>;
  readonly part: MobilePart;
}

const PHONE = 390; // CSS px, a usual phone; 320 is the width of WCAG 2.2 SC 1.4.10
const TOLERANCE = 1; // CSS px of rounding

/** The portal's own pages that were measured. */
export const measured = (pages: readonly ViewPage<'mobile'>[]): MeasuredPage[] =>
  pages.flatMap((page) => (page.host === 'portal' && !isFailure(page.parts.mobile) && page.parts.mobile.views.length > 0 ? [{ page, part: page.parts.mobile }] : []));

export const scrollsSideways = (view: MobileView): boolean => view.scrollWidth > view.width + TOLERANCE;

/** Does the page say that it fits the device: `width=device-width`, or a first scale, which implies it (CSS Viewport Module Level 1). */
export const fitsDevice = (viewport: string | null): boolean => /width\s*=\s*device-width|initial-scale\s*=\s*1(?:\.0*)?(?!\d|\.\d*[1-9])/i.test(viewport ?? '');

export const viewAt = (part: MobilePart, width: number): MobileView | undefined => part.views.find((view) => view.width === width);

export const widthEvidence = (page: MeasuredPage['page'], view: MobileView): Evidence =>
  measurementEvidence(page, 'browser', '', `page width in CSS px on a screen of ${view.width}`, String(view.scrollWidth));

const viewportEvidence = ({ page, part }: MeasuredPage): Evidence => measurementEvidence(page, 'browser', '', 'viewport meta', part.viewport ?? 'none');

export const check = defineCheck({
  title: 'Usable on a phone',
  why: 'Pages fit the screen, do not scroll sideways and can be enlarged, on the visited sample (LOSI #204, OSI #071; WCAG 2.2 SC 1.4.4 and 1.4.10).',
  needs: ['mobile'] as const,
  messages: {
    fits: '{fitting} of {visited} visited pages fit a phone and can be enlarged.',
    'home-no-viewport': 'The home page does not adapt to the screen: it has no viewport setting.',
    'home-sideways': 'On a phone the home page scrolls sideways.',
    'some-pages': 'Only {fitting} of {visited} visited pages fit a phone and can be enlarged: {sideways} scroll sideways, {fixed} do not adapt, {locked} cannot be enlarged.',
    'not-rendered': 'No page was measured at the width of a phone.',
  },
  remedy: {
    'home-no-viewport': 'Set <meta name="viewport" content="width=device-width, initial-scale=1"> and let the layout follow.',
    'home-sideways': 'Find what is wider than the screen (the evidence names it) and let it wrap or shrink.',
    'some-pages': 'Let every template follow the width of the screen, and do not lock zooming.',
  },
  run: (view) => {
    const visited = measured(view.pages);
    if (!visited.length) return { outcome: 'untested', reason: 'not-rendered' };
    const fixed = visited.filter(({ part }) => !fitsDevice(part.viewport));
    const sideways = visited.filter(({ part }) => part.views.some(scrollsSideways));
    const locked = visited.filter(({ part }) => part.zoomBlocked);
    const bad = new Set([...fixed, ...sideways, ...locked]);
    const share = (visited.length - bad.size) / visited.length;
    const data = { visited: visited.length, fitting: visited.length - bad.size, share, sideways: sideways.length, fixed: fixed.length, locked: locked.length, strength: 0.88 };
    const home = visited.find(({ page }) => page.order === 0);
    if (home && home.part.viewport === null) return { outcome: 'fail', reason: 'home-no-viewport', data, evidence: [viewportEvidence(home)] };
    const phone = home && viewAt(home.part, PHONE);
    if (home && phone && scrollsSideways(phone)) return { outcome: 'fail', reason: 'home-sideways', data, evidence: [widthEvidence(home.page, phone)] };
    if (share >= thresholds().mobile.sample_share)
      return {
        outcome: 'pass',
        reason: 'fits',
        data,
        evidence: visited
          .filter((one) => !bad.has(one))
          .slice(0, 2)
          .flatMap((one) => [viewportEvidence(one), ...one.part.views.map((at) => widthEvidence(one.page, at))]),
      };
    return {
      outcome: 'unsure',
      reason: 'some-pages',
      data,
      evidence: [...bad].slice(0, 3).flatMap((one) => [viewportEvidence(one), ...one.part.views.filter(scrollsSideways).map((at) => widthEvidence(one.page, at))]),
    };
  },
});
