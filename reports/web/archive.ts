import type { BlobRef, Screenshot } from '../../crawler/artifact.ts';
import type { PageSummary } from '../../storage/contract.ts';
import { forbidden } from './auth/guard.ts';
import type { Register, WebContext, WebDeps } from './context.ts';
import { maySeeDrafts } from './permissions.ts';

/** Forbids what a crawled page could do (CSP level 3): no scripts, no forms, no loading, an origin of its own; only our pages may frame it. */
export const ARCHIVE_POLICY = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; form-action 'none'; frame-ancestors 'self'";
const PICTURE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'self'";
const MOST_RUNS = 50;

/** Serves archived pages and pictures of a subject to those who may see its drafts, and nothing else that is stored. */
export const register: Register = (app, deps) => {
  app.get('/subjects/:subject/archive/:blob', (context) => serve(context, deps, ARCHIVE_POLICY, (page, blob) => (page.archive === blob ? 'text/html; charset=utf-8' : null)));
  app.get('/subjects/:subject/pictures/:blob', (context) => serve(context, deps, PICTURE_POLICY, (page, blob) => picturesOf(page).find((picture) => picture.blob === blob)?.type ?? null));
};

const picturesOf = (page: PageSummary): readonly Screenshot[] => (page.screenshot ? [page.screenshot, ...page.clips] : page.clips);

const serve = async (context: WebContext, deps: WebDeps, policy: string, typeOn: (page: PageSummary, blob: BlobRef) => string | null): Promise<Response> => {
  const { subject = '', blob = '' } = context.req.param();
  const viewer = context.get('viewer');
  if (!viewer || !maySeeDrafts(viewer.account, subject, await deps.store.decisions.assignments({ account: viewer.account.id })))
    return forbidden(context, 'Evidence of this subject is shown to those who answer its questions.');
  const type = await typeOf(deps, subject, (page) => typeOn(page, blob));
  if (type === null) return context.notFound();
  const bytes = await deps.store.blobs.get(blob);
  const response = context.body(Uint8Array.from(bytes), 200, {
    'content-type': type,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'cache-control': 'private, max-age=600',
  });
  response.headers.delete('set-cookie'); // a session that was prolonged on the way tells the browser so with the next page
  return response;
};

/** The media type of a blob that belongs to a page of this subject's runs, newest run first; null for any other blob. */
const typeOf = async ({ store }: WebDeps, subject: string, typeOn: (page: PageSummary) => string | null): Promise<string | null> => {
  for (const run of await store.survey.runs(subject, MOST_RUNS)) {
    if (run.status !== 'done') continue;
    for (const page of (await store.loadAssessment(run.id)).pages) {
      const type = typeOn(page);
      if (type !== null) return type;
    }
  }
  return null;
};
