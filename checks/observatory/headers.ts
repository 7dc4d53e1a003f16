import type { CrossOriginPart } from '../../crawler/artifact.ts';

/** Published results of the MDN HTTP Observatory for single headers. Values are as joined by RFC 9110 §5.3, null when absent. */

const SIX_MONTHS = 15_552_000; // seconds; the published white lie for 180 days
const PRIVATE = new Set(['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin']);
const LEAKING = new Set(['origin', 'origin-when-cross-origin', 'unsafe-url', 'no-referrer-when-downgrade']);
const POLICIES = new Set(['same-site', 'same-origin', 'cross-origin']);

const plain = (value: string | null): string => (value ?? '').trim().toLowerCase();

/** A max-age that is no number counts as long, as published. */
export const transportSecurity = (value: string | null): string => {
  if (value === null) return 'hsts-not-implemented';
  const age = value
    .split(';')
    .map(plain)
    .findLast((directive) => directive.startsWith('max-age='));
  if (value.includes(',') || age === undefined) return 'hsts-header-invalid';
  return Number.parseInt(age.slice('max-age='.length), 10) < SIX_MONTHS ? 'hsts-implemented-max-age-less-than-six-months' : 'hsts-implemented-max-age-at-least-six-months';
};

/** The last policy that is known holds, the page's own after the header's. */
export const referrerPolicy = (header: string | null, meta: string): string => {
  if (header === null && !meta) return 'referrer-policy-not-implemented';
  const policy = `${header ?? ''},${meta}`
    .split(',')
    .map(plain)
    .findLast((token) => PRIVATE.has(token) || LEAKING.has(token));
  if (policy === undefined) return 'referrer-policy-header-invalid';
  return PRIVATE.has(policy) ? 'referrer-policy-private' : 'referrer-policy-unsafe';
};

export const contentTypeOptions = (value: string | null): string => `x-content-type-options-${!value ? 'not-implemented' : plain(value) === 'nosniff' ? 'nosniff' : 'header-invalid'}`;

/** `byPolicy`: the content security policy says who may frame the page, whoever that is. */
export const frameOptions = (value: string | null, byPolicy: boolean): string => {
  if (byPolicy) return 'x-frame-options-implemented-via-csp';
  if (!value) return 'x-frame-options-not-implemented';
  if (plain(value) === 'deny' || plain(value) === 'sameorigin') return 'x-frame-options-sameorigin-or-deny';
  return plain(value).startsWith('allow-from') ? 'x-frame-options-allow-from-origin' : 'x-frame-options-header-invalid';
};

export const resourcePolicy = (value: string | null): string => {
  const policy = plain(value);
  if (!policy) return 'corp-not-implemented';
  return POLICIES.has(policy) ? `corp-implemented-with-${policy}` : 'corp-header-invalid';
};

/** An error page shares nothing. */
export const sharing = ({ origin, status, allowOrigin, allowCredentials }: CrossOriginPart): string => {
  const name = (result: string): string => `cross-origin-resource-sharing-${result}`;
  if (!allowOrigin || status >= 400) return name('not-implemented');
  if (allowOrigin.trim() === '*') return name('implemented-with-public-access');
  return name(allowOrigin === origin && plain(allowCredentials) === 'true' ? 'implemented-with-universal-access' : 'implemented-with-restricted-access');
};
