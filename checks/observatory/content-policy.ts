/**
 * The content security policy as the MDN HTTP Observatory reads and judges it. It differs from browsers on purpose:
 * a repeated directive is a mistake, and several policies are merged into what all of them allow.
 */

/** Directive → sources in lower case. Changed while it is judged. */
export type MergedPolicy = Map<string, Set<string>>;
interface Merged {
  readonly policy: MergedPolicy;
  /** A directive that may be repeated was. */
  readonly repeats: readonly string[];
}
interface Source {
  readonly text: string;
  readonly from: number; // which policy names it
  readonly kept: boolean;
}

const SHORTEST = 6; // characters that any directive takes at least
const REPEATABLE = new Set(['report-uri', 'report-to']);
const NOT_IN_META = ['frame-ancestors', 'report-uri', 'sandbox']; // CSP3 §3.3
const alphabetical = new Intl.Collator('en').compare;

/** Merges policies into what all of them allow; null when one cannot be read. */
export const mergePolicies = (written: readonly string[]): Merged | null => {
  const texts = written.map((text) => text.replace(/[\r\n]/g, '').trim());
  if (texts.some((text) => text.length < SHORTEST)) return null;
  const merged = new Map<string, readonly Source[]>();
  const repeats = new Set<string>();
  for (const [from, text] of texts.entries()) {
    const seen = new Set<string>();
    for (const [directive, ...values] of directivesOf(text)) {
      if (seen.has(directive) && !REPEATABLE.has(directive)) return null;
      if (seen.has(directive)) repeats.add(directive);
      seen.add(directive);
      const named = values.length || !directive.endsWith('-src') ? values : ["'none'"];
      const sources = named.map((value) => ({ text: value, from, kept: from === 0 }));
      const narrowed = narrow([...(from ? (merged.get(directive) ?? []) : []), ...sources]);
      if (!narrowed) return null;
      // what the first policy allows must be named again by another one that has the directive
      merged.set(directive, from === 0 && texts.length > 1 ? narrowed.map((source) => ({ ...source, kept: false })) : narrowed);
    }
  }
  const policy = [...merged].map(([directive, sources]) => [directive, new Set(sources.length ? sources.map(({ text }) => text) : ["'none'"])] as const);
  return { policy: new Map(policy), repeats: [...repeats] };
};

const directivesOf = (text: string): [string, ...string[]][] =>
  text.split(';').flatMap((part): [string, ...string[]][] => {
    const [directive, ...values] = part.trim().toLowerCase().split(/\s+/);
    return directive ? [[directive, ...values]] : [];
  });

/** Within a policy the shorter of two beginnings is enough; of different ones only what both name stays. Null: badly encoded. */
const narrow = (sources: readonly Source[]): readonly Source[] | null => {
  const sorted = sources.toSorted((a, b) => alphabetical(a.text, b.text));
  try {
    return sorted
      .map((source, at) => {
        const before = sorted[at - 1];
        if (!before) return source;
        if (before.from === source.from) return source.text.startsWith(before.text) ? { ...source, kept: false } : source;
        return covers(before.text, source.text) ? { ...source, kept: true } : source;
      })
      .filter(({ kept }) => kept);
  } catch {
    return null;
  }
};

/** Path-part matching, here for whole sources (CSP3 §6.7.2.12). Throws where an encoding is broken. */
const covers = (wide: string, narrowOne: string): boolean => {
  if (wide === '' || (wide === '/' && narrowOne === '')) return true;
  const folder = wide.endsWith('/');
  const pieces = wide.split('/');
  const others = narrowOne.split('/');
  if (folder ? pieces.length > others.length : pieces.length !== others.length) return false;
  return (folder ? pieces.slice(0, -1) : pieces).every((piece, at) => decodeURIComponent(piece) === decodeURIComponent(others[at]!));
};

const BROAD: readonly string[] = ['ftp:', 'http:', 'https:', '*', 'http://*', 'http://*.*', 'https://*', 'https://*.*'];
const INLINE: readonly string[] = ["'unsafe-inline'", 'data:'];
const PINS = ["'sha256-", "'sha384-", "'sha512-", "'nonce-"];
const PASSIVE = ['img-src', 'media-src'];
const TOLERABLE = new Set(['no-unsafe-default-src-none', 'no-unsafe', 'unsafe-inline-in-style-src-only', 'insecure-scheme-in-passive-content-only']);

export interface PolicyVerdict {
  /** The published name of the result. */
  readonly code: string;
  /** Does a readable policy name who may frame the page? */
  readonly framing: boolean;
}

/** The published result for the policies of headers and of meta elements. */
export const judgePolicies = (headers: readonly string[], metas: readonly string[], reportOnly: string | null, secure: boolean): PolicyVerdict => {
  const merged = mergePolicies([...headers, ...metas]);
  if (!merged) return { code: 'csp-header-invalid', framing: false };
  const byHeader = mergePolicies(headers)?.policy.size ?? 0;
  const byMeta = [...(mergePolicies(metas)?.policy.keys() ?? [])].filter((directive) => !NOT_IN_META.includes(directive)).length;
  if (!byHeader && !byMeta) return { code: reportOnly ? 'csp-not-implemented-but-reporting-enabled' : 'csp-not-implemented', framing: false };
  const framing = merged.policy.has('frame-ancestors');
  const name = weakness(merged.policy, secure);
  if (name === null) return { code: 'csp-header-invalid', framing };
  return { code: merged.repeats.length && TOLERABLE.has(name) ? 'csp-implemented-but-duplicate-directives' : `csp-implemented-with-${name}`, framing };
};

/** The worst that the policy lets through; null when it contradicts itself. */
const weakness = (policy: MergedPolicy, secure: boolean): string | null => {
  // one set where `default-src` stands in for another directive: what the other makes void is void in both, as published
  const effective = (directive: string): Set<string> => policy.get(directive) ?? policy.get('default-src') ?? new Set(['*']);
  const [script, style, object] = [effective('script-src'), effective('style-src'), effective('object-src')];
  for (const sources of [script, style]) if (isPinned(sources)) sources.delete("'unsafe-inline'");
  if (script.has("'strict-dynamic'")) {
    if (!isPinned(script)) return null;
    for (const source of script) if (source === "'self'" || source === "'unsafe-inline'" || BROAD.some((scheme) => source.startsWith(scheme))) script.delete(source);
  }
  const has = (sources: ReadonlySet<string>, wanted: readonly string[]): boolean => wanted.some((source) => sources.has(source));
  if (has(script, BROAD) || has(script, INLINE) || has(object, BROAD)) return 'unsafe-inline';
  const unencrypted = (sources: ReadonlySet<string> | undefined): boolean => secure && [...(sources ?? [])].some((source) => source.startsWith('http:') || source.startsWith('ftp:'));
  const active = [...policy].filter(([directive]) => directive !== 'script-src' && !PASSIVE.includes(directive)).map(([, sources]) => sources);
  if ([...active, script].some(unencrypted)) return 'insecure-scheme';
  if (script.has("'unsafe-eval'") || style.has("'unsafe-eval'")) return 'unsafe-eval';
  if (PASSIVE.some((directive) => unencrypted(policy.get(directive) ?? policy.get('default-src')))) return 'insecure-scheme-in-passive-content-only';
  if (has(style, BROAD) || has(style, INLINE)) return 'unsafe-inline-in-style-src-only';
  const otherwise = policy.get('default-src');
  return otherwise?.size === 1 && otherwise.has("'none'") ? 'no-unsafe-default-src-none' : 'no-unsafe';
};

const isPinned = (sources: ReadonlySet<string>): boolean => [...sources].some((source) => PINS.some((pin) => source.startsWith(pin)));
