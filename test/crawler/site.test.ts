import { createSocket, type Socket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatherDns } from '../../crawler/dns.ts';
import { openHttp } from '../../crawler/http.ts';
import { localPace } from '../../crawler/pace.ts';
import { openRobots } from '../../crawler/robots.ts';
import { gatherSite } from '../../crawler/site.ts';
import { serve } from '../serve-folder.ts';

/** What belongs to a portal as a whole, gathered from a served portal and from a real name server of our own. */

const signal = new AbortController().signal;

describe('a script of another site', () => {
  const ask = async (headers: (origin: string) => Record<string, string>) => {
    const portal = await serve(({ path, headers: sent }) => (path === '/' ? { headers: headers(sent.origin ?? ''), body: '<p>Hello</p>' } : undefined));
    const pace = localPace({ delayMs: 0 });
    const http = openHttp({ userAgent: 'egov-test', acceptLanguage: 'en', allowPrivate: true, timeoutMs: 5000, maxBodyBytes: 100_000, maxRedirects: 3, concurrency: 1 }, pace);
    try {
      const robots = openRobots({ http, pace, userAgent: 'egov-test', signal });
      const { parts } = await gatherSite(portal.url, { http, robots, guard: async () => null, resolve: (url) => url, allowPrivate: true, signal });
      return { parts, methods: new Set(portal.asked.map(({ method }) => method)) };
    } finally {
      await http.close();
      await portal.close();
    }
  };

  it('learns whether whoever asks is allowed, by GET alone', async () => {
    const { parts, methods } = await ask((origin) => ({ 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }));
    expect(parts.crossOrigin).toMatchObject({ status: 200, origin: 'https://other-site.example', allowOrigin: 'https://other-site.example', allowCredentials: 'true' });
    expect([...methods]).toEqual(['GET']);
  });
  it('is allowed nothing where nothing is said, and a local portal has no public name', async () => {
    const { parts } = await ask(() => ({}));
    expect(parts.crossOrigin).toMatchObject({ status: 200, allowOrigin: null, allowCredentials: null });
    expect(parts.dns).toMatchObject({ failure: 'not-tried' });
  });
});

describe('names', () => {
  let server: Socket;
  let servers: string[];
  const asked: string[] = [];
  beforeAll(async () => {
    server = createSocket('udp4').on('message', (question, from) => {
      const { name, type, end } = questionIn(question);
      asked.push(name);
      if (name === 'silent.example.org') return;
      server.send(answerTo(question, end, RECORDS[`${name} ${type}`] ?? []), from.port, from.address);
    });
    await new Promise<void>((ready) => server.bind(0, '127.0.0.1', ready));
    servers = [`127.0.0.1:${server.address().port}`];
  });
  afterAll(() => server.close());

  it('tells who may issue certificates, at the nearest name that says so, and who may send mail', async () => {
    expect(await gatherDns('www.example.org', { servers })).toEqual({
      host: 'www.example.org',
      domain: 'example.org',
      caa: { at: 'example.org', records: ['iodef mailto:it@example.org', 'issue ca.example'] },
      mx: ['mail.example.org'],
      spf: ['v=spf1 mx -all'],
      dmarc: ['v=DMARC1; p=reject'],
    });
  });
  it('takes an empty answer for what it is', async () => {
    expect(await gatherDns('www.bare.example.net', { servers })).toMatchObject({ caa: { at: '', records: [] }, mx: [], spf: [], dmarc: [] });
  });
  it('is a gap where nobody answers in time', async () => {
    const started = performance.now();
    expect(await gatherDns('silent.example.org', { servers })).toMatchObject({ failure: 'timeout' });
    expect(performance.now() - started).toBeLessThan(6000);
  });
  it('says nothing of private hosts, and asks nobody about local ones', async () => {
    expect(await gatherDns('inside.example.org', { servers })).toMatchObject({ failure: 'private-address' });
    const before = asked.length;
    for (const host of ['localhost', '127.0.0.1', '[::1]']) expect(await gatherDns(host, { servers })).toMatchObject({ failure: 'not-tried' });
    expect(asked.length).toBe(before);
  });
});

const [A, MX, TXT, CAA] = [1, 15, 16, 257];
const named = (name: string): Buffer => Buffer.concat([...name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])), Buffer.from([0])]);
const text = (value: string): Buffer => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
const property = (tag: string, value: string): Buffer => Buffer.concat([Buffer.from([0]), text(tag), Buffer.from(value)]);
const RECORDS: Readonly<Record<string, readonly Buffer[]>> = {
  [`www.example.org ${A}`]: [Buffer.from([93, 184, 216, 34])],
  [`www.bare.example.net ${A}`]: [Buffer.from([93, 184, 216, 34])],
  [`inside.example.org ${A}`]: [Buffer.from([10, 0, 0, 7])],
  [`example.org ${CAA}`]: [property('issue', 'ca.example'), property('iodef', 'mailto:it@example.org')],
  [`example.org ${MX}`]: [Buffer.concat([Buffer.from([0, 10]), named('mail.example.org')])],
  [`example.org ${TXT}`]: [text('v=spf1 mx -all'), text('site-verification=1')],
  [`_dmarc.example.org ${TXT}`]: [text('v=DMARC1; p=reject')],
};

/** The one question of a DNS message (RFC 1035 §4.1.2). */
const questionIn = (message: Buffer): { readonly name: string; readonly type: number; readonly end: number } => {
  const labels: string[] = [];
  let at = 12;
  while (message[at]) {
    labels.push(message.toString('latin1', at + 1, at + 1 + message[at]!));
    at += 1 + message[at]!;
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
};

/** The answer with these record data, without an error even when there is none (RFC 1035 §4.1.1). */
const answerTo = (question: Buffer, end: number, data: readonly Buffer[]): Buffer => {
  const head = Buffer.from(question.subarray(0, end));
  head.writeUInt16BE(0x8180, 2);
  for (const [at, count] of [1, data.length, 0, 0].entries()) head.writeUInt16BE(count, 4 + 2 * at);
  const type = head.subarray(end - 4, end - 2);
  const records = data.map((one) => Buffer.concat([Buffer.from([0xc0, 12]), type, Buffer.from([0, 1, 0, 0, 0, 60, one.length >> 8, one.length & 255]), one]));
  return Buffer.concat([head, ...records]);
};
