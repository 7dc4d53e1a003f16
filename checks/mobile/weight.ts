import { thresholds } from '../../config/thresholds.ts';
import { isFailure, type RenderedPart } from '../../crawler/artifact.ts';
import { defineCheck, type Evidence, type ViewPage } from '../contract.ts';
import { measurementEvidence } from '../evidence.ts';

const SEVERAL = 0.2; // share of pages from which it is the template
const SET_UP_TRIPS = 4; // round trips before the first byte of a page: name, connection (RFC 9293), TLS 1.3 (RFC 8446 §2), request

/** Least seconds that a page of this weight takes on a slow phone line, computed: set-up, then the bytes one after the other. */
const secondsFor = (bytes: number): number => {
  const { slow_kbit, slow_trip_ms } = thresholds().mobile;
  return Math.round((SET_UP_TRIPS * slow_trip_ms) / 100 + (bytes * 8) / slow_kbit / 100) / 10;
};

export const check = defineCheck({
  title: 'Weight of the pages',
  why: 'Heavy pages cost people on slow or metered lines time and money. Bytes and requests were measured while the browser opened the page; the seconds are computed for Lighthouse’s “slow 4G” (1.6 Mbit/s, 150 ms), and are the least it can take.',
  needs: ['rendered'] as const,
  messages: {
    light: 'The home page weighs {kilobytes} KiB in {requests} requests, at least {seconds} s on a slow phone line; the heaviest of {visited} pages weighs {heaviest} KiB.',
    heavy: '{heavy} of {visited} pages are as heavy as Lighthouse calls poor; the heaviest {heaviest} KiB in {requests} requests, at least {seconds} s on a slow phone line.',
    middling: 'The heaviest of {visited} pages weighs {heaviest} KiB in {requests} requests, at least {seconds} s on a slow phone line.',
    'home-not-weighed': 'The home page was not weighed on a first visit; the heaviest of {visited} pages weighs {heaviest} KiB, at least {seconds} s on a slow phone line.',
    'not-rendered': 'No page was weighed in a browser.',
  },
  remedy: {
    heavy: 'Send smaller pictures in a modern format, load what is below the first screen later, drop scripts that nothing needs, compress text.',
    middling: 'Look at the pictures and scripts of the heaviest page first.',
  },
  run: (view) => {
    const visited = view.pages.flatMap((page) => (page.host === 'portal' && !isFailure(page.parts.rendered) && page.parts.rendered.bytes > 0 ? [{ page, part: page.parts.rendered }] : []));
    if (!visited.length) return { outcome: 'untested', reason: 'not-rendered' };
    const { light_bytes, heavy_bytes } = thresholds().mobile;
    const heaviest = visited.reduce((most, one) => (one.part.bytes > most.part.bytes ? one : most));
    const heavy = visited.filter(({ part }) => part.bytes > heavy_bytes);
    const home = visited.find(({ page }) => page.order === 0);
    const told = (one: typeof heaviest) => ({
      visited: visited.length,
      heavy: heavy.length,
      heaviest: kilobytes(heaviest.part.bytes),
      kilobytes: kilobytes(one.part.bytes),
      requests: one.part.requests,
      seconds: secondsFor(one.part.bytes),
    });
    if (heavy.length && (heavy.some(({ page }) => page.order === 0) || heavy.length / visited.length > SEVERAL))
      return { outcome: 'fail', reason: 'heavy', data: told(heaviest), evidence: heavy.slice(0, 3).flatMap(weightEvidence) };
    if (heaviest.part.bytes > light_bytes) return { outcome: 'unsure', reason: 'middling', data: told(heaviest), evidence: weightEvidence(heaviest) };
    // later pages, and pages opened twice, come partly from the browser's cache: only the home page as first opened can be called light
    return home && home.page.fetchedBy === 'http'
      ? { outcome: 'pass', reason: 'light', data: told(home), evidence: weightEvidence(home) }
      : { outcome: 'unsure', reason: 'home-not-weighed', data: told(heaviest), evidence: weightEvidence(heaviest) };
  },
});

const kilobytes = (bytes: number): number => Math.round(bytes / 1024);

const weightEvidence = ({ page, part }: { readonly page: ViewPage<'rendered'>; readonly part: RenderedPart }): Evidence[] => [
  measurementEvidence(page, 'browser', '', 'bytes received', String(part.bytes)),
  measurementEvidence(page, 'browser', '', 'requests', String(part.requests)),
];
