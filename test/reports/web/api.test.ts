import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { ASSESSMENT, HOSTILE } from '../../fixtures/assessment.ts';
import { answerAlike, CITY, EDITION, seedSurvey } from './survey-things.ts';
import { ORIGIN, signedIn, startApp, type Started } from './web-app.ts';

interface Shape {
  readonly [key: string]: unknown;
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: Shape }[];
  readonly security: readonly Shape[];
  readonly responses: Readonly<Record<string, { readonly content: { readonly 'application/json': { readonly schema: Shape } } }>>;
}
interface Document {
  readonly openapi: string;
  readonly info: Shape;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Shape>>; readonly securitySchemes: Shape };
}

let started: Started;
let document: Document;
/** Evidence of the first draft, with its own id. */
const piece = ASSESSMENT.answers.flatMap(({ evidence }) => evidence)[0]!;
const ADDRESSES: Readonly<Record<string, string>> = {
  '/api/portals': '/api/portals?country=deu',
  '/api/subjects/{subject}': `/api/subjects/${CITY}`,
  '/api/runs': `/api/runs?subject=${CITY}`,
  '/api/scores': '/api/scores?level=municipal',
  '/api/changes': '/api/changes?limit=10',
  '/api/drafts': `/api/drafts?subject=${CITY}`,
  '/api/evidence/{id}': `/api/evidence/${piece.id}?subject=${CITY}`,
  '/api/validations': `/api/validations?subject=${CITY}`,
};
const ask = async (account: string, path: string): Promise<{ readonly status: number; readonly body: Record<string, any> }> => {
  // oxlint-disable-line no-explicit-any
  const { status, text } = await (await signedIn(started, account)).get(path);
  return { status, body: JSON.parse(text) };
};

beforeAll(async () => {
  started = await startApp({ hiddenShare: 0 });
  await seedSurvey(started.deps);
  await answerAlike(started.deps, 0.1);
  document = (await ask('rita', '/api/openapi.json')).body as unknown as Document;
});

describe('the description', () => {
  test('is OpenAPI 3.1: parameters in the path are declared, references lead somewhere, security is named', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: 'egov', version: expect.any(String) });
    for (const [path, methods] of Object.entries(document.paths))
      for (const { parameters = [], security, responses } of Object.values(methods)) {
        expect(parameters.filter((one) => one.in === 'path').map(({ name, required }) => [name, required])).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, true]));
        expect(security.flatMap((one) => Object.keys(one)).every((name) => name in document.components.securitySchemes)).toBe(true);
        expect(Object.keys(responses)).toEqual(['200', '400', '401', '403', '404']);
      }
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
    expect(references.length).toBeGreaterThan(10);
    expect(references.filter((name) => !(name in document.components.schemas))).toEqual([]);
    expect(JSON.stringify(document)).not.toContain('"nullable"'); // of 3.0
  });

  test('names every route, and no other', () => {
    const routes = started.app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/') && path !== '/api/openapi.json')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(
      Object.entries(document.paths)
        .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
        .sort(),
    ).toEqual([...new Set(routes)].sort());
    expect(Object.keys(ADDRESSES).sort()).toEqual(Object.keys(document.paths).sort());
  });

  test.each(Object.entries(ADDRESSES))('%s answers as it says', async (path, address) => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'https://egov.test/api', components: document.components });
    const { schema } = document.paths[path]!.get!.responses['200']!.content['application/json'];
    const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"https://egov.test/api#/components')) as Shape);
    const { status, body } = await ask('olga', address);
    expect(status).toBe(200);
    validate(body);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('is shown to people without loading anything from elsewhere', async () => {
    const { text } = await (await signedIn(started, 'rita')).get('/api');
    for (const path of Object.keys(document.paths)) expect(text).toContain(`GET ${path}`);
    expect(text).not.toMatch(/<script|src=|href="http/);
  });
});

describe('who gets what', () => {
  const DRAFTS = ['/api/drafts', '/api/evidence/{id}', '/api/validations'];
  test.each(DRAFTS)('%s is refused to readers and to assessors without an assignment', async (path) => {
    for (const account of ['rita', 'zoe']) expect([account, (await ask(account, ADDRESSES[path]!)).status]).toEqual([account, 403]);
    expect((await ask('zoe', ADDRESSES[path]!.replace(CITY, 'nowhere'))).status).toBe(403);
    expect((await ask('olga', ADDRESSES[path]!.replace(CITY, 'nowhere'))).status).toBe(404);
  });

  test('a subject is refused to an assessor without an assignment; a reader sees what is validated', async () => {
    expect((await ask('zoe', `/api/subjects/${CITY}`)).status).toBe(403);
    const { body } = await ask('rita', `/api/subjects/${CITY}`);
    expect(body['score']).toMatchObject({ status: 'OPEN', validated: null, tier: null, draft: null });
    expect(body['agreement']).toBeNull();
    expect(new Set(body['answers'].map(({ answer }: { answer: unknown }) => answer))).toEqual(new Set([null])); // too little to be a result
  });

  test('the second assessor gets no draft, no evidence, no score of drafts', async () => {
    const { body } = await ask('ben', ADDRESSES['/api/drafts']!);
    expect(body).toMatchObject({ status: 'DRAFT', drafts: [], hidden: ASSESSMENT.answers.length });
    expect((await ask('ben', ADDRESSES['/api/evidence/{id}']!)).status).toBe(404);
    expect((await ask('ben', '/api/scores?level=municipal')).body['items'][0]).toMatchObject({ status: 'OPEN', draft: null });
  });

  test('the first assessor gets drafts, but for those that are hidden', async () => {
    expect((await ask('anna', ADDRESSES['/api/drafts']!)).body).toMatchObject({ hidden: 0, run: 'run-2' });
    const hiding = await startApp({ hiddenShare: 1 });
    await seedSurvey(hiding.deps);
    const sent = await (await signedIn(hiding, 'anna')).get(ADDRESSES['/api/drafts']!);
    expect(JSON.parse(sent.text)).toMatchObject({ drafts: [], hidden: ASSESSMENT.answers.length });
  });

  test('assessors get their own answers only, officers all', async () => {
    const by = async (account: string): Promise<string[]> => [...new Set<string>((await ask(account, ADDRESSES['/api/validations']!)).body['items'].map((row: { by: string }) => row.by))].sort();
    expect(await by('anna')).toEqual(['anna']);
    expect(await by('ben')).toEqual(['ben']);
    expect(await by('olga')).toEqual(['anna', 'ben']);
  });

  test('a result is called so above the share only', async () => {
    const enough = await startApp({ resultShare: 0.5 });
    await seedSurvey(enough.deps);
    await answerAlike(enough.deps, 0.8);
    const sent = await (await signedIn(enough, 'rita')).get('/api/scores?level=municipal');
    expect(JSON.parse(sent.text).items[0]).toMatchObject({ status: 'RESULT', tier: 'very high', draft: null, edition: EDITION });
  });
});

describe('what means nothing', () => {
  test.each(['/api/drafts', '/api/runs', '/api/portals?country=x', '/api/scores?limit=-1', '/api/changes?since=yesterday', '/api/changes?kind=nonsense'])(
    '%s is refused with a reason',
    async (path) => {
      const { status, body } = await ask('olga', path);
      expect([status, typeof body['error']]).toEqual([400, 'string']);
    },
  );

  test('an unknown address is JSON too, and nobody gets in without a sign-in', async () => {
    expect((await ask('olga', '/api/nothing')).status).toBe(404);
    for (const path of Object.values(ADDRESSES)) expect((await started.app.request(ORIGIN + path)).status).toBe(401);
  });

  test('hostile names are data, sent so that no browser takes them for a page', async () => {
    const sent = await (await signedIn(started, 'olga')).get('/api/portals');
    expect(JSON.parse(sent.text).items.some(({ name }: { name: string }) => name.includes(HOSTILE))).toBe(true);
    expect(sent.headers.get('content-type')).toContain('application/json');
    expect(sent.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
