import type { MarkupPart } from '../../crawler/artifact.ts';
import { registrableDomain } from '../../crawler/url.ts';

const PAGES = new Set(['text/html', 'application/xhtml+xml']);
const NAMES = {
  unpinnedUnencrypted: 'sri-not-implemented-and-external-scripts-not-loaded-securely',
  unpinned: 'sri-not-implemented-but-external-scripts-loaded-securely',
  unencrypted: 'sri-implemented-but-external-scripts-not-loaded-securely',
} as const;
/** As published: an unpinned script outweighs an unencrypted pinned one, although it costs less. */
const WORST_FIRST = [NAMES.unpinnedUnencrypted, NAMES.unpinned, NAMES.unencrypted];

/** The published result for the scripts of a page. `contentType` is the header's value. */
export const scriptsResult = (scripts: MarkupPart['scriptSources'], contentType: string, page: { readonly host: string; readonly secure: boolean }): string => {
  if (!PAGES.has(contentType.split(';')[0]!)) return 'sri-not-implemented-response-not-html';
  if (!scripts.length) return 'sri-not-implemented-but-no-scripts-loaded';
  const loaded = scripts.filter(({ src }) => src).map(({ src, integrity }) => ({ pinned: integrity !== '', ...standing(src, page) }));
  const foreign = loaded.filter(({ own }) => !own);
  const faults = foreign.flatMap(({ pinned, encrypted }) => (pinned && encrypted ? [] : [pinned ? NAMES.unencrypted : encrypted ? NAMES.unpinned : NAMES.unpinnedUnencrypted]));
  const worst = WORST_FIRST.find((fault) => faults.includes(fault));
  if (worst) return worst;
  if (loaded.some(({ own, pinned, encrypted }) => own && pinned && encrypted)) return 'sri-implemented-and-all-scripts-loaded-securely';
  return foreign.length ? 'sri-implemented-and-external-scripts-loaded-securely' : 'sri-not-implemented-but-all-scripts-loaded-from-secure-origin';
};

/** An address without a scheme (`//host/…`) is foreign and unencrypted, whatever its host: as published. */
const standing = (src: string, { host, secure }: { readonly host: string; readonly secure: boolean }): { readonly own: boolean; readonly encrypted: boolean } => {
  if (/^\/\/[^/]/.test(src)) return { own: false, encrypted: false };
  if (!/^https?:\/\//.test(src)) return { own: true, encrypted: secure };
  return { own: registrableDomain(src) === registrableDomain(`https://${host}/`), encrypted: src.startsWith('https:') };
};
