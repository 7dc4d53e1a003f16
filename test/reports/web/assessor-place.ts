import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../../config/settings.ts';
import type { DraftAnswer, Evidence } from '../../../checks/contract.ts';
import { createApp } from '../../../reports/web/app.ts';
import type { Register, WebApp, WebDeps } from '../../../reports/web/context.ts';
import { register as archive } from '../../../reports/web/archive.ts';
import { register as desk } from '../../../reports/web/pages/desk.ts';
import { register as disagreements } from '../../../reports/web/pages/disagreements.ts';
import { register as question } from '../../../reports/web/pages/question.ts';
import { keyWords } from '../../../reports/wording.ts';
import { openStore, type Store } from '../../../storage/store.ts';
import type { Role, Round } from '../../../storage/survey-contract.ts';
import { CATALOGUE, HOSTILE, WORDING } from '../../fixtures/assessment.ts';
import { paperPicture } from '../../fixtures/picture.ts';
import { AT, account, conclusions, EDITION, finishedRun, LATER, portal, subject } from '../../storage/things.ts';

/** Who asks is said by a header: signing in is others' business. */
const viewerByHeader =
  (store: Store, fallback: string | null): Register =>
  (app) => {
    app.use('*', async (context, next) => {
      const id = context.req.header('x-viewer') ?? fallback;
      const found = id ? await store.people.account(id) : null;
      context.set('viewer', found && { account: found, by: 'session', session: 's', csrf: 'token' });
      await next();
    });
  };

export const PAGE = 'https://www.lindenau.example/services';
const QUOTE = 'Apply for a building permit online';
const piece = (url: string, quote: string, capture: string): Evidence => ({
  id: createHash('sha256')
    .update(url + quote)
    .digest('hex')
    .slice(0, 16),
  url,
  capture,
  observedAt: AT,
  linkTrail: [],
  kind: 'text',
  quote,
  selector: 'main li',
});

export interface Place {
  readonly app: WebApp;
  readonly deps: WebDeps;
  readonly store: Store;
  readonly archive: string;
  readonly clip: string;
  close(): Promise<void>;
}

/** The assessor's pages on a real store: two subjects, four people, a draft of each kind, an archived page. */
export async function openPlace({
  hiddenShare = 0,
  archived = `<main><h1>Services</h1><ul><li>${QUOTE}</li></ul><p>Pay the fee.</p></main>`,
  viewer = null,
  now = () => new Date(LATER),
}: {
  hiddenShare?: number;
  archived?: string;
  viewer?: string | null;
  now?: () => Date;
} = {}): Promise<Place> {
  const data = await mkdtemp(join(tmpdir(), 'egov-assessor-'));
  const store = await openStore({ data });
  const archiveBlob = await store.blobs.put(new TextEncoder().encode(archived));
  const clip = await store.blobs.put(paperPicture(520, 120));
  await store.survey.addSubjects(['lindenau', 'other'].map((id) => ({ subject: subject(id), portals: [portal(`https://${id}.example/`)] })));
  const people: readonly (readonly [string, Role])[] = [
    ['ada', 'assessor'],
    ['ben', 'assessor'],
    ['cleo', 'survey-officer'],
    ['dan', 'assessor'],
    ['root', 'administrator'],
    ['rita', 'reader'],
  ];
  for (const [id, role] of people) await store.people.addAccount(account(id, role), 'hash');
  const base = conclusions();
  const answers = base.answers.map(
    (draft): DraftAnswer => (draft.indicator === 'LOSI24-SP-259' ? { ...draft, evidence: [piece(PAGE, QUOTE, 'c1'), piece('javascript:alert(1)', HOSTILE, 'c2')] } : draft),
  );
  const pages = base.pages.map((page) =>
    page.url === PAGE ? { ...page, capture: 'c1', archive: archiveBlob, clips: [{ blob: clip, width: 520, height: 120, type: 'image/png' as const, selector: 'main li', found: true }] } : page,
  );
  await finishedRun(store, 'run-1', {}, { ...base, answers, pages });
  const settings = { ...readSettings({ EGOV_DATA: data }), hiddenShare };
  const deps: WebDeps = {
    store,
    settings,
    queue: null as never,
    catalogue: async (id) => (id === EDITION ? CATALOGUE : { ...CATALOGUE, id, indicators: [] }),
    wording: async () => WORDING,
    words: async () => keyWords(new Map()),
    now,
  };
  const app = createApp(deps, [viewerByHeader(store, viewer), desk, question, disagreements, archive]);
  return {
    app,
    deps,
    store,
    archive: archiveBlob,
    clip,
    close: async () => {
      await store.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

export const assign = async ({ store }: Place, rows: readonly (readonly [string, Round, string, (string | null)?])[]): Promise<void> => {
  const outcome = await store.decisions.assign(rows.map(([account, round, subject, dueAt = null]) => ({ subject, edition: EDITION, round, account, by: 'root', at: AT, dueAt })));
  if (!outcome.ok) throw new Error(outcome.why);
};

export const get = async ({ app }: Place, who: string, path: string): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }> => {
  const response = await app.request(path, { headers: { 'x-viewer': who } });
  return { status: response.status, text: await response.text(), headers: response.headers };
};

/** The hidden fields of the first form on the page that goes to `action`. */
export const hiddenFields = (text: string, action: string): Record<string, string> => {
  const form = text.slice(text.indexOf(`action="${action}"`)).split('</form>')[0] ?? '';
  return Object.fromEntries([...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [name, value]));
};

export const post = async (
  { app }: Place,
  who: string,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly text: string; readonly location: string }> => {
  const response = await app.request(path, { method: 'POST', headers: { 'x-viewer': who, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() });
  return { status: response.status, text: await response.text(), location: response.headers.get('location') ?? '' };
};

export const questionPath = (indicator: string, of = 'lindenau'): string => `/subjects/${of}/questions/LOSI24-${indicator}`;

/** Opens a question and answers it, as a person would. */
export const answer = async (place: Place, who: string, indicator: string, fields: Readonly<Record<string, string>>) => {
  const path = questionPath(indicator);
  const { text } = await get(place, who, path);
  return post(place, who, path, { url: '', note: '', ...hiddenFields(text, path), ...fields });
};
