import { describe, expect, it } from 'vitest';
import { hostKind, mapAlias } from '../../crawler/host-kind.ts';
import { normaliseUrl, registrableDomain } from '../../crawler/url.ts';

describe('one spelling for each address (RFC 3986 §6.2)', () => {
  it.each([
    ['https://Example.GOV/Path#part', 'https://example.gov/Path'],
    ['https://example.gov:443/a', 'https://example.gov/a'],
    ['https://example.gov/a?b=2&a=1', 'https://example.gov/a?a=1&b=2'],
    ['https://example.gov/a?utm_source=x&id=3', 'https://example.gov/a?id=3'],
    ['https://example.gov/a;jsessionid=AB12?x=1', 'https://example.gov/a?x=1'],
    ['https://example.gov//a///b', 'https://example.gov/a/b'],
    ['https://example.gov/caf%c3%a9', 'https://example.gov/caf%C3%A9'],
    ['https://example.gov/a?', 'https://example.gov/a'],
    ['mailto:a@example.gov', null],
    ['not an address', null],
  ])('%s', (given, expected) => expect(normaliseUrl(given)).toBe(expected));

  it('is its own fixed point', () => {
    const once = normaliseUrl('https://example.gov//A/%c3%a9?z=1&a=%20x&utm_campaign=y#z')!;
    expect(normaliseUrl(once)).toBe(once);
  });
  it('knows the registered domain under public suffixes', () => {
    expect(registrableDomain('https://www.city.example.gov.uk/')).toBe('example.gov.uk');
    expect(registrableDomain('http://127.0.0.1/')).toBeNull();
  });
});

describe('whose host an address is on', () => {
  const scope = { start: 'https://www.comune.example.it/', aliases: ['old-comune.it'], portals: [] };
  it.each([
    ['https://www.comune.example.it/servizi', 'portal'],
    ['https://comune.example.it/', 'portal'],
    ['https://servizi.comune.example.it/', 'portal'],
    ['https://old-comune.it/x', 'portal'],
    ['https://www.interno.gov.it/', 'government'],
    ['https://www.gov.uk/', 'government'],
    ['https://data.gouv.fr/', 'government'],
    ['https://comune.milano.it/', 'government'],
    ['https://www.city.tokyo.lg.jp/', 'government'],
    ['https://facebook.com/comune', 'external'],
    ['https://govtech.example.com/', 'external'],
    ['https://notgov.uk/', 'external'],
    ['https://mygov.example.org/', 'external'],
    ['nonsense', 'external'],
  ] as const)('%s: %s', (url, kind) => expect(hostKind(url, scope)).toBe(kind));

  it('on one machine each port is another site', () => {
    expect(hostKind('http://127.0.0.1:8002/', { start: 'http://127.0.0.1:8001/', aliases: [], portals: [] })).toBe('external');
    expect(hostKind('http://127.0.0.1:8002/', { start: 'http://127.0.0.1:8001/', aliases: [], portals: ['http://127.0.0.1:8002/'] })).toBe('portal');
  });
  it('follows links to an alias on the portal itself', () => expect(mapAlias('http://old-comune.it/a?b=1', scope)).toBe('https://www.comune.example.it/a?b=1'));
});
