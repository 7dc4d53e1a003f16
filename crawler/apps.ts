import type { AppLinks, AppLinksPart, GatherFailure, ManifestPart, PageArtifact } from './artifact.ts';
import { isFailure } from './artifact.ts';
import type { FileDeps } from './documents.ts';
import { failed } from './failure-kinds.ts';

const ANDROID = '/.well-known/assetlinks.json'; // Digital Asset Links
const APPLE = '/.well-known/apple-app-site-association'; // Apple, Supporting associated domains
const MOST_BYTES = 64 * 1024;
const MOST_APPS = 50;
const LONGEST = 300; // characters

/** What the portal's host names as its own apps, at the addresses where Android and Apple look for it. */
export const gatherAppLinks = async (start: string, deps: FileDeps): Promise<AppLinksPart> => {
  const { origin } = new URL(start);
  return { android: await appLinks(origin + ANDROID, androidApps, deps), apple: await appLinks(origin + APPLE, appleApps, deps) };
};

const appLinks = async (url: string, appsIn: (json: unknown) => string[] | null, deps: FileDeps): Promise<AppLinks | GatherFailure> => {
  const got = await getJson(url, deps);
  if (isFailure(got)) return got;
  const apps = got.status === 200 ? appsIn(got.json) : null;
  return { url, status: got.status, apps: [...new Set(apps ?? [])].slice(0, MOST_APPS).map((app) => app.slice(0, LONGEST)), readable: apps !== null };
};

/** The manifest that the home page links, else the first that a page links. */
export const gatherManifest = async (pages: readonly PageArtifact[], deps: FileDeps): Promise<ManifestPart | GatherFailure> => {
  const [url] = pages.flatMap(({ host, state, parts: { meta } }) => (host === 'portal' && state === 'ok' && !isFailure(meta) && meta.manifest ? [meta.manifest] : []));
  if (url === undefined) return failed('not-tried', 'no page read links a manifest');
  const got = await getJson(url, deps);
  if (isFailure(got)) return got;
  if (got.status !== 200) return failed('http-error', `the manifest answers ${got.status}`);
  const json = objectOf(got.json);
  if (!json) return failed('parse-error', 'the manifest is no JSON object');
  return {
    url,
    name: textOf(json['name']) || textOf(json['short_name']),
    startUrl: textOf(json['start_url']),
    display: textOf(json['display']),
    icons: listOf(json['icons'])
      .flatMap((icon) => textOf(objectOf(icon)?.['sizes']).split(/\s+/))
      .flatMap((size) => (size === 'any' ? [0] : /^(\d{1,5})x\1$/i.test(size) ? [Number.parseInt(size, 10)] : [])),
    apps: listOf(json['related_applications'])
      .flatMap((app) => {
        const { platform, id, url: store } = objectOf(app) ?? {};
        return textOf(platform) ? [{ platform: textOf(platform), id: textOf(id) || textOf(store) }] : [];
      })
      .slice(0, MOST_APPS),
  };
};

/** `json` is undefined where the body is none. */
const getJson = async (url: string, { http, guard, resolve, signal }: FileDeps): Promise<{ readonly status: number; readonly json: unknown } | GatherFailure> => {
  const got = await http.get(resolve(url), signal, { guard, resolve, bounds: { maxBodyBytes: MOST_BYTES } });
  return isFailure(got) ? got : { status: got.raw.status, json: parsed(got.raw.body) };
};

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)); // the decoder takes a byte order mark away
  } catch {
    return undefined;
  }
};

const objectOf = (value: unknown): Readonly<Record<string, unknown>> | null => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, LONGEST) : '');

/** Packages in a list of statements; null when it is no such list. */
const androidApps = (json: unknown): string[] | null =>
  Array.isArray(json)
    ? json.flatMap((statement) => {
        const target = objectOf(objectOf(statement)?.['target']);
        return target?.['namespace'] === 'android_app' && textOf(target['package_name']) ? [textOf(target['package_name'])] : [];
      })
    : null;

/** Application identifiers of all the ways in which an association names them, the older ones too; null when it is none. */
const appleApps = (json: unknown): string[] | null => {
  const whole = objectOf(json);
  if (!whole) return null;
  const details = objectOf(whole['applinks'])?.['details'];
  const named = Array.isArray(details) ? details.flatMap((one) => [objectOf(one)?.['appID'], ...listOf(objectOf(one)?.['appIDs'])]) : Object.keys(objectOf(details) ?? {});
  const others = ['webcredentials', 'activitycontinuation', 'appclips'].flatMap((service) => listOf(objectOf(whole[service])?.['apps']));
  return [...named, ...others].map(textOf).filter(Boolean);
};
