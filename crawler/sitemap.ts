import { gunzipSync } from 'node:zlib';
import { Parser } from 'htmlparser2';
import type { GatherFailure, SitemapPart } from './artifact.ts';
import { isFailure } from './artifact.ts';
import { failed } from './failure-kinds.ts';
import type { Guard, Http } from './http.ts';

const MAX_DEPTH = 3; // an index of indexes of sitemaps
const MAX_URLS = 50_000; // sitemaps.org
const MAX_BYTES = 50 * 1024 * 1024; // sitemaps.org, unpacked
const MAX_FILES = 60;

export interface Sitemaps {
  readonly part: SitemapPart | GatherFailure;
  readonly urls: readonly string[];
}

/** Reads the named sitemaps (XML, plain text, gzip) and what their indexes name, in order, within the caps. */
export const readSitemaps = async (
  starts: readonly string[],
  deps: { readonly http: Http; readonly guard: Guard; readonly resolve: (url: string) => string; readonly signal: AbortSignal },
): Promise<Sitemaps> => {
  const urls = new Set<string>();
  const files: string[] = [];
  const seen = new Set<string>();
  let newest = '';
  let truncated = false;
  let firstFailure: GatherFailure | null = null;
  const waiting = starts.map((url) => ({ url: deps.resolve(url), depth: 1 }));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (seen.has(next.url)) continue;
    if (seen.size >= MAX_FILES || urls.size >= MAX_URLS) {
      truncated = true;
      break;
    }
    seen.add(next.url);
    const got = await deps.http.get(next.url, deps.signal, { guard: deps.guard, resolve: deps.resolve, bounds: { maxBodyBytes: MAX_BYTES } });
    if (isFailure(got)) {
      firstFailure ??= got;
      continue;
    }
    if (got.raw.status !== 200) {
      firstFailure ??= failed('http-error', `${next.url} answers ${got.raw.status}`);
      continue;
    }
    const read = parseSitemap(got.raw.body);
    if (!read) {
      firstFailure ??= failed('parse-error', `${next.url} is not a sitemap`);
      continue;
    }
    files.push(next.url);
    for (const url of read.urls) {
      if (urls.size >= MAX_URLS) {
        truncated = true;
        break;
      }
      if (/^https?:/i.test(url) && URL.canParse(url)) urls.add(deps.resolve(new URL(url).href));
    }
    if (read.newest > newest) newest = read.newest;
    for (const url of read.sitemaps) {
      if (next.depth >= MAX_DEPTH) {
        truncated = true;
        break;
      }
      if (URL.canParse(url, next.url)) waiting.push({ url: deps.resolve(new URL(url, next.url).href), depth: next.depth + 1 });
    }
  }
  if (!files.length) return { part: firstFailure ?? failed('not-tried', 'no sitemap address'), urls: [] };
  return { part: { urls: urls.size, files, truncated, newest: newest || null }, urls: [...urls] };
};

interface Parsed {
  readonly urls: readonly string[];
  readonly sitemaps: readonly string[];
  readonly newest: string;
}

/** Null when the bytes are no sitemap at all (an HTML error page, say). */
const parseSitemap = (body: Uint8Array): Parsed | null => {
  let bytes = body;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      bytes = gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
    } catch {
      return null;
    }
  }
  const text = new TextDecoder().decode(bytes);
  return text.trimStart().startsWith('<') ? parseXml(text) : parseText(text);
};

const parseText = (text: string): Parsed | null => {
  const urls = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => /^https?:\/\//i.test(line));
  return urls.length ? { urls, sitemaps: [], newest: '' } : null;
};

const parseXml = (text: string): Parsed | null => {
  const urls: string[] = [];
  const sitemaps: string[] = [];
  let newest = '';
  let root = '';
  let open = '';
  let inside = '';
  let value = '';
  const parser = new Parser(
    {
      onopentag(name) {
        root ||= name;
        if (name === 'url' || name === 'sitemap') inside = name;
        open = name;
        value = '';
      },
      ontext(data) {
        if (open === 'loc' || open === 'lastmod') value += data;
      },
      onclosetag(name) {
        const read = value.trim();
        if (name === 'loc' && inside === 'url') urls.push(read);
        if (name === 'loc' && inside === 'sitemap') sitemaps.push(read);
        if (name === 'lastmod' && /^\d{4}-\d{2}(-\d{2})?/.test(read) && read > newest) newest = read;
        if (name === inside) inside = '';
        open = '';
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(text);
  parser.end();
  return root === 'urlset' || root === 'sitemapindex' ? { urls, sitemaps, newest } : null;
};
