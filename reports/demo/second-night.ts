import type { DemoPage, PortalName } from './layout.ts';
import { newsItem, postForm } from './markup.ts';

interface Edit {
  readonly portal: PortalName;
  readonly path: string;
  readonly what: string;
  readonly edit: (page: DemoPage) => DemoPage | null;
}

const replaced = (page: DemoPage, from: string, to: string): DemoPage => {
  if (!page.body.includes(from)) throw new Error(`second night: ${page.title} has no "${from.slice(0, 40)}"`);
  return { ...page, body: page.body.replace(from, () => to) };
};

/** What the second night changes in the pages; null removes one. The repaired header is in serve.ts, all of it in truth.yaml. */
export const SECOND_NIGHT: readonly Edit[] = [
  { portal: 'national', path: '/services/visa', what: 'a service page is gone (404); the list of services still links to it', edit: () => null },
  {
    portal: 'municipal',
    path: '/services/building-permit',
    what: 'the form to download has become an online form',
    edit: (page) =>
      replaced(
        replaced(
          page,
          '<ol><li>Print the form and fill it in.</li><li>Add two sets of plans and the consent of the neighbours.</li><li>Hand everything in at the building department, room 14, or send it by post.</li></ol>',
          '<p>Apply online with the form at the end of this page. The department writes to you if it needs plans on paper.</p>',
        ),
        '<p><a href="/files/building-permit.pdf">Building permit application form (PDF)</a></p>',
        `<h2>Application for a building permit</h2>${postForm('/services/building-permit', 'Submit application', [
          ['Owner', 'owner'],
          ['Address of the plot', 'plot'],
          ['What will be built?', 'works', ['New house', 'Extension', 'Shed or garage']],
          ['Start of the works', 'start', 'date'],
          ['Building cost in crowns', 'cost', 'number'],
          ['E-mail address', 'email', 'email'],
        ])}`,
      ),
  },
  {
    portal: 'municipal',
    path: '/services',
    what: 'the list of services says that the building permit is online',
    edit: (page) => replaced(page, 'Building permit</a> – form to download', 'Building permit</a> – apply online'),
  },
  {
    portal: 'municipal',
    path: '/news',
    what: 'a news item is added',
    edit: (page) =>
      replaced(
        page,
        '<article>',
        `${newsItem('Building permits can now be applied for online', '{{0}}', 'The building department has replaced its paper form. Plans can still be handed in on paper in room 14.')}\n<article>`,
      ),
  },
  {
    portal: 'municipal',
    path: '/environment',
    what: 'a picture without a text alternative is added',
    edit: (page) => ({ ...page, body: `${page.body}\n<img src="/assets/harbour.svg" width="320" height="120">` }),
  },
];
