import { beforeAll, describe, expect, test } from 'vitest';
import { ROLES, type Role } from '../../../storage/survey-contract.ts';
import { addAccount, addSubjects, browse, signedIn, startApp, type Browser } from './web-app.ts';

/**
 * Every role on every address. A route that is not in this table fails the test: whoever adds one says here who may use
 * it. `open`: also without a sign-in.
 */
const ALL: readonly Role[] = ROLES;
const OFFICERS: readonly Role[] = ['administrator', 'survey-officer'];
const DECIDING: readonly Role[] = [...OFFICERS, 'assessor'];
const ADMINISTRATOR: readonly Role[] = ['administrator'];
const WHO_MAY: Readonly<Record<string, readonly Role[] | 'open'>> = {
  'GET /healthz': 'open',
  'GET /readyz': 'open',
  'GET /metrics': OFFICERS,
  'GET /sign-in': 'open',
  'POST /sign-in': 'open',
  'GET /sign-in/link': 'open',
  'GET /accept-invitation': 'open',
  'POST /accept-invitation': 'open',
  'POST /sign-out': ALL,
  'GET /account': ALL,
  'POST /account/password': ALL,
  'POST /account/sessions/:id/end': ALL,
  'POST /account/tokens': ALL,
  'POST /account/tokens/:id/revoke': ALL,
  'GET /people': OFFICERS,
  'GET /people/:id': OFFICERS,
  'GET /people/invite': ADMINISTRATOR,
  'POST /people/invite': ADMINISTRATOR,
  'POST /people/invite/preview': ADMINISTRATOR,
  'POST /people/invite/all': ADMINISTRATOR,
  'POST /people/invitations/:id/revoke': ADMINISTRATOR,
  'POST /people/:id/disable': ADMINISTRATOR,
  'POST /people/:id/enable': ADMINISTRATOR,
  'POST /people/:id/sign-out': ADMINISTRATOR,
  'POST /people/:id/role': ADMINISTRATOR,
  'GET /': ALL,
  'GET /events': ALL,
  'POST /crawls': OFFICERS,
  'POST /crawls/cancel': OFFICERS,
  'POST /registry': OFFICERS,
  'POST /subjects/:subject/schedule': OFFICERS,
  'GET /changes': ALL,
  'GET /changes.atom': ALL,
  'GET /desk': DECIDING,
  'GET /disagreements': OFFICERS,
  'POST /disagreements/:subject/:indicator': OFFICERS,
  'POST /disagreements/:subject/:indicator/undo': OFFICERS,
  // assessors too, but only of what is assigned to them, and here nothing is
  'GET /subjects/:subject': [...OFFICERS, 'reader'], // readers see what is validated
  'GET /subjects/:subject/questions/:indicator': OFFICERS,
  'POST /subjects/:subject/questions/:indicator': OFFICERS,
  'POST /subjects/:subject/questions/:indicator/undo': OFFICERS,
  'GET /subjects/:subject/archive/:blob': OFFICERS,
  'GET /subjects/:subject/pictures/:blob': OFFICERS,
  'GET /api': ALL,
  'GET /api/openapi.json': ALL,
  'GET /api/portals': ALL,
  'GET /api/scores': ALL,
  'GET /api/changes': ALL,
  'GET /api/runs': ALL,
  'GET /api/subjects/:subject': [...OFFICERS, 'reader'],
  'GET /api/drafts': OFFICERS,
  'GET /api/evidence/:id': OFFICERS,
  'GET /api/validations': OFFICERS,
  'GET /people/assign': OFFICERS,
  'POST /people/assign': OFFICERS,
  'POST /people/assign/language': OFFICERS,
  'POST /people/assign/preview': OFFICERS,
  'POST /people/assign/all': OFFICERS,
  'GET /people/assignments': OFFICERS,
  'GET /people/assignments/change': OFFICERS,
  'POST /people/assignments/reassign': OFFICERS,
  'POST /people/assignments/remove': OFFICERS,
};

const started = await startApp();
const routes = [...new Set(started.app.routes.filter(({ method, path }) => method !== 'ALL' && !path.endsWith('*')).map(({ method, path }) => `${method} ${path}`))];
const [KNOWN, UNKNOWN] = [routes.filter((route) => route in WHO_MAY), routes.filter((route) => !(route in WHO_MAY))];
/** Ids that are nobody's, so that what is allowed does no harm here. */
const addressOf = (path: string): string =>
  path
    .replace(/^(\/api\/(?:runs|drafts|validations|evidence\/:id))$/, '$1?subject=KEN-city')
    .replace(':subject', 'KEN-city')
    .replaceAll(/:\w+/g, 'nothing-here');

test('every route is in the table, and the table has no other', () => {
  expect(UNKNOWN).toEqual([]);
  expect(Object.keys(WHO_MAY).filter((route) => !routes.includes(route))).toEqual([]);
});

describe.each(ROLES)('%s', (role) => {
  let browser: Browser;
  beforeAll(async () => {
    if ((await started.deps.store.survey.subjects()).length === 0) await addSubjects(started.deps);
    await addAccount(started.deps, role, role);
  });

  test.each(KNOWN)('%s', async (route) => {
    const [method, path = ''] = route.split(' ');
    browser = await signedIn(started, role);
    const sent = method === 'GET' ? await browser.get(addressOf(path)) : await browser.post(addressOf(path), {});
    const may = WHO_MAY[route];
    // an empty form is wrong in itself: what counts is whether it was looked at
    if (path === '/sign-in' || path === '/sign-in/link' || path === '/accept-invitation') expect(sent.status).not.toBe(500);
    else if (path === '/account/password') expect(sent.status).toBe(400);
    else if (may === 'open' || may?.includes(role)) {
      expect([200, 303, 400, 404, 409]).toContain(sent.status);
      if (path !== '/sign-out') expect(sent.location ?? '').not.toContain('/sign-in');
    } else expect(sent.status).toBe(403);
  });
});

describe('nobody', () => {
  test.each(KNOWN)('%s', async (route) => {
    const [method, path = ''] = route.split(' ');
    const browser = browse(started);
    const sent = method === 'GET' ? await browser.get(addressOf(path)) : await browser.post(addressOf(path), {});
    if (WHO_MAY[route] === 'open') expect([200, 303, 400, 403]).toContain(sent.status);
    else if (sent.status === 303) expect(sent.location).toMatch(/^\/sign-in/);
    else expect(sent.status).toBe(401);
  });
});
