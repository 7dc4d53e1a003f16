import { signatures } from '../../config/signatures.ts';
import { type Gathered, isFailure, type SiteParts } from '../../crawler/artifact.ts';
import { ABSENT_MESSAGES, absent, SEARCH_PARTS, SITE_PARTS, siteFor } from '../concepts/for-check.ts';
import { storeLinks } from '../content/mobile-apps.ts';
import { defineCheck } from '../contract.ts';
import { textEvidence } from '../evidence.ts';

type Named = Pick<Gathered<SiteParts>, 'appLinks' | 'manifest'>;

export const check = defineCheck({
  title: 'Apps for all phones, named as the portal’s own',
  why: 'An app should be there for both kinds of phones, and the portal should name it as its own, so that people can tell it from a fake: Digital Asset Links, Apple’s associated domains, the smart app banner, or the web app manifest (beside LOSI #283, which asks for any app).',
  needs: [...SITE_PARTS, 'meta'] as const,
  site: [...SEARCH_PARTS, 'appLinks', 'manifest'] as const,
  messages: {
    ...ABSENT_MESSAGES,
    'both-official': 'Apps in both stores are linked ({google} for Android, {apple} for Apple), and the portal names {official} of them as its own.',
    'both-stores': 'Apps in both stores are linked ({google} for Android, {apple} for Apple); the portal names none of them as its own.',
    'both-unnamed': 'Apps in both stores are linked ({google} for Android, {apple} for Apple); whether the portal names them as its own could not be read.',
    'one-store': 'Apps are linked in the store for {kind} phones only.',
    'other-store': 'Apps are linked in other stores only, not in those of Android and Apple phones.',
  },
  remedy: {
    'both-stores': 'Serve /.well-known/assetlinks.json and /.well-known/apple-app-site-association with the apps’ identifiers.',
    'one-store': 'Link the app in the other store, too, or say that there is none.',
    'other-store': 'Link the app in the stores that most phones come with.',
  },
  run: (view) => {
    const { phone_stores, app_stores } = signatures();
    const { readings } = siteFor(view);
    const [google, apple, any] = [storeLinks(readings, phone_stores.google), storeLinks(readings, phone_stores.apple), storeLinks(readings, app_stores)];
    if (!any.length) return absent(view, { concept: 'mobile-app', locus: 'portal' });
    const ids = { google: idsOf(google, googleId), apple: idsOf(apple, appleId) };
    const banners = view.pages.flatMap(({ host, parts: { meta } }) => (host === 'portal' && !isFailure(meta) ? [meta.named['apple-itunes-app'] ?? ''] : []));
    const named = namedBy(view.site, banners);
    const official = [...ids.google, ...ids.apple].filter((id) => named.has(id)).length;
    const kind = google.length ? 'Android' : 'Apple';
    const data = { google: ids.google.length, apple: ids.apple.length, official, kind };
    const evidence = [google[0], apple[0], ...(google.length || apple.length ? [] : [any[0]])].flatMap((one) =>
      one ? [textEvidence(one.reading.page, one.links[0]!.text || one.links[0]!.name || one.links[0]!.href, one.links[0]!.selector)] : [],
    );
    if (!google.length && !apple.length) return { outcome: 'unsure', reason: 'other-store', data, evidence };
    if (!google.length || !apple.length) return { outcome: 'unsure', reason: 'one-store', data, evidence };
    if (official) return { outcome: 'pass', reason: 'both-official', data, evidence };
    return { outcome: 'pass', reason: isAnswered(view.site) ? 'both-stores' : 'both-unnamed', data, evidence };
  },
});

const idsOf = (linking: ReturnType<typeof storeLinks>, idOf: (url: URL) => string | undefined): string[] => [
  ...new Set(linking.flatMap(({ links }) => links.flatMap(({ url }) => (url === null ? [] : [idOf(new URL(url)) ?? url])))),
];
const googleId = ({ searchParams }: URL): string | undefined => searchParams.get('id') ?? undefined;
const appleId = ({ pathname }: URL): string | undefined => /\/id(\d+)/.exec(pathname)?.[1];

/** Identifiers of the apps that the portal calls its own. Apple's associations carry bundles, which no store address shows: there the banner and the manifest tell. */
const namedBy = ({ appLinks, manifest }: Named, banners: readonly string[]): ReadonlySet<string> => {
  const android = isFailure(appLinks) || isFailure(appLinks.android) ? [] : appLinks.android.apps;
  const related = isFailure(manifest) ? [] : manifest.apps.map(({ id }) => (URL.canParse(id) ? (googleId(new URL(id)) ?? appleId(new URL(id)) ?? id) : id));
  return new Set([...android, ...related, ...banners.flatMap((banner) => /app-id\s*=\s*(\d+)/.exec(banner)?.[1] ?? [])]);
};

/** Did both well-known addresses answer, so that it can be said that nothing is named there? */
const isAnswered = ({ appLinks }: Named): boolean => !isFailure(appLinks) && !isFailure(appLinks.android) && !isFailure(appLinks.apple);
