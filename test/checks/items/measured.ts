import type { MobilePart, MobileView } from '../../../crawler/artifact.ts';
import type { CheckFixtures } from './checks.ts';

/** Fixtures of what is measured and not read: there the opposite is observed. */

const VIEWPORT = 'width=device-width, initial-scale=1';
const at = (width: number, scrollWidth = width): MobileView => ({ width, scrollWidth, overflowing: [], textChars: 1000, smallTextChars: 0, targets: 40, smallTargets: [], visibleWords: 180 });
const phone = (scrollWidth: number): MobilePart => ({ viewport: VIEWPORT, zoomBlocked: false, views: [at(390, scrollWidth), at(320, Math.min(320, scrollWidth))], desktopWords: 200 });
const https = (redirectsToHttps: boolean) => ({
  https: {
    httpUrl: 'http://portal.example/',
    httpStatus: redirectsToHttps ? 301 : 200,
    redirectsToHttps,
    chain: redirectsToHttps ? [{ from: 'http://portal.example/', to: 'https://portal.example/', status: 301 }] : [],
    httpsReachable: true,
  },
});

export const MEASURED: Readonly<Record<string, CheckFixtures>> = {
  'mobile/ready': { proves: { parts: { mobile: phone(390) } }, resembles: { parts: { mobile: phone(980) } } },
  'security/https': { proves: { site: https(true) }, resembles: { site: https(false) } },
};
