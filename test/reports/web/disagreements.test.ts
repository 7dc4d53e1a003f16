import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ARCHIVE_POLICY } from '../../../reports/web/archive.ts';
import { EDITION } from '../../storage/things.ts';
import { answer, assign, get, hiddenFields, openPlace, PAGE, type Place, post } from './assessor-place.ts';

let place: Place;
const path = '/disagreements/lindenau/LOSI24-SP-262';
const adjudicated = async () => (await place.store.decisions.validations('lindenau', EDITION)).filter((row) => row.round === 'adjudication');
beforeEach(async () => {
  place = await openPlace();
  await assign(place, [
    ['ada', 'first', 'lindenau'],
    ['ben', 'second', 'lindenau'],
  ]);
});
afterEach(() => place.close());

describe('disagreements', () => {
  beforeEach(async () => {
    await answer(place, 'ada', 'SP-262', { answer: 'yes', url: PAGE, note: 'form <i>found</i>' });
    await answer(place, 'ben', 'SP-262', { answer: 'no', note: 'only a leaflet' });
    await answer(place, 'ada', 'CP-217', { answer: 'no' });
    await answer(place, 'ben', 'CP-217', { answer: 'no' });
  });

  test.each([
    ['cleo', 200],
    ['root', 200],
    ['ada', 403],
    ['ben', 403],
    ['dan', 403],
    ['rita', 403],
  ])('%s gets %i', async (who, status) => {
    expect((await get(place, who, '/disagreements')).status).toBe(status);
  });

  test('both answers stand side by side, those that agree do not', async () => {
    const { text } = await get(place, 'cleo', '/disagreements');
    for (const words of ['1 question to adjudicate', 'form &lt;i&gt;found&lt;/i&gt;', 'only a leaflet', PAGE, 'Draft']) expect(text).toContain(words);
    expect(text).not.toContain('About the city');
  });

  test('a third decides, and may take it back', async () => {
    const { text } = await get(place, 'cleo', '/disagreements');
    const sent = await post(place, 'cleo', path, { ...hiddenFields(text, path), answer: 'no', url: '', note: 'the form is gone' });
    expect(sent.status).toBe(303);
    expect(await adjudicated()).toMatchObject([{ answer: 'no', by: 'cleo', sawOther: true, note: 'the form is gone' }]);
    const after = (await get(place, 'cleo', sent.location)).text;
    expect(after).toContain('No two answers differ');
    expect((await post(place, 'cleo', `${path}/undo`, hiddenFields(after, `${path}/undo`))).status).toBe(303);
    expect((await get(place, 'cleo', '/disagreements')).text).toContain('1 question to adjudicate');
  });

  test('the two themselves cannot, by whatever role', async () => {
    const { text } = await get(place, 'cleo', '/disagreements');
    await place.store.people.setRole('ada', 'survey-officer');
    expect((await get(place, 'ada', '/disagreements')).text).not.toContain('only a leaflet');
    expect((await post(place, 'ada', path, { ...hiddenFields(text, path), answer: 'yes', url: PAGE, note: '' })).status).toBe(403);
    await place.store.decisions.reassign('lindenau', EDITION, 'first', 'dan', 'root', '2026-03-02T11:00:00.000Z');
    expect((await post(place, 'ada', path, { ...hiddenFields(text, path), answer: 'yes', url: PAGE, note: '' })).status).toBe(403); // had answered it
    expect(await adjudicated()).toEqual([]);
  });

  test('an assessor who is assigned to adjudicate sees that subject only', async () => {
    await assign(place, [['dan', 'adjudication', 'lindenau']]);
    const { text } = await get(place, 'dan', '/disagreements');
    expect((await post(place, 'dan', path, { ...hiddenFields(text, path), answer: 'yes', url: PAGE, note: '' })).status).toBe(303);
    expect((await post(place, 'dan', '/disagreements/other/LOSI24-SP-262', { answer: 'no' })).status).toBe(403);
  });

  test('two adjudicators: the later is told what the other said', async () => {
    const [one, other] = [await get(place, 'cleo', '/disagreements'), await get(place, 'root', '/disagreements')];
    await post(place, 'cleo', path, { ...hiddenFields(one.text, path), answer: 'no', url: '', note: 'no form' });
    const refused = await post(place, 'root', path, { ...hiddenFields(other.text, path), answer: 'yes', url: PAGE, note: 'I saw it' });
    expect(refused.status).toBe(409);
    for (const words of ['no form', 'I saw it']) expect(refused.text).toContain(words);
    expect(await adjudicated()).toHaveLength(1);
  });

  test('an answer changed meanwhile is shown first', async () => {
    const { text } = await get(place, 'cleo', '/disagreements');
    await answer(place, 'ben', 'SP-262', { answer: 'not-applicable' });
    expect((await post(place, 'cleo', path, { ...hiddenFields(text, path), answer: 'no', url: '', note: '' })).status).toBe(409);
    expect(await adjudicated()).toEqual([]);
  });

  test('cannot tell needs a note here too', async () => {
    const { text } = await get(place, 'cleo', '/disagreements');
    expect((await post(place, 'cleo', path, { ...hiddenFields(text, path), answer: 'cannot-tell', url: '', note: '' })).status).toBe(400);
  });
});

describe('archive and pictures', () => {
  test('have their own policy, and no cookie', async () => {
    const { status, headers, text } = await get(place, 'ada', `/subjects/lindenau/archive/${place.archive}`);
    expect([status, headers.get('content-type'), headers.get('content-security-policy'), headers.get('x-content-type-options'), headers.get('set-cookie')]).toEqual([
      200,
      'text/html; charset=utf-8',
      ARCHIVE_POLICY,
      'nosniff',
      null,
    ]);
    expect(text).toContain('Apply for a building permit');
    const picture = await get(place, 'ada', `/subjects/lindenau/pictures/${place.clip}`);
    expect([picture.status, picture.headers.get('content-type'), picture.headers.get('x-content-type-options')]).toEqual([200, 'image/png', 'nosniff']);
    expect(picture.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test.each([
    ['dan', 403],
    ['rita', 403],
    ['nobody', 403],
    ['ben', 200],
    ['cleo', 200],
  ])('%s gets %i', async (who, status) => {
    expect((await get(place, who, `/subjects/lindenau/archive/${place.archive}`)).status).toBe(status);
    expect((await get(place, who, `/subjects/lindenau/pictures/${place.clip}`)).status).toBe(status);
  });

  test('only what belongs to this subject, under its own address', async () => {
    const stored = await place.store.blobs.put(new TextEncoder().encode('<script>secret</script>'));
    for (const wrong of [
      `lindenau/archive/${stored}`,
      `lindenau/archive/${place.clip}`,
      `lindenau/pictures/${place.archive}`,
      `other/archive/${place.archive}`,
      `other/pictures/${place.clip}`,
      'lindenau/archive/x',
      'lindenau/archive/..%2f..%2fegov.sqlite',
    ])
      expect((await get(place, 'cleo', `/subjects/${wrong}`)).status).toBe(404);
  });
});
