import { html } from 'hono/html';
import type { Level } from '../../../crawler/artifact.ts';
import { type Assignment, type Round, ROUNDS } from '../../../storage/survey-contract.ts';
import { allowed, forbidden } from '../auth/guard.ts';
import type { Register, Viewer, WebContext } from '../context.ts';
import { field, fieldOrFile } from '../form-fields.ts';
import { csrfField, page, type Html, type PageOptions } from '../layout.ts';
import { answering, personOptions, planInput } from './assignment-choices.ts';
import { registerAssigned } from './assigned-pages.ts';
import { FIRST_IS_NOT_SECOND, planByLanguage, type PlanInput, type PlanLine, readPlan } from './assignment-plan.ts';
import { csvText } from './csv-rows.ts';
import { languageName } from './language-names.ts';

const RULE = `${FIRST_IS_NOT_SECOND.slice(0, 1).toUpperCase()}${FIRST_IS_NOT_SECOND.slice(1)}.`;
const HEADER = ['email', 'subject', 'round', 'due'];

const roundField = (id: string): Html => html`<label for="${id}">Round</label><select id="${id}" name="round">${ROUNDS.map((round) => html`<option>${round}</option>`)}</select>`;
const dueField = (id: string): Html => html`<label for="${id}">Due (may be empty)</label><input id="${id}" name="due" type="date">`;

const forms = (viewer: Viewer, { accounts, subjects }: PlanInput, csv: string): Html => {
  const languages = [...new Set(subjects.flatMap((subject) => subject.languages.map(languageName)))].toSorted();
  return html`<p><a href="/people">All people</a> · <a href="/people/assignments">All assignments</a></p><p>${RULE}</p>
<div class="columns"><section class="card" aria-labelledby="one"><h2 id="one">One subject</h2><form method="post" action="/people/assign">${csrfField(viewer)}
<label for="email">Person</label><select class="wide" id="email" name="email" required>${personOptions(accounts)}</select>
<label for="subject">Subject</label><input class="wide" id="subject" name="subject" list="subjects" required autocomplete="off"><datalist id="subjects">${subjects.map(({ id, name, level }) => html`<option value="${id}">${name}, ${level}</option>`)}</datalist>
${roundField('round')}${dueField('due')}<p><button>Assign</button></p></form></section>
<section class="card" aria-labelledby="by-language"><h2 id="by-language">All free subjects in a language</h2><form method="post" action="/people/assign/language">${csrfField(viewer)}
<label for="person">Person</label><select class="wide" id="person" name="email" required>${personOptions(accounts)}</select>
<label for="language">Language</label><select class="wide" id="language" name="language"><option value="">any</option>${languages.map((language) => html`<option>${language}</option>`)}</select>
<label for="level">Level</label><select id="level" name="level"><option value="">both</option><option>municipal</option><option>national</option></select>
${roundField('language-round')}${dueField('language-due')}<p><button>Look at it first</button></p></form></section>
<section class="card" aria-labelledby="many"><h2 id="many">Many, from a CSV file</h2><form method="post" action="/people/assign/preview" enctype="multipart/form-data">${csrfField(viewer)}
<label for="csv">Lines of <code>email,subject,round,due</code></label><textarea id="csv" name="csv" rows="8" spellcheck="false" placeholder="amina@example.org,KEN-city,first,2026-05-31">${csv}</textarea>
<label for="file">or a file</label><input id="file" name="file" type="file" accept=".csv,text/csv,text/plain">
<p class="soft">The subject by its id or name. Nothing is assigned before you have seen it; all lines are or none.</p><p><button>Look at it first</button></p></form></section></div>`;
};

const table = (
  lines: readonly PlanLine[],
): Html => html`<div class="scroll" tabindex="0" role="region" aria-label="Lines read"><table><thead><tr><th scope="col" class="number">Line</th><th scope="col">What is wrong</th><th scope="col">Person</th><th scope="col">Subject</th><th scope="col">Round</th><th scope="col">Due</th></tr></thead><tbody>
${lines.map(({ line, name, email, subject, round, due, problem, remark }) => html`<tr${problem ? html` class="wrong"` : ''}><td class="number">${line}</td><td>${problem}${remark ? html`<span class="badge open">look</span> ${remark}` : ''}${problem || remark ? '' : 'nothing'}</td><td>${name || email}</td><td>${subject}</td><td>${round}</td><td><time>${due}</time></td></tr>`)}</tbody></table></div>`;

const preview = (context: WebContext, viewer: Viewer, csv: string, lines: readonly PlanLine[]): Promise<Response> => {
  const [wrong, look] = [lines.filter(({ problem }) => problem !== ''), lines.filter(({ problem, remark }) => problem === '' && remark !== '')];
  const again: Html = html`<details${wrong.length ? html` open` : ''}><summary>Change the lines</summary><form method="post" action="/people/assign/preview">${csrfField(viewer)}<label for="csv">Lines of <code>email,subject,round,due</code></label><textarea id="csv" name="csv" rows="10" spellcheck="false">${csv}</textarea><p><button>Look again</button></p></form></details>`;
  const sorted = [...wrong, ...look, ...lines.filter((line) => !wrong.includes(line) && !look.includes(line))];
  if (wrong.length)
    return page(context, { title: 'Assign subjects', status: 400, problem: `${wrong.length} of ${lines.length} lines cannot be taken; nothing was assigned.`, body: html`${table(sorted)}${again}` });
  return page(context, {
    title: 'Assign subjects',
    body: html`<p>All ${lines.length} lines can be taken.${look.length ? ` ${look.length} are worth a look.` : ''}</p><form method="post" action="/people/assign/all">${csrfField(viewer)}<input type="hidden" name="csv" value="${csv}"><p><button>Assign ${lines.length}</button></p></form>${table(sorted)}${again}`,
  });
};

const WHY = {
  'same-person': FIRST_IS_NOT_SECOND,
  taken: 'somebody else was given this round meanwhile',
  'unknown-account': 'that person is not here or disabled',
  'unknown-subject': 'that subject is not here any more',
} as const;

/** Assigning subjects: one, all free ones in a language, or many from a CSV file. All or none, and what is wrong is told by line. */
export const registerAssignments: Register = (app, deps) => {
  const path = '/people/assign';
  const officer =
    (handle: (context: WebContext, viewer: Viewer) => Promise<Response>) =>
    async (context: WebContext): Promise<Response> => {
      const viewer = allowed(context, 'assign');
      return viewer ? handle(context, viewer) : forbidden(context);
    };
  const show = async (context: WebContext, viewer: Viewer, csv = '', more: Partial<PageOptions> = {}): Promise<Response> =>
    page(context, { title: 'Assign subjects', ...more, body: forms(viewer, await planInput(deps), csv) });

  /** Assigns all lines; null when it is done, else what somebody did between the look and the click. */
  const assign = async (viewer: Viewer, lines: readonly PlanLine[]): Promise<string | null> => {
    const at = deps.now().toISOString();
    const rows = lines.flatMap(({ assignment }): Assignment[] => (assignment ? [{ ...assignment, by: viewer.account.id, at }] : []));
    const ended = await deps.store.decisions.assign(rows);
    if (ended.ok) return null;
    const line = lines[rows.findIndex(({ subject, round, account }) => subject === ended.row.subject && round === ended.row.round && account === ended.row.account)];
    return `Nothing was assigned. Line ${line?.line ?? '?'} (${line?.subject ?? ended.row.subject}): ${WHY[ended.why]}.`;
  };

  app.get(
    path,
    officer((context, viewer) => show(context, viewer)),
  );

  app.post(
    path,
    officer(async (context, viewer) => {
      const body = await context.req.parseBody();
      const lines = readPlan(csvText([HEADER, HEADER.map((name) => field(body, name))]), await planInput(deps));
      const problem = lines[0] ? lines[0].problem : 'choose a person and a subject';
      const failed = problem ? `Not assigned: ${problem}.` : await assign(viewer, lines);
      return failed ? show(context, viewer, '', { status: problem ? 400 : 409, problem: failed }) : context.redirect('/people/assignments', 303);
    }),
  );

  app.post(
    `${path}/language`,
    officer(async (context, viewer) => {
      const [body, input] = [await context.req.parseBody(), await planInput(deps)];
      const account = answering(input.accounts).find(({ email }) => email === field(body, 'email'));
      const round = ROUNDS.find((one): one is Round => one === field(body, 'round'));
      if (!account || !round) return show(context, viewer, '', { status: 400, problem: 'Choose a person and a round.' });
      const level = (['municipal', 'national'] as const).find((one: Level) => one === field(body, 'level')) ?? null;
      const rows = planByLanguage({ account, language: field(body, 'language'), round, level, due: field(body, 'due') }, input);
      if (rows.length === 0) return show(context, viewer, '', { problem: `No subject is free: all in this language have the ${round} round assigned, or ${account.name} has another round of them.` });
      const csv = csvText([HEADER, ...rows]);
      return preview(context, viewer, csv, readPlan(csv, input));
    }),
  );

  app.post(
    `${path}/preview`,
    officer(async (context, viewer) => {
      const csv = await fieldOrFile(await context.req.parseBody(), 'csv', 'file');
      const lines = readPlan(csv, await planInput(deps));
      return lines.length ? preview(context, viewer, csv, lines) : show(context, viewer, csv, { status: 400, problem: 'There is no line with an assignment.' });
    }),
  );

  app.post(
    `${path}/all`,
    officer(async (context, viewer) => {
      const csv = field(await context.req.parseBody(), 'csv');
      const lines = readPlan(csv, await planInput(deps));
      if (lines.length === 0) return show(context, viewer, csv, { status: 400, problem: 'There is no line with an assignment.' });
      if (lines.some(({ problem }) => problem !== '')) return preview(context, viewer, csv, lines);
      const failed = await assign(viewer, lines);
      return failed ? show(context, viewer, csv, { status: 409, problem: failed }) : context.redirect('/people/assignments', 303);
    }),
  );

  registerAssigned(app, deps);
};
