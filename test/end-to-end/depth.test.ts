import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AssessmentJson } from '../../reports/assessment-schema.ts';
import { chromiumHere } from '../fixtures/chromium-here.ts';
import { pdfOf } from '../fixtures/pdf.ts';
import { type Answer, links, page, serve, type Served } from '../serve-folder.ts';
import { assessing, closing, ownPlace, type Place, run } from './command.ts';

const chromium = await chromiumHere();
if (chromium === null) process.stderr.write('skipped: depth of the sample, no Chromium on this machine (egov doctor says how to get one)\n');

/** How deep a visit looks: files beside the pages, the two depths of the sample, and old visits judged again. */

const json = (value: unknown): Answer => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });
const WORDS = '<p>The council meets on the square, as it has for many years, to hear what people have to say about the town.</p>'.repeat(4);
const numbered = (count: number, name: string): string[] => Array.from({ length: count }, (_, at) => `/${name}-${at + 1}`);
const PAGES: Readonly<Record<string, Answer>> = {
  '/': page(
    'Town of Millbrook',
    `${WORDS}${links({ '/contact': 'Contact', '/privacy': 'Privacy policy', '/plan.pdf': 'Plan', '/report.pdf': 'Report', ...Object.fromEntries([...numbered(6, 'notice'), ...numbered(6, 'place')].map((path) => [path, path.slice(1)])) })}
    <a href="https://play.google.com/store/apps/details?id=gov.millbrook">Android app</a> <a href="https://apps.apple.com/app/id42">iPhone app</a>`,
  ).replace('</title>', '</title><link rel="manifest" href="/app.webmanifest"><meta name="viewport" content="width=device-width">'),
  '/contact': page('Contact', `<h2>Contact us</h2><address>Call +39 0123 456789</address>${WORDS}`),
  '/privacy': page('Privacy policy', WORDS),
  ...Object.fromEntries(numbered(6, 'notice').map((path) => [path, page(path, WORDS)])),
  ...Object.fromEntries(numbered(6, 'place').map((path) => [path, page(path, `<table><tr><td>Where</td><td>Here</td></tr></table><section><h2>A</h2>${WORDS}</section>`)])),
  '/plan.pdf': { headers: { 'content-type': 'application/pdf' }, body: pdfOf({ tagged: true, language: 'en', title: 'Plan', text: 'Plan' }) },
  '/report.pdf': { headers: { 'content-type': 'application/pdf' }, body: pdfOf({ text: 'Report' }) },
  '/app.webmanifest': json({ name: 'Millbrook', start_url: '/', display: 'standalone', icons: [{ src: '/i.png', sizes: '192x192' }] }),
  '/.well-known/assetlinks.json': json([{ target: { namespace: 'android_app', package_name: 'gov.millbrook' } }]),
};

describe.skipIf(chromium === null)('depth', () => {
  let portal: Served;
  let place: Place;
  const seen: Record<string, AssessmentJson> = {};
  const read = async (args: readonly string[]): Promise<AssessmentJson> => {
    const { code, out, told } = await run([...args, '--json', '-'], place);
    expect(code, told).toBe(0);
    return JSON.parse(out) as AssessmentJson;
  };
  const findings = (of: AssessmentJson): Readonly<Record<string, string>> => Object.fromEntries(of.findings.map(({ check, outcome, reason }) => [check, `${outcome}: ${reason}`]));
  const dataOf = (of: AssessmentJson, check: string): unknown => of.findings.find((one) => one.check === check)?.data;
  beforeAll(async () => {
    portal = closing(await serve(PAGES));
    place = await ownPlace();
    for (const depth of ['quick', 'full']) seen[depth] = await read(assessing(portal.url, '--browser-pages', '16', '--max-pages', '40', '--sample', depth));
  });

  test('documents, apps and the manifest are opened; weight and orientation are measured', () =>
    expect(findings(seen['full']!)).toMatchObject({
      'accessibility/documents': 'fail: untagged',
      'mobile/manifest': 'pass: installable',
      'mobile/store-apps': 'pass: both-official',
      'mobile/weight': 'pass: light',
      'mobile/orientation': 'pass: free',
    }));
  test('each file is asked for once a visit, and nothing but GET is sent', () => {
    const times = (path: string): number => portal.asked.filter((one) => one.path === path).length;
    expect([times('/plan.pdf'), times('/report.pdf'), times('/.well-known/assetlinks.json'), times('/.well-known/apple-app-site-association')]).toEqual([2, 2, 2, 2]);
    expect(new Set(portal.asked.map(({ method }) => method))).toEqual(new Set(['GET']));
  });
  test('a quick sample ends with the roles, a full one goes on; both say so', () => {
    expect(seen['quick']!.run.options).toMatchObject({ sample: 'quick' });
    expect(seen['full']!.run.options).toMatchObject({ sample: 'full' });
    expect([findings(seen['quick']!)['accessibility/sample'], findings(seen['full']!)['accessibility/sample']]).toEqual(['pass: quick', 'pass: full']);
    const [quick, full] = [dataOf(seen['quick']!, 'accessibility/sample'), dataOf(seen['full']!, 'accessibility/sample')] as { sampled: number; templates: number; roles: string }[];
    expect(quick!.roles.split(', ')).toEqual(expect.arrayContaining(['contact', 'home', 'privacy']));
    expect(full!.sampled).toBeGreaterThan(quick!.sampled);
    expect(full!.templates).toBeGreaterThan(quick!.templates);
    expect(dataOf(seen['quick']!, 'mobile/reflow')).toMatchObject({ depth: 'quick' });
  });
  test('judged again without a request, a visit says the same', async () => {
    const asked = portal.asked.length;
    const again = await read(['check', seen['quick']!.run.id]);
    expect(again.findings).toEqual(seen['quick']!.findings);
    expect(portal.asked.length).toBe(asked);
  });
  test('a visit from before these files were asked for, and before there was a choice of depth, can be judged again', async () => {
    const database = new DatabaseSync(join(place.data, 'egov.sqlite'));
    const { id } = seen['full']!.run;
    expect(database.prepare(`delete from site_part where run = ? and part in ('documents', 'appLinks', 'manifest')`).run(id).changes).toBe(3);
    expect(database.prepare(`update run set options = json_remove(options, '$.sample') where id = ?`).run(id).changes).toBe(1);
    database.close();
    expect(findings(await read(['check', id]))).toMatchObject({
      'accessibility/documents': 'untested: tags-not-read',
      'mobile/manifest': 'pass: linked',
      'mobile/store-apps': 'pass: both-unnamed',
      'accessibility/sample': 'pass: full',
    });
  });
});
