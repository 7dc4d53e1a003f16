import type { PageArtifact, PageParts, PortalArtifacts } from './artifact.ts';
import type { MeasuredParts } from './browser-contract.ts';
import type { CaptureStore, Ledger } from './contract.ts';
import { decode } from './gather-page.ts';

type Name = 'lighthouse' | 'validator';

/** Keeps what a tool said of pages (by requested address) beside what the browser measured of them; returns the artifacts with it in place. */
export const keepParts = async <P extends Name>(
  artifacts: PortalArtifacts,
  name: P,
  found: ReadonlyMap<string, NonNullable<MeasuredParts[P]>>,
  { ledger, store }: { readonly ledger: Ledger; readonly store: CaptureStore },
): Promise<PortalArtifacts> => {
  if (!found.size) return artifacts;
  for (const { key, measured } of await ledger.commits()) {
    const part = found.get(key);
    if (!part) continue;
    const before: Partial<MeasuredParts> = measured ? decode(await store.get(measured)) : {};
    await ledger.measure(key, await store.put(new TextEncoder().encode(JSON.stringify({ ...before, [name]: part }))), null);
  }
  const pages = artifacts.pages.map((page): PageArtifact => {
    const part = found.get(page.requestedUrl);
    return part ? { ...page, parts: { ...page.parts, ...({ [name]: part } as Pick<PageParts, P>) } } : page;
  });
  return { ...artifacts, pages };
};
