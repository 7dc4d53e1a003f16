import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PICTURE, page, paths, STYLE } from './pages.ts';

/** A process of its own that serves the made-up portal on loopback: serving must not share the measured event loop. `node server.ts <pages>` */
const count = Number(process.argv[2] ?? 1000);
const answers = new Map<string, { readonly type: string; readonly body: Buffer }>(
  paths(count).map((path, index) => [path, { type: 'text/html; charset=utf-8', body: Buffer.from(page(index, count)) }]),
);
answers.set('/style.css', { type: 'text/css', body: Buffer.from(STYLE) });
const picture = { type: 'image/svg+xml', body: Buffer.from(PICTURE) };

const server = createServer((request, response) => {
  const path = (request.url ?? '/').split('?', 1)[0]!;
  const found = answers.get(path) ?? (path.endsWith('.svg') ? picture : undefined);
  if (!found) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    return;
  }
  response.writeHead(200, { 'content-type': found.type, 'content-length': found.body.byteLength }).end(found.body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit());
