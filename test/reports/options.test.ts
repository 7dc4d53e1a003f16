import { describe, expect, test } from 'vitest';
import { day, hosts, portalUrl, wholeNumber } from '../../reports/commands/options.ts';

describe('address', () => {
  test.each([
    ['https://a.example', 'https://a.example/'],
    ['http://127.0.0.1:8080/x#y', 'http://127.0.0.1:8080/x'],
  ])('%s', (text, url) => expect(portalUrl(text)).toBe(url));
  test.each([
    ['www.example.org', 'Did you mean https://www.example.org ?'],
    ['not a url', 'is not a URL'],
    ['ftp://a.example/', 'only http and https'],
    ['javascript:alert(1)', 'only http and https'],
    ['https://me:secret@a.example/', 'without user name'],
    ['', 'is not a URL'],
  ])('%s is refused', (text, words) => expect(() => portalUrl(text)).toThrow(words));
  test('a password is not repeated', () => expect(() => portalUrl('https://me:secret@a.example/')).not.toThrow('secret'));
});

test.each(['-1', '1.5', '1e3', '', 'ten', '99999999999999999999'])('"%s" is no whole number', (text) => expect(() => wholeNumber(0)(text)).toThrow('whole number'));
test('whole number', () => expect(wholeNumber(1)('300')).toBe(300));
test('whole number with an upper bound', () => {
  expect([wholeNumber(0, 3)('0'), wholeNumber(0, 3)('3')]).toEqual([0, 3]);
  expect(() => wholeNumber(0, 3)('4')).toThrow('from 0 to 3');
});
test.each(['2026-02-30', '23.11.2026', '2026-1-1', 'today'])('"%s" is no day', (text) => expect(() => day(text)).toThrow('YYYY-MM-DD'));
test('hosts add up', () => expect(hosts('B.example:8080', hosts('a.example'))).toEqual(['a.example', 'b.example:8080']));
test.each(['https://a.example/', 'a.example/x', 'me@a.example', ''])('"%s" is no host', (text) => expect(() => hosts(text)).toThrow('host name only'));
