import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { links, page } from '../serve-folder.ts';

/** A made-up town on a loopback address of its own: 127.0.1.1, 127.0.1.2, … are different hosts (RFC 5735 §3). */
export interface SmallPortal {
  readonly id: string;
  readonly url: string;
  readonly pages: number;
}

const FIRST_PAGES = 6;
const PAGES: readonly (readonly [path: string, title: string, body: string])[] = [
  ['/services', 'Online services', '<ul><li><a href="/services/building-permit">Apply for a building permit online</a></li><li><a href="/contact">Report a street light that is out</a></li></ul>'],
  [
    '/services/building-permit',
    'Apply for a building permit online',
    '<form action="/apply" method="post"><label>Address of the plot <input name="plot"></label><button>Apply online</button></form><p>You can follow your application online and pay the fee by card.</p>',
  ],
  [
    '/contact',
    'Contact',
    '<p>Town hall, 1 Main Street. Telephone <a href="tel:+15550100">+1 555 0100</a>, e-mail <a href="mailto:hall@millbrook.example">hall@millbrook.example</a>. Opening hours: Monday to Friday, 9 to 16.</p>',
  ],
  ['/privacy', 'Privacy policy', '<p>We process personal data as the law on data protection says. You may ask what we hold about you.</p>'],
  ['/budget', 'Budget of the town', '<p>The budget for this year was approved by the council. Expenditure and revenue can be downloaded as open data.</p><a href="/budget.csv">Budget (CSV)</a>'],
  ['/news', 'News', '<p><time datetime="2026-01-12">12 January 2026</time>: the council invites you to a public consultation on the new park.</p>'],
  [
    '/consultation',
    'Public consultation',
    '<form action="/say" method="post"><label>What do you think of the new park? <textarea name="text"></textarea></label><button>Send your opinion</button></form>',
  ],
  ['/council', 'Council and mayor', '<p>The mayor and the members of the council, with their duties and their telephone numbers.</p>'],
  ['/schools', 'Schools', '<p>All schools of the town, and how to enrol a child.</p>'],
];

/** Serves so many small portals of six to ten pages each, at the same addresses until they are closed. */
export async function smallPortals(count: number): Promise<{ readonly portals: readonly SmallPortal[]; close(): Promise<void> }> {
  const started = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const some = PAGES.slice(0, FIRST_PAGES - 1 + (index % 5));
      const menu = links(Object.fromEntries(some.map(([path, title]) => [path, title])));
      const pages = new Map([['/', page(`Town of Millbrook ${index + 1}`, menu)], ...some.map(([path, title, body]): [string, string] => [path, page(title, body + menu)])]);
      const server = createServer(({ url = '/' }, response) => {
        const body = pages.get(url);
        response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' }).end(body ?? '<!doctype html><html lang="en"><title>Not found</title><h1>Not found</h1>');
      });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(0, `127.0.1.${index + 1}`, resolve);
      });
      const { address, port } = server.address() as AddressInfo;
      return { server, portal: { id: `town-${index + 1}`, url: `http://${address}:${port}/`, pages: pages.size } };
    }),
  );
  return {
    portals: started.map(({ portal }) => portal),
    async close() {
      await Promise.all(
        started.map(
          ({ server }) =>
            new Promise((resolve) => {
              server.close(resolve);
              server.closeAllConnections();
            }),
        ),
      );
    },
  };
}
