import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { may, type Action } from './permissions.ts';
import type { Viewer, WebContext } from './context.ts';
import { STYLE } from './style.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const MENU: readonly (readonly [string, string, Action])[] = [
  ['/', 'Countries', 'see-countries'],
  ['/desk', 'Desk', 'decide'],
  ['/disagreements', 'Disagreements', 'assign'],
  ['/changes', 'Changes', 'see-changes'],
  ['/people', 'People', 'assign'],
];

export interface PageOptions {
  readonly title: string;
  readonly body: Html;
  readonly script?: string;
  readonly status?: 200 | 400 | 403 | 404 | 409 | 429 | 500;
  readonly notice?: string;
  readonly problem?: string;
}

/** Every page of the web app: menu, DRAFT banner, one heading, one main. Scripts run only with the request's nonce. */
export const page = async (context: WebContext, { title, body, script, status = 200, notice, problem }: PageOptions): Promise<Response> => {
  const viewer = context.get('viewer');
  const nonce = context.get('nonce');
  return context.html(
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – egov</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="bar">
<p class="draft"><b>DRAFT</b> Machine suggestions; nothing here is a result until people have validated it.</p>
${viewer ? menu(context, viewer) : ''}
</header>
<main id="main" tabindex="-1">
<h1>${title}</h1>
${notice ? html`<p class="notice" role="status">${notice}</p>` : ''}${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
${body}
</main>
${script ? html`<script nonce="${nonce}">${raw(script)}</script>` : ''}
</body>
</html>`,
    status,
  );
};

const menu = (context: WebContext, { account, csrf }: Viewer): Html => html`<nav aria-label="Main"><ul>
${MENU.filter(([, , action]) => may(account.role, action)).map(([path, name]) => html`<li><a href="${path}"${context.req.path === path ? raw(' aria-current="page"') : ''}>${name}</a></li>`)}
</ul></nav>
<div class="who"><a href="/account">${account.name}</a> <span class="soft">${account.role}</span>
<form method="post" action="/sign-out"><input type="hidden" name="csrf" value="${csrf}"><button class="quiet">Sign out</button></form></div>`;

/** The hidden field that proves a form came from our own page. */
export const csrfField = (viewer: Viewer | null): Html => html`<input type="hidden" name="csrf" value="${viewer?.csrf ?? ''}">`;
