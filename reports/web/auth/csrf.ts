import type { Viewer, WebContext, WebDeps } from '../context.ts';
import { sameSecret } from './secrets.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Does the request come from a page of ours? Browsers say so by themselves (W3C Fetch Metadata, RFC 6454 Origin). A
 * request that says neither is not believed: every browser of today sends one of the two with a POST.
 */
const fromOurPages = (context: WebContext, { settings }: Pick<WebDeps, 'settings'>): boolean => {
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = context.req.header('origin');
  if (origin === undefined) return site === 'same-origin';
  const ours = [new URL(context.req.url).host, ...(settings.publicUrl ? [new URL(settings.publicUrl).host] : [])];
  return URL.canParse(origin) && ours.includes(new URL(origin).host);
};

/** The token of the form, or of the header where a script sends JSON. */
const tokenOf = async (context: WebContext): Promise<string> => {
  const header = context.req.header('x-csrf-token');
  if (header !== undefined) return header;
  const form = await context.req.parseBody().catch((): Record<string, unknown> => ({}));
  return typeof form['csrf'] === 'string' ? form['csrf'] : '';
};

/** Why a request that changes something is refused, null when it is not. Personal tokens are exempt: no browser sends one by itself. */
export const forgery = async (context: WebContext, deps: Pick<WebDeps, 'settings'>, viewer: Viewer | null): Promise<string | null> => {
  if (SAFE.has(context.req.method) || viewer?.by === 'token') return null;
  if (!fromOurPages(context, deps)) return 'The request does not come from a page of this address.';
  if (viewer && !sameSecret(await tokenOf(context), viewer.csrf)) return 'The form is from another session. Load the page again and repeat what you did.';
  return null;
};
