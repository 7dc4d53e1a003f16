import { html } from 'hono/html';
import { ROLES } from '../../../storage/survey-contract.ts';
import { allowed, forbidden, inPerson } from '../auth/guard.ts';
import { baseAddress, invite, type SentInvitation } from '../auth/invitations.ts';
import type { Register, Viewer, WebContext, WebDeps } from '../context.ts';
import { field, fieldOrFile } from '../form-fields.ts';
import { csrfField, page, type Html, type PageOptions } from '../layout.ts';
import { csvText, disarmed } from './csv-rows.ts';
import { type InviteeLine, readInvitees } from './invitees.ts';
import { ROLE_MEANS } from './roles.ts';

interface Filled {
  readonly csv: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly languages: string;
}
const EMPTY: Filled = { csv: '', email: '', name: '', role: 'assessor', languages: '' };
const UNTIL = 'The links work once, for 7 days.';

const forms = (viewer: Viewer, filled: Filled): Html => html`<p><a href="/people">All people</a></p>
<div class="columns"><section class="card" aria-labelledby="one"><h2 id="one">One person</h2><form method="post" action="/people/invite">${csrfField(viewer)}
<label for="email">E-mail</label><input class="wide" id="email" name="email" type="email" required value="${filled.email}">
<label for="name">Name</label><input class="wide" id="name" name="name" required maxlength="100" value="${filled.name}">
<label for="role">Role</label><select class="wide" id="role" name="role">${ROLES.map((role) => html`<option value="${role}" ${role === filled.role ? 'selected' : ''}>${role}: ${ROLE_MEANS[role]}</option>`)}</select>
<label for="languages">Languages they read</label><input class="wide" id="languages" name="languages" placeholder="fr ar" value="${filled.languages}" aria-describedby="languages-help"><p class="soft" id="languages-help">Codes with spaces between, such as <code>fr ar</code></p>
<p><button>Invite</button></p></form></section>
<section class="card" aria-labelledby="many"><h2 id="many">Many, from a CSV file</h2><form method="post" action="/people/invite/preview" enctype="multipart/form-data">${csrfField(viewer)}
<label for="csv">Lines of <code>email,name,role,languages</code></label><textarea id="csv" name="csv" rows="8" spellcheck="false" placeholder="amina@example.org,Amina Diallo,assessor,fr ar">${filled.csv}</textarea>
<label for="file">or a file</label><input id="file" name="file" type="file" accept=".csv,text/csv,text/plain">
<p class="soft">Nobody is invited before you have seen what will happen. All are invited or none.</p><p><button>Look at it first</button></p></form></section></div>`;

const table = (
  lines: readonly InviteeLine[],
): Html => html`<div class="scroll" tabindex="0" role="region" aria-label="Lines read"><table><thead><tr><th scope="col" class="number">Line</th><th scope="col">What is wrong</th><th scope="col">E-mail</th><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Languages</th></tr></thead><tbody>
${lines.map(({ line, invitee, role, problem }) => html`<tr${problem ? html` class="wrong"` : ''}><td class="number">${line}</td><td>${problem || 'nothing'}</td><td>${invitee.email}</td><td>${invitee.name}</td><td>${role}</td><td>${invitee.languages.join(', ')}</td></tr>`)}</tbody></table></div>`;

const preview = (context: WebContext, viewer: Viewer, csv: string, lines: readonly InviteeLine[]): Promise<Response> => {
  const wrong = lines.filter(({ problem }) => problem !== '');
  const again: Html = html`<details${wrong.length ? html` open` : ''}><summary>Change the lines</summary><form method="post" action="/people/invite/preview">${csrfField(viewer)}<label for="csv">Lines of <code>email,name,role,languages</code></label><textarea id="csv" name="csv" rows="10" spellcheck="false">${csv}</textarea><p><button>Look again</button></p></form></details>`;
  if (wrong.length)
    return page(context, {
      title: 'Invite people',
      status: 400,
      problem: `${wrong.length} of ${lines.length} lines cannot be taken; nobody was invited.`,
      body: html`${table([...wrong, ...lines.filter(({ problem }) => problem === '')])}${again}`,
    });
  return page(context, {
    title: 'Invite people',
    body: html`<p>All ${lines.length} lines are fine. ${UNTIL}</p><form method="post" action="/people/invite/all">${csrfField(viewer)}<input type="hidden" name="csv" value="${csv}"><p><button>Invite ${lines.length} ${lines.length === 1 ? 'person' : 'people'}</button></p></form>${table(lines)}${again}`,
  });
};

const sent = (context: WebContext, links: readonly SentInvitation[]): Promise<Response> =>
  page(context, {
    title: 'Invited',
    notice: `${links.length} invited. Copy the links now: they are shown this once only.`,
    body: html`<p>Send each person their link. ${UNTIL}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Links"><table><thead><tr><th scope="col">E-mail</th><th scope="col">Link</th></tr></thead><tbody>${links.map(({ email, link }) => html`<tr><td>${email}</td><td><code class="secret">${link}</code></td></tr>`)}</tbody></table></div>
${links.length > 1 ? html`<label for="all">All of them, for a mail merge</label><textarea id="all" rows="6" readonly spellcheck="false">${csvText([['email', 'link'], ...links.map(({ email, link }) => [disarmed(email), link])])}</textarea>` : ''}
<p><a href="/people">All people</a></p>`,
  });

/** Inviting one person, or many from a CSV file: all or none, and what is wrong is told by line. */
export const registerInvitations: Register = (app, deps: WebDeps) => {
  const path = '/people/invite';
  const administrator =
    (handle: (context: WebContext, viewer: Viewer) => Promise<Response>) =>
    async (context: WebContext): Promise<Response> => {
      const viewer = allowed(context, 'manage-people');
      return viewer && inPerson(context) ? handle(context, viewer) : forbidden(context);
    };
  const show = (context: WebContext, viewer: Viewer, filled: Filled, more: Partial<PageOptions> = {}): Promise<Response> =>
    page(context, { title: 'Invite people', ...more, body: forms(viewer, filled) });
  const read = async (csv: string): Promise<readonly InviteeLine[]> => readInvitees(csv, await deps.store.people.accounts());
  const send = async (context: WebContext, viewer: Viewer, lines: readonly InviteeLine[]): Promise<Response> =>
    sent(
      context,
      await invite(
        deps.store,
        lines.map(({ invitee }) => invitee),
        { by: viewer.account.id, now: deps.now(), base: baseAddress(deps.settings, new URL(context.req.url).origin) },
      ),
    );

  app.post('/people/invitations/:id/revoke', async (context) => {
    const viewer = allowed(context, 'manage-people');
    if (!viewer || !inPerson(context)) return forbidden(context);
    const revoked = await deps.store.people.revokeInvitation(context.req.param('id'), deps.now().toISOString());
    return revoked
      ? context.redirect('/people', 303)
      : page(context, { title: 'Not revoked', status: 404, body: html`<p>This invitation was accepted, has expired or is not there. <a href="/people">All people</a></p>` });
  });

  app.get(
    path,
    administrator((context, viewer) => show(context, viewer, EMPTY)),
  );

  app.post(
    path,
    administrator(async (context, viewer) => {
      const body = await context.req.parseBody();
      const filled: Filled = { csv: '', email: field(body, 'email').trim(), name: field(body, 'name').trim(), role: field(body, 'role'), languages: field(body, 'languages') };
      const lines = await read(`email,name,role,languages\n${[filled.email, filled.name, filled.role, filled.languages].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}`);
      const problem = lines.length === 1 ? lines[0]?.problem : 'Give an e-mail and a name.';
      return problem ? show(context, viewer, filled, { status: 400, problem: `Not invited: ${problem}.` }) : send(context, viewer, lines);
    }),
  );

  app.post(
    `${path}/preview`,
    administrator(async (context, viewer) => {
      const csv = await fieldOrFile(await context.req.parseBody(), 'csv', 'file');
      const lines = await read(csv);
      return lines.length ? preview(context, viewer, csv, lines) : show(context, viewer, { ...EMPTY, csv }, { status: 400, problem: 'There is no line with a person.' });
    }),
  );

  app.post(
    `${path}/all`,
    administrator(async (context, viewer) => {
      const csv = field(await context.req.parseBody(), 'csv');
      const lines = await read(csv);
      if (lines.length === 0) return show(context, viewer, { ...EMPTY, csv }, { status: 400, problem: 'There is no line with a person.' });
      return lines.some(({ problem }) => problem !== '') ? preview(context, viewer, csv, lines) : send(context, viewer, lines);
    }),
  );
};
