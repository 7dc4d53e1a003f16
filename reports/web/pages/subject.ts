import { html } from 'hono/html';
import { agreementOf } from '../../../checks/survey/agreement.ts';
import { indicatorsOf } from '../../html/context.ts';
import { outward, plural, shortUrl } from '../../html/vocabulary.ts';
import { allowed, forbidden } from '../auth/guard.ts';
import type { Register, Viewer, WebContext } from '../context.ts';
import { newestAssessment, questionsFor } from '../decisions.ts';
import { pendingCrawls } from '../launches.ts';
import { csrfField, page, type Html, type PageOptions } from '../layout.ts';
import { overviewOf } from '../overview.ts';
import { may } from '../permissions.ts';
import { attemptCell, freshCell, scoreCell, shareCell, tierCell } from '../score-cells.ts';
import { editionOf, mayOpen, visibleChange, visibleFindings } from '../sight.ts';
import { answerTables } from '../subject/answer-tables.ts';
import { changeTable } from '../subject/change-table.ts';
import { findingTables } from '../subject/finding-tables.ts';
import { type NightWish, nightSection, registerNights } from '../subject/night-form.ts';
import { pageTable, runTable } from '../subject/visit-tables.ts';

const CHANGES = 20;
const RUNS = 50;
const SECTIONS = [
  ['answers', 'Answers'],
  ['findings', 'Findings'],
  ['pages', 'Pages'],
  ['runs', 'Runs'],
  ['changes', 'Changes'],
  ['nights', 'Nights'],
] as const;
const WITHHELD = 'Drafts and evidence of this subject are shown to those who answer its questions. A survey officer can assign it to you.';

/** Cohen's kappa is 1 for full agreement and 0 for what chance alone gives (Cohen 1960). */
const agreementWord = ({ pairs, agreed, kappa }: ReturnType<typeof agreementOf>): Html =>
  pairs === 0 ? html`<span class="soft">nothing answered twice yet</span>` : html`${agreed} of ${plural(pairs, 'question')} alike, kappa ${kappa === null ? 'not defined' : kappa.toFixed(2)}`;

const fact = (name: string, value: Html): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** All about one subject: answers, findings, pages, runs, changes, nights; each as far as the person may see it. */
export const register: Register = (app, deps) => {
  const { store, queue, settings, now } = deps;

  const show = async (context: WebContext, viewer: Viewer, id: string, more: Partial<PageOptions> = {}, wish: NightWish | null = null): Promise<Response> => {
    const standing = await store.survey.subject(id);
    if (!standing) return page(context, { title: 'Not found', status: 404, body: html`<p>There is no subject at this address. <a href="/">Back to the countries</a></p>` });
    const { subject, portals, lastAttempt, lastGood } = standing;
    const edition = editionOf(subject);
    const { sight, validated, draft, freshDays } = await overviewOf(deps, viewer.account, standing, await store.decisions.assignments({ account: viewer.account.id }));
    if (!mayOpen(viewer.account, sight)) return forbidden(context, WITHHELD);
    const [questions, assessment, runs, changes, schedules, pending] = await Promise.all([
      questionsFor(deps, subject, edition),
      newestAssessment(deps, id, edition),
      store.survey.runs(id, RUNS),
      store.survey.changes({ subject: id, limit: 500 }),
      store.survey.schedules(),
      pendingCrawls(queue),
    ]);
    const wording = assessment ? await deps.wording(assessment) : null;
    const visible = changes.filter((change) => visibleChange(change, sight));
    const job = pending.get(id);
    const launches = may(viewer.account.role, 'launch-crawl');
    const path = `/subjects/${encodeURIComponent(id)}`;
    return page(context, {
      title: subject.name || id,
      ...more,
      body: html`<p><a href="/">Countries</a> · ${[subject.iso3, subject.level, subject.region, edition].filter(Boolean).join(', ')}</p>
<dl class="facts card">${fact('Last attempt', html`${attemptCell(lastAttempt)}${job ? html`<br><span class="live">${job.state === 'active' ? 'a visit is running' : 'a visit is waiting'}</span>` : ''}`)}${fact('Last known good', freshCell(lastGood, freshDays))}${fact('Score', scoreCell(validated, draft))}${fact('Validated', shareCell(validated))}${fact('Tier', tierCell(validated))}${sight.decisions ? fact('Agreement of first and second', agreementWord(agreementOf(questions.standing.values()))) : ''}</dl>
<h2 id="portals">Portals</h2>${portals.length ? html`<ul>${portals.map(({ url, role }) => html`<li>${outward(url, shortUrl(url))} <span class="soft">${role}</span></li>`)}</ul>` : html`<p>None is known.</p>`}
${launches && portals.length ? html`<form class="row launch" method="post" action="/crawls">${csrfField(viewer)}<input type="hidden" name="back" value="${path}"><button name="only" value="${id}" ${job ? html`class="quiet" formaction="/crawls/cancel"` : ''}>${job ? 'Cancel the visit' : 'Crawl'}</button>${job ? '' : html`<label class="pick"><input type="checkbox" name="fresh" value="yes"> from the beginning, nothing taken over</label><label class="pick"><input type="checkbox" name="unverified" value="yes"> also portals nobody has verified</label>`}</form>` : ''}
<nav aria-label="On this page"><ul>${SECTIONS.map(([anchor, name]) => html`<li><a href="#${anchor}">${name}</a></li>`)}</ul></nav>
<h2 id="answers">Answers</h2>${answerTables(questions, assessment, sight, validated)}
<h2 id="findings">Findings</h2>${assessment ? findingTables(visibleFindings(assessment, sight), wording) : html`<p>Nothing is known before the first good visit.</p>`}
<h2 id="pages">Pages</h2>${assessment ? pageTable(assessment, sight.drafts) : html`<p>None yet.</p>`}
<h2 id="runs">Runs</h2>${runTable(runs)}
<h2 id="changes">Changes</h2>${visible.length ? html`${changeTable(visible.slice(0, CHANGES), indicatorsOf(questions.catalogue), null, await deps.words())}<p><a href="/changes?subject=${encodeURIComponent(id)}">All changes of ${subject.name}</a></p>` : html`<p>None is known.</p>`}
<h2 id="nights">Nights</h2>${nightSection(subject, schedules.find((one) => one.subject === id) ?? null, viewer, may(viewer.account.role, 'manage-nights'), now(), wish)}
<p class="soft">A score is a result only when ${Math.round(settings.resultShare * 100)} % of the answers are validated. Times in UTC.</p>`,
    });
  };

  app.get('/subjects/:subject', async (context) => {
    const viewer = allowed(context, 'see-countries');
    if (!viewer) return forbidden(context);
    const told = [
      ['launched', 'The visit is launched.'],
      ['already', 'A visit of it waits or runs already.'],
      ['cancelled', 'The visit is cancelled.'],
      ['saved', 'The schedule is saved.'],
    ].find(([name = '']) => context.req.query(name) !== undefined);
    return show(context, viewer, context.req.param('subject'), told ? { notice: told[1] } : {});
  });

  registerNights(app, deps, (context, viewer, id, problem, wish) => show(context, viewer, id, { status: 400, problem }, wish));
};
