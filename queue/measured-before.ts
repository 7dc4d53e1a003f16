import { isFailure, type PortalArtifacts } from '../crawler/artifact.ts';
import type { Browser, MeasuredParts, VisitRequest } from '../crawler/browser-contract.ts';
import { EXTRACTOR_VERSION } from '../crawler/extractor-version.ts';
import { decode } from '../crawler/gather-page.ts';
import type { Run } from '../storage/contract.ts';
import type { Store } from '../storage/store.ts';

/** A page looks different once its stylesheets do, which its own bytes do not show: so nothing is taken over for longer than this. */
const OLDEST_MS = 14 * 24 * 60 * 60 * 1000;

type Asked = Pick<VisitRequest, 'accessibility' | 'mobile' | 'screenshot' | 'archive' | 'marks'>;
/** What a browser measured, with what it had been asked for, and the run it was measured in where that is an earlier one. */
export interface KeptParts extends MeasuredParts {
  readonly asked?: Asked;
  readonly takenOverFrom?: { readonly run: string; readonly measuredAt: string };
}
/** Measurements that still hold, by the key of the page. `taken`: keys that made use of them. */
export interface MeasuredBefore {
  readonly parts: ReadonlyMap<string, KeptParts>;
  readonly taken: Set<string>;
}

/** Measurements of an earlier run for the pages whose body is the same today, byte for byte: as it was sent, or as today's scripts have built it. */
export const measuredBefore = async (previous: Run | null, { pages }: PortalArtifacts, store: Pick<Store, 'ledger' | 'blobs'>): Promise<MeasuredBefore> => {
  const parts = new Map<string, KeptParts>();
  if (previous?.status !== 'done' || previous.extractorVersion !== EXTRACTOR_VERSION) return { parts, taken: new Set() };
  const today = new Map(pages.filter(({ state }) => state === 'ok').map((page) => [page.requestedUrl, page]));
  for (const { key, capture, fetchedBy, measured } of await store.ledger(previous.id).commits()) {
    const page = today.get(key);
    if (measured === null || page?.fetchedBy !== fetchedBy || page.capture.bytes !== capture.bytes) continue;
    const { lighthouse: _, validator: __, ...kept }: KeptParts = decode(await store.blobs.get(measured)); // how fast a page is today its bytes do not say
    const takenOverFrom = kept.takenOverFrom ?? { run: previous.id, measuredAt: previous.startedAt };
    if (!kept.asked || isFailure(kept.rendered) || Date.now() - Date.parse(takenOverFrom.measuredAt) > OLDEST_MS) continue;
    parts.set(key, { ...kept, takenOverFrom });
  }
  return { parts, taken: new Set() };
};

/** A browser that answers from memory where it can, and is started only for the rest. Keeps with every measurement what was asked for. */
export const browserWithMemory =
  ({ parts, taken }: MeasuredBefore, open: () => Promise<Browser | null>, there: boolean): (() => Promise<Browser | null>) =>
  async () => {
    if (!there) return open(); // tells that there is none
    let version = '';
    return {
      get version() {
        return version;
      },
      async visit(requests, done) {
        const due: VisitRequest[] = [];
        for (const request of requests) {
          const kept = parts.get(request.key);
          if (!kept?.asked || !covers(kept.asked, request)) {
            due.push(request);
            continue;
          }
          taken.add(request.key);
          await done({ key: request.key, url: request.url, status: 200, headers: [], redirects: [], html: new Uint8Array(), ms: 0, measured: kept });
        }
        const browser = due.length ? await open() : null;
        if (!browser) return;
        ({ version } = browser);
        const asked = new Map(due.map(({ key, accessibility, mobile, screenshot, archive, marks }) => [key, { accessibility, mobile, screenshot, archive, marks } satisfies Asked]));
        await browser.visit(due, (result) => {
          if ('failure' in result) return done(result);
          const measured: KeptParts = { ...result.measured, asked: asked.get(result.key)! };
          return done({ ...result, measured });
        });
      },
      close: async () => undefined, // whoever opened it closes it
    };
  };

const covers = (then: Asked, now: Asked): boolean => {
  const marked = new Set(then.marks.map(({ selector, quote }) => `${selector}\0${quote}`));
  return (['accessibility', 'mobile', 'screenshot', 'archive'] as const).every((what) => then[what] || !now[what]) && now.marks.every(({ selector, quote }) => marked.has(`${selector}\0${quote}`));
};
