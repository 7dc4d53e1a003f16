import { request } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openGuardProxy } from '../../../crawler/guard-proxy.ts';
import { ask, executable, memoryStore, open, page, serve, visitAll, visited, type Site } from './site.ts';

// Tests have no public address to reach: here loopback plays one. That private ones are refused is tested in hardship.test.ts.
vi.mock('../../../crawler/private-address.ts', async () => {
  const { lookup } = await import('node:dns');
  return { isPrivateAddress: () => false, refusePrivateLiteral: () => undefined, guardedLookup: lookup };
});

describe('through the guard', () => {
  let site: Site;
  beforeAll(async () => {
    site = await serve({
      '/': page('<h1>Public</h1><img src="/gone.png" alt=""><script src="/late.js"></script>'),
      '/late.js': (_, response) => {
        response.writeHead(200, { 'content-type': 'text/javascript', 'content-encoding': 'gzip' });
        response.end(gzipSync('document.body.append("script came")'));
      },
      '/moved': (_, response) => void response.writeHead(301, { location: '/', 'set-cookie': ['a=1', 'b=2'] }).end(),
    });
  });
  afterAll(() => site?.close());

  test.skipIf(executable === null)('pages, scripts, redirects and errors arrive as they were sent', async () => {
    const browser = await open({ store: memoryStore(), allowPrivate: false });
    try {
      const results = await visitAll(browser, [ask(`${site.origin}/moved`), ask(`${site.origin}/nowhere`), ask('http://127.0.0.1:9/')]);
      const moved = visited(results.get(`${site.origin}/moved`));
      expect(new TextDecoder().decode(moved.html)).toContain('script came');
      expect(moved).toMatchObject({ status: 200, url: `${site.origin}/`, redirects: [{ status: 301 }], measured: { rendered: { cookies: [{ name: 'a' }, { name: 'b' }] } } });
      expect(visited(results.get(`${site.origin}/nowhere`)).status).toBe(404);
      expect(results.get('http://127.0.0.1:9/')).toMatchObject({ failure: 'refused' });
    } finally {
      await browser.close();
    }
  });

  test('a tunnel carries bytes both ways, and one that cannot be made says why', async () => {
    const echo = createServer((socket) => {
      socket.pipe(socket);
    });
    await new Promise<void>((resolve) => {
      echo.listen(0, '127.0.0.1', resolve);
    });
    const proxy = await openGuardProxy();
    const connect = (path: string) =>
      new Promise<{ status: number; socket: Socket }>((resolve, reject) => {
        request({ host: '127.0.0.1', port: new URL(proxy.url).port, method: 'CONNECT', path })
          .on('connect', (response, socket) => resolve({ status: response.statusCode ?? 0, socket }))
          .on('error', reject)
          .end();
      });
    try {
      const { status, socket } = await connect(`127.0.0.1:${(echo.address() as AddressInfo).port}`);
      expect(status).toBe(200);
      socket.write('hello');
      expect(
        String(
          await new Promise((resolve) => {
            socket.once('data', resolve);
          }),
        ),
      ).toBe('hello');
      socket.destroy();
      expect((await connect('127.0.0.1:9')).status).toBe(502);
      expect(proxy.failureOf('127.0.0.1:9')).toMatchObject({ failure: 'refused' });
    } finally {
      await proxy.close();
      echo.close();
    }
  });
});
