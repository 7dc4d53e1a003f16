import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSettings } from '../../config/settings.ts';
import type { FetchedBy, PageArtifact, PortalArtifacts } from '../../crawler/artifact.ts';
import { EXTRACTOR_VERSION } from '../../crawler/extractor-version.ts';
import { encode } from '../../crawler/gather-page.ts';
import { inChild } from '../../queue/child.ts';
import { type KeptParts, measuredBefore } from '../../queue/measured-before.ts';
import { openStore, type Store } from '../../storage/store.ts';
import { portalOf } from '../checks/portal-fixture.ts';
import { portal, run } from '../storage/things.ts';

let store: Store;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'egov-quiet-'));
  store = await openStore({ data: join(folder, 'data') });
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const PAGE = '<html lang="en"><title>Town</title><h1>Town</h1><p>Opening hours and services of the town hall.';
const pages = (html: string, by: FetchedBy): PortalArtifacts => {
  const artifacts = portalOf({ '/': html });
  return { ...artifacts, pages: artifacts.pages.map((page): PageArtifact => ({ ...page, fetchedBy: by, capture: { ...page.capture, by } })) };
};
const ASKED = { accessibility: true, mobile: false, screenshot: false, archive: false, marks: [] };
const GAP = { failure: 'not-tried', detail: 'fixture' } as const;
const RENDERED = { dom: '', archive: null, nodes: 9, words: 9, scriptErrors: [], requests: 1, bytes: 1, thirdPartyHosts: [], cookies: [], screenshot: null, clips: [] };
const MEASURED: KeptParts = { accessibility: GAP, mobile: GAP, presentation: GAP, keyboard: GAP, rendered: RENDERED, asked: ASKED };

/** A finished run whose only page was read so and measured in a browser. */
async function night(id: string, html: string, by: FetchedBy, measuredAt: string): Promise<Parameters<typeof measuredBefore>[0]> {
  const [page] = pages(html, by).pages;
  const begun = run(id, { startedAt: measuredAt, status: 'done', extractorVersion: EXTRACTOR_VERSION });
  await store.beginRun(begun, { id: 'lindenau', name: 'Lindenau', level: 'municipal' }, [portal(page!.url)]);
  const ledger = store.ledger(id);
  await ledger.discover([{ key: page!.requestedUrl, url: page!.url, host: 'portal', depth: 0, via: [] }]);
  await ledger.commit({
    key: page!.requestedUrl,
    finalUrl: page!.url,
    capture: page!.capture,
    redirects: page!.parts.response,
    measured: await store.blobs.put(encode(MEASURED)),
    source: page!.capture.bytes,
    fetchedBy: by,
    ms: 1,
  });
  return begun;
}

test.each([
  { what: 'a page sent as it was', earlier: 'http', today: 'http', html: PAGE, days: 1, holds: true },
  { what: 'a page its scripts built as they had', earlier: 'browser', today: 'browser', html: PAGE, days: 1, holds: true },
  { what: 'a page its scripts built otherwise', earlier: 'browser', today: 'browser', html: `${PAGE} Closed.`, days: 1, holds: false },
  { what: 'a page sent otherwise', earlier: 'http', today: 'http', html: `${PAGE} Closed.`, days: 1, holds: false },
  { what: 'a page that needs scripts since today', earlier: 'http', today: 'browser', html: PAGE, days: 1, holds: false },
  { what: 'a page measured long ago', earlier: 'browser', today: 'browser', html: PAGE, days: 15, holds: false },
] as const)('measurements of $what hold: $holds', async ({ what, earlier, today, html, days, holds }) => {
  const measuredAt = new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString();
  const before = await night(`run-${what}`, PAGE, earlier, measuredAt);
  const { parts } = await measuredBefore(before, pages(html, today), store);
  expect([...parts.values()].map(({ takenOverFrom }) => takenOverFrom)).toEqual(holds ? [{ run: `run-${what}`, measuredAt }] : []);
});

test('what a process compiled is kept for the next one', async () => {
  const settings = readSettings({ EGOV_DATA: join(folder, 'data') });
  await expect(inChild({ kind: 'check', run: 'no-such-run' }, { settings, signal: new AbortController().signal })).rejects.toThrow('There is no run "no-such-run"');
  const kept = await readdir(join(folder, 'data/cache/code'), { recursive: true, withFileTypes: true });
  expect(kept.filter((entry) => entry.isFile()).length).toBeGreaterThan(100);
});
