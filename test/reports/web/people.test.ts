import { describe, expect, test } from 'vitest';
import { firstLink } from '../../../reports/web/auth/first-start.ts';
import { csvRows, csvText, disarmed, namedRows } from '../../../reports/web/people/csv-rows.ts';
import { haveCommonLanguage } from '../../../reports/web/people/language-names.ts';
import { readInvitees } from '../../../reports/web/people/invitees.ts';
import { validation } from '../../storage/things.ts';
import { addAccount, addSubjects, browse, signedIn, startApp, type Browser, type Started } from './web-app.ts';

const DAY = 86_400_000;
const PASSWORD = 'quiet river under the bridge';
const linkIn = (text: string): string => /\/accept-invitation\?token=([\w-]{43})/.exec(text)?.[1] ?? '';
const accept = (started: Started, token: string, fields: Readonly<Record<string, string>> = {}) =>
  browse(started).post('/accept-invitation', { token, name: 'Amina', password: PASSWORD, again: PASSWORD, ...fields });

const office = async (): Promise<Started & { readonly ada: Browser; readonly olga: Browser }> => {
  const started = await startApp();
  await addSubjects(started.deps);
  await addAccount(started.deps, 'ada', 'administrator');
  await addAccount(started.deps, 'olga', 'survey-officer');
  for (const id of ['bob', 'cyd']) await addAccount(started.deps, id, 'assessor', { languages: ['en'] });
  return { ...started, ada: await signedIn(started, 'ada'), olga: await signedIn(started, 'olga') };
};
const assigned = async ({ deps }: Started) => (await deps.store.decisions.assignments()).map(({ subject, round, account }) => `${subject} ${round} ${account}`);

describe('CSV', () => {
  test('quotes, line breaks, empty lines, other delimiters, BOM; lines as an editor counts', () => {
    expect(csvRows('\uFEFFa;b\r\n\r\n"x ""1""\n2";y\r\nlast;z')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['x "1"\n2', 'y'] },
      { line: 5, cells: ['last', 'z'] },
    ]);
    expect(csvRows(csvText([['a,b', 'c"d', 'e']]))).toEqual([{ line: 1, cells: ['a,b', 'c"d', 'e'] }]);
    expect([disarmed('=1+1'), disarmed('@x'), disarmed('fine')]).toEqual(["'=1+1", "'@x", 'fine']);
  });

  test('columns by name in any order, or in the given order without a header', () => {
    const read = (text: string) => namedRows(text, ['email', 'name']).map(({ line, cell }) => [line, cell('email'), cell('name')]);
    expect(read('Name,E-mail,Email\nAmina,-,a@x.org')).toEqual([[2, 'a@x.org', 'Amina']]);
    expect(read('a@x.org,Amina')).toEqual([[1, 'a@x.org', 'Amina']]);
  });

  test('what is wrong is told by line', () => {
    const lines = readInvitees(
      'email,name,role,languages\na@x.org,A,assessor,fr ar\nnot-an-address,B,assessor,\na@x.org,C,boss,fr\n,,,\nd@x.org,D,,f?\ne@x.org,,Survey Officer,\n"f@x.org",F,reader,fr,ar',
      [],
    );
    expect(lines.map(({ line, problem }) => [line, problem])).toEqual([
      [2, ''],
      [3, '“not-an-address” is not an e-mail address'],
      [4, 'the same e-mail is on line 2; “boss” is no role; there are administrator, survey-officer, assessor, reader'],
      [6, '“f?” is not a language code such as fr or ar'],
      [7, 'no name'],
      [8, 'more cells than columns; put cells with commas in quotes'],
    ]);
    expect(lines[0]?.invitee).toEqual({ email: 'a@x.org', name: 'A', role: 'assessor', languages: ['fr', 'ar'] });
  });
});

test.each([
  [['fr'], ['French'], true],
  [['zh-Hant'], ['Chinese'], true],
  [['fa'], ['Persian (Farsi)'], true],
  [['nb'], ['Norwegian Bokmål'], true],
  [['fr'], ['Swahili', 'Zimbabwean Sign Language'], false],
])('%j and %j: %j', (some, others, common) => expect(haveCommonLanguage(some, others)).toBe(common));

describe('invitations', () => {
  test('the first start makes one administrator, once, within a day', async () => {
    const started = await startApp();
    const [link, second, late] = [
      await firstLink(started.deps.store, 'http://egov.test', started.deps.now()),
      await firstLink(started.deps.store, 'http://egov.test', started.deps.now()),
      await firstLink(started.deps.store, 'http://egov.test', new Date(started.deps.now().getTime() - DAY)),
    ].map((one) => linkIn(one ?? ''));
    expect((await accept(started, late ?? '', { email: 'ada@un.example' })).status).toBe(403);
    expect((await accept(started, link ?? '', { email: 'no address' })).status).toBe(400);
    expect((await accept(started, link ?? '', { email: 'Ada@UN.example' })).location).toBe('/');
    expect((await started.deps.store.people.accounts()).map(({ email, role }) => [email, role])).toEqual([['ada@un.example', 'administrator']]);
    expect((await accept(started, second ?? '', { email: 'eve@un.example' })).status).toBe(403);
    expect(await firstLink(started.deps.store, 'http://egov.test', started.deps.now())).toBeNull();
  });

  test('one person: the link works once and signs them in', async () => {
    const started = await office();
    const sent = await started.ada.post('/people/invite', { email: 'amina@un.example', name: 'Amina', role: 'assessor', languages: 'fr, ar' });
    const token = linkIn(sent.text);
    const guest = browse(started);
    expect((await guest.get(`/accept-invitation?token=${token}`)).text).toContain('amina@un.example');
    expect((await accept(started, token, { password: 'short', again: 'short' })).text).toContain('at least 12');
    expect((await guest.post('/accept-invitation', { token, name: 'Amina', password: PASSWORD, again: PASSWORD })).location).toBe('/');
    expect((await guest.get('/account')).text).toContain('You are <b>assessor</b>');
    expect((await accept(started, token)).status).toBe(403);
    expect(await started.deps.store.people.credentials('amina@un.example')).toMatchObject({ account: { role: 'assessor', languages: ['fr', 'ar'] } });
  });

  test('who was invited cannot choose their e-mail or role; old links are void', async () => {
    const started = await office();
    const token = linkIn((await started.ada.post('/people/invite', { email: 'amina@un.example', name: 'Amina', role: 'reader' })).text);
    await accept(started, token, { email: 'eve@un.example', role: 'administrator' });
    expect(await started.deps.store.people.credentials('eve@un.example')).toBeNull();
    expect((await started.deps.store.people.credentials('amina@un.example'))?.account.role).toBe('reader');
    const old = linkIn((await started.ada.post('/people/invite', { email: 'late@un.example', name: 'Late', role: 'reader' })).text);
    started.wait(8 * DAY);
    expect((await accept(started, old)).status).toBe(403);
  });

  test('an administrator revokes an invitation: its link opens nothing, and it is no longer listed', async () => {
    const started = await office();
    const token = linkIn((await started.ada.post('/people/invite', { email: 'amina@un.example', name: 'Amina', role: 'reader' })).text);
    const listed = (await started.ada.get('/people')).text;
    const path = /action="(\/people\/invitations\/[\w-]+\/revoke)"/.exec(listed)?.[1] ?? '';
    expect(listed).toContain('aria-label="Revoke the invitation of Amina"');
    expect((await started.ada.post(path, {})).location).toBe('/people');
    expect((await accept(started, token)).status).toBe(403);
    expect((await started.ada.get('/people')).text).not.toContain('Amina');
    expect((await started.ada.post(path, {})).status).toBe(404);
  });

  test('many from CSV: seen first, all or none', async () => {
    const started = await office();
    const fifty = Array.from({ length: 50 }, (_, at) => `p${at}@un.example,Person ${at},assessor,fr`);
    const wrong = await started.ada.post('/people/invite/preview', { csv: [...fifty.slice(0, 49), 'bob@un.example,Bob,assessor,'].join('\n') });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('1 of 50 lines cannot be taken; nobody was invited.');
    expect(wrong.text).toMatch(/<td class="number">50<\/td>.*has an account already/s);
    expect((await started.ada.post('/people/invite/all', { csv: [...fifty, 'bob@un.example,Bob,assessor,'].join('\n') })).status).toBe(400);
    expect(await started.deps.store.people.invitations()).toEqual([]);
    const seen = await started.ada.post('/people/invite/preview', { csv: fifty.join('\n') });
    expect(seen.text).toContain('Invite 50 people');
    expect(await started.deps.store.people.invitations()).toEqual([]);
    const sent = await started.ada.post('/people/invite/all', { csv: fifty.join('\n') });
    expect(sent.text.match(/<code class="secret">/g)).toHaveLength(50);
    expect(await started.deps.store.people.invitations()).toHaveLength(50);
  });

  test('a CSV file can be uploaded', async () => {
    const started = await office();
    const form = new FormData();
    form.set('csrf', /name="csrf" value="([^"]+)"/.exec((await started.ada.get('/people/invite')).text)?.[1] ?? '');
    form.set('csv', '');
    form.set('file', new File(['email;name\nzoe@un.example;Zoë'], 'people.csv', { type: 'text/csv' }));
    const sent = await started.app.request('http://egov.test/people/invite/preview', { method: 'POST', body: form, headers: { cookie: started.ada.cookie(), origin: 'http://egov.test' } });
    expect(await sent.text()).toContain('Invite 1 person');
  });

  test('hostile names are shown as text', async () => {
    const started = await office();
    const seen = await started.ada.post('/people/invite/preview', { csv: '"<script>alert(1)</script>","<img src=x onerror=alert(1)>",assessor,' });
    expect(seen.text).not.toMatch(/<script>alert|<img src=x/);
  });
});

describe('assignments', () => {
  test('one subject, and nobody answers it twice', async () => {
    const started = await office();
    const { olga } = started;
    expect((await olga.post('/people/assign', { email: 'bob@un.example', subject: 'KEN-city', round: 'first', due: '2026-03-20' })).status).toBe(303);
    const again = await olga.post('/people/assign', { email: 'bob@un.example', subject: 'Nairobi', round: 'second', due: '' });
    expect(again.status).toBe(400);
    expect(again.text).toContain('Bob has the first round of Nairobi; nobody answers the same subject in two rounds');
    expect((await olga.post('/people/assign', { email: 'cyd@un.example', subject: 'nairobi', round: 'first', due: '' })).text).toContain('the first round of Nairobi is Bob’s; reassign it instead');
    expect((await olga.post('/people/assign', { email: 'cyd@un.example', subject: 'nairobi', round: 'second', due: '' })).status).toBe(303);
    expect(await assigned(started)).toEqual(['KEN-city first bob', 'KEN-city second cyd']);
  });

  test('many from CSV: what is wrong by line, also within the file; all or none', async () => {
    const started = await office();
    const { olga } = started;
    const csv = [
      'email,subject,round,due',
      'bob@un.example,KEN-city,first,2026-05-31',
      'bob@un.example,KEN-city,second,',
      'nobody@un.example,KEN,first,',
      'cyd@un.example,Atlantis,first,',
      'cyd@un.example,KEN,third,31.5.2026',
      'olga@un.example,FRA-city,first,',
    ].join('\n');
    const { status, text } = await olga.post('/people/assign/preview', { csv });
    expect(status).toBe(400);
    for (const problem of [
      'Bob has the first round of Nairobi (line 2)',
      'nobody here has the e-mail nobody@un.example',
      'there is no subject “Atlantis”',
      '“third” is no round',
      '“31.5.2026” is not a day',
    ])
      expect(text).toContain(problem);
    await olga.post('/people/assign/all', { csv });
    expect(await assigned(started)).toEqual([]);
    const good = 'bob@un.example,KEN-city,first,2026-05-31\ncyd@un.example,KEN-city,second,2026-05-31\nbob@un.example,FRA-city,,';
    const seen = await olga.post('/people/assign/preview', { csv: good });
    expect(seen.text).toContain('Assign 3');
    expect(seen.text).toContain('reads English; the portals are in French');
    expect((await olga.post('/people/assign/all', { csv: good })).location).toBe('/people/assignments');
    expect(await assigned(started)).toEqual(['FRA-city first bob', 'KEN-city first bob', 'KEN-city second cyd']);
  });

  test('readers and disabled people get nothing to answer', async () => {
    const { olga, deps } = await office();
    await addAccount(deps, 'rae', 'reader');
    await deps.store.people.setDisabled('bob', true);
    expect((await olga.post('/people/assign', { email: 'rae@un.example', subject: 'KEN', round: 'first', due: '' })).text).toContain('Rae is a reader and does not answer questions');
    expect((await olga.post('/people/assign', { email: 'bob@un.example', subject: 'KEN', round: 'first', due: '' })).text).toContain('Bob is disabled');
  });

  test('all free subjects in a language', async () => {
    const started = await office();
    const { olga } = started;
    await olga.post('/people/assign', { email: 'cyd@un.example', subject: 'KEN', round: 'first', due: '' });
    const seen = await olga.post('/people/assign/language', { email: 'bob@un.example', language: 'Swahili', level: '', round: 'first', due: '2026-05-31' });
    expect(seen.text).toContain('Assign 1');
    const csv = /name="csv" value="([^"]+)"/.exec(seen.text)?.[1] ?? '';
    await olga.post('/people/assign/all', { csv });
    expect(await assigned(started)).toEqual(['KEN first cyd', 'KEN-city first bob']);
  });

  test('reassigned, but never to who answers the other round', async () => {
    const started = await office();
    const { olga } = started;
    await olga.post('/people/assign/all', { csv: 'bob@un.example,KEN-city,first,\ncyd@un.example,KEN-city,second,' });
    const which = { subject: 'KEN-city', edition: 'losi-2024', round: 'first' };
    const refused = await olga.post('/people/assignments/reassign', { ...which, email: 'cyd@un.example' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('the second answer checks the first');
    expect((await olga.post('/people/assignments/reassign', { ...which, email: 'olga@un.example' })).status).toBe(303);
    await olga.post('/people/assignments/remove', { ...which, round: 'second' });
    expect(await assigned(started)).toEqual(['KEN-city first olga']);
  });

  test('progress and overdue, per person and assignment', async () => {
    const started = await office();
    const { olga, deps, wait } = started;
    await olga.post('/people/assign/all', { csv: 'bob@un.example,KEN-city,first,2026-03-10' });
    const [indicator] = (await deps.catalogue('losi-2024')).indicators;
    await deps.store.decisions.decide(validation({ subject: 'KEN-city', indicator: indicator?.id ?? '', by: 'bob' }), null);
    expect((await olga.get('/people')).text).toMatch(/1 of \d+ answers \(\d+ %\) in 1 subject/);
    expect((await olga.get('/people')).text).not.toContain('1 overdue');
    wait(10 * DAY);
    expect((await (await signedIn(started, 'olga')).get('/people')).text).toContain('1 overdue');
  });
});

describe('who stays in', () => {
  test('the last administrator is neither disabled nor demoted', async () => {
    const { ada, deps } = await office();
    const refused = await ada.post('/people/ada/disable', {});
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('This is the last administrator.');
    expect((await ada.post('/people/ada/role', { role: 'reader' })).status).toBe(409);
    expect(await deps.store.people.account('ada')).toMatchObject({ role: 'administrator', disabled: false });
    await ada.post('/people/olga/role', { role: 'administrator' });
    expect((await ada.post('/people/ada/disable', {})).status).toBe(303);
    expect((await ada.get('/people')).location).toBe('/sign-in?next=%2Fpeople');
  });

  test('who is disabled is out at once, in every browser and program', async () => {
    const started = await office();
    const bob = await signedIn(started, 'bob');
    const token = /egov_[\w-]{43}/.exec((await bob.post('/account/tokens', { name: 'x' })).text)?.[0];
    expect((await bob.get('/account')).status).toBe(200);
    await started.ada.post('/people/bob/disable', {});
    expect((await bob.get('/account')).status).toBe(303);
    expect((await browse(started).get('/api/subjects', { authorization: `Bearer ${token}` })).status).toBe(401);
  });
});
