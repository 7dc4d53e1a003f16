import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalogue } from '../../config/catalogue.ts';
import { readSettings } from '../../config/settings.ts';
import { assess } from '../../queue/assess.ts';
import { openStore } from '../../storage/store.ts';

/** A process of its own that assesses the served portal over HTTP and judges it with the real catalogue; tells its peak memory. `node memory.ts <url> <pages>` */
const [, , url = '', pages = '1000'] = process.argv;
const data = await mkdtemp(join(tmpdir(), 'egov-bench-'));
const store = await openStore({ data });
const catalogue = await loadCatalogue('losi-2024');
const before = process.resourceUsage().maxRSS / 1024;
const started = performance.now();
let judgingFrom = started;
const outcome = await assess(
  {
    subject: { id: 'bench', name: 'Samplebury', level: 'municipal' },
    portals: [{ url, role: 'city', aliases: [] }],
    catalogue,
    options: { maxPages: Number(pages), browserPages: 0, delayMs: 0, allowPrivate: true, aliases: [], asOf: '2026-06-30', seed: 1, fresh: true, concurrency: readSettings().concurrency },
  },
  {
    store,
    settings: { ...readSettings(), data },
    onEvent: (event) => {
      if (event.kind === 'phase' && event.phase === 'judging') judgingFrom = performance.now();
    },
    signal: new AbortController().signal,
  },
);
const seconds = (performance.now() - started) / 1000;
const { coverage } = outcome.status === 'done' ? await store.loadAssessment(outcome.runId) : { coverage: null };
await store.close();
await rm(data, { recursive: true, force: true });
process.send?.({
  pages: coverage?.done ?? 0,
  peakMb: process.resourceUsage().maxRSS / 1024,
  beforeMb: before,
  seconds,
  judgingSeconds: (performance.now() - judgingFrom) / 1000,
  reason: outcome.reason,
});
