import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck, type Outcome } from '../contract.ts';
import { effective, policiesIn, type Policy } from '../content-policy.ts';
import { textEvidence } from '../evidence.ts';
import { UNREAD_MESSAGES, headerSeen, headerValue, isSecure, responseOf, worstPage } from '../response.ts';

const NAME = 'content-security-policy';
const BROAD = new Set(['*', 'http:', 'https:', 'ftp:', 'data:', 'http://*', 'https://*', 'http://*.*', 'https://*.*']);
const PINNED = /^'(nonce-|sha(256|384|512)-)/;

type Reason = 'strict' | 'styles-loose' | 'missing' | 'report-only' | 'unsafe-scripts' | 'insecure-scheme' | 'eval' | 'insecure-media';
interface Verdict {
  readonly outcome: Outcome;
  readonly reason: Reason;
}

export const check = defineCheck({
  title: 'A content security policy limits what may run on the page',
  why: 'It stops injected scripts, the most common hole of portals (Content Security Policy Level 3; OWASP; MDN HTTP Observatory: content-security-policy).',
  needs: ['response', 'meta'] as const,
  site: [] as const,
  messages: {
    ...UNREAD_MESSAGES,
    strict: 'A policy limits scripts and styles to named sources.',
    'styles-loose': 'A policy limits scripts to named sources; styles are looser.',
    missing: '{affected} of {pages} pages come without a content security policy.',
    'report-only': 'A policy is only reported on, not enforced.',
    'unsafe-scripts': 'The policy lets scripts or plug-ins run from anywhere or inside the page.',
    'insecure-scheme': 'The policy lets active parts load over plain HTTP.',
    eval: "The policy allows scripts to build code from text ('unsafe-eval').",
    'insecure-media': 'The policy lets images or media load over plain HTTP.',
  },
  remedy: {
    missing: "Start with Content-Security-Policy-Report-Only: default-src 'self', read the reports, then enforce it.",
    'report-only': 'Send the same policy as Content-Security-Policy once the reports are quiet.',
    'unsafe-scripts': "Give scripts a nonce or hash, name their hosts, set object-src 'none', and drop 'unsafe-inline', data: and https: from script-src.",
    'insecure-scheme': 'Name https: addresses only.',
    eval: "Replace code that uses eval() and drop 'unsafe-eval'.",
    'insecure-media': 'Load images and media over HTTPS and drop http: from the policy.',
  },
  run: (view) =>
    worstPage(view, (page) => {
      const response = responseOf(page);
      if (!response) return null;
      const header = headerValue(response, NAME);
      const metas = isFailure(page.parts.meta) ? [] : page.parts.meta.contentPolicies;
      const policies = [header ?? '', ...metas].flatMap(policiesIn);
      if (!policies.length) {
        const reported = headerValue(response, `${NAME}-report-only`);
        return reported
          ? { outcome: 'fail', reason: 'report-only', evidence: [headerSeen(page, `${NAME}-report-only`, reported)] }
          : { outcome: 'fail', reason: 'missing', evidence: [headerSeen(page, NAME, null)] };
      }
      const { outcome, reason } = strictest(policies.map((policy) => judge(policy, isSecure(page.url))));
      return { outcome, reason, evidence: header ? [headerSeen(page, NAME, header)] : [textEvidence(page, metas[0]!, 'meta[http-equiv]')] };
    }),
});

/** Every policy applies, so the strictest decides (CSP3 §8.1). */
const strictest = (verdicts: readonly Verdict[]): Verdict => (['pass', 'unsure'] as const).map((outcome) => verdicts.find((verdict) => verdict.outcome === outcome)).find(Boolean) ?? verdicts[0]!;

const judge = (policy: Policy, secure: boolean): Verdict => {
  const script = effective(policy, 'script-src');
  const object = effective(policy, 'object-src');
  const style = effective(policy, 'style-src');
  if (!script || !object || openScripts(script) || object.some((source) => BROAD.has(source))) return { outcome: 'fail', reason: 'unsafe-scripts' };
  const plain = (directives: readonly string[]): boolean => secure && directives.some((name) => effective(policy, name)?.some((source) => /^(http|ftp):/.test(source)));
  if (plain(['script-src', 'object-src', 'style-src', 'frame-src', 'connect-src', 'font-src'])) return { outcome: 'fail', reason: 'insecure-scheme' };
  if (script.includes("'unsafe-eval'")) return { outcome: 'unsure', reason: 'eval' };
  if (plain(['img-src', 'media-src'])) return { outcome: 'unsure', reason: 'insecure-media' };
  if (!style || openInline(style) || style.some((source) => BROAD.has(source))) return { outcome: 'pass', reason: 'styles-loose' };
  return { outcome: 'pass', reason: 'strict' };
};

/** A nonce or hash makes browsers ignore 'unsafe-inline'; 'strict-dynamic' makes them ignore hosts and schemes (CSP3 §6.7.3, §8.2). */
const openInline = (sources: readonly string[]): boolean => sources.includes("'unsafe-inline'") && !sources.some((source) => PINNED.test(source));
const openScripts = (sources: readonly string[]): boolean => {
  const dynamic = sources.includes("'strict-dynamic'") && sources.some((source) => PINNED.test(source));
  return openInline(sources) || (!dynamic && sources.some((source) => BROAD.has(source)));
};
