import { createRoute, z } from '@hono/zod-openapi';
import { holding } from '../../../checks/survey/final-answers.ts';
import type { Assessment } from '../../../storage/contract.ts';
import type { SubjectRow } from '../../../storage/survey-contract.ts';
import { assessmentJson } from '../../assessment-json.ts';
import { pictureOf } from '../../pictures.ts';
import type { WebContext, WebDeps } from '../context.ts';
import { newestAssessment } from '../decisions.ts';
import { editionOf, type Sight, sightOf, visibleFindings } from '../sight.ts';
import { answering, type Api, list, reading, subjectQuery, viewerOf } from './operations.ts';
import { drafts, foundEvidence, validation } from './shapes.ts';

type Refused = { readonly error: string; readonly status: 403 | 404 };
interface Opened {
  readonly subject: SubjectRow;
  readonly sight: Sight;
}

/** Drafts, the evidence under them, and what people decided: only for who may see them, and never what their own answer should not be influenced by. */
export const draftOperations = (api: Api, deps: WebDeps): void => {
  const { store } = deps;

  const open = async (context: WebContext, id: string): Promise<Opened | Refused> => {
    const { account } = viewerOf(context);
    const subject = (await store.survey.subject(id))?.subject;
    const assignments = await store.decisions.assignments({ account: account.id });
    // who may see no drafts of a subject is not told either whether it exists
    const sight = subject ? await sightOf(deps, account, subject, assignments) : null;
    if (account.role === 'reader' || (account.role === 'assessor' && !sight?.drafts)) return { error: 'Drafts and evidence are for those to whom this subject is assigned.', status: 403 };
    return subject && sight ? { subject, sight } : { error: 'There is no such subject.', status: 404 };
  };

  /** The newest good run, or the one asked for when it is the subject's. */
  const assessmentOf = async (subject: SubjectRow, run: string | undefined): Promise<Assessment | null> => {
    if (run === undefined) return newestAssessment(deps, subject.id, editionOf(subject));
    const found = await store.run(run);
    return found?.subject === subject.id && found.status === 'done' && found.catalogue === editionOf(subject) ? store.loadAssessment(run) : null;
  };

  api.openapi(
    createRoute({ ...reading('Drafts of a subject: suggestions, never answers', 'Drafts'), path: '/drafts', request: { query: z.object({ subject: subjectQuery }) }, responses: answering(drafts) }),
    async (context) => {
      const opened = await open(context, context.req.valid('query').subject);
      if ('error' in opened) return context.json({ error: opened.error }, opened.status);
      const { subject, sight } = opened;
      const assessment = await assessmentOf(subject, undefined);
      const all = assessment ? assessmentJson(assessment).answers : [];
      const shown = all.filter(({ indicator }) => sight.sees(indicator));
      return context.json({ status: 'DRAFT' as const, subject: subject.id, edition: editionOf(subject), run: assessment?.run.id ?? null, hidden: all.length - shown.length, drafts: shown }, 200);
    },
  );

  api.openapi(
    createRoute({
      ...reading('One piece of evidence, with what rests on it', 'Drafts'),
      path: '/evidence/{id}',
      request: { params: z.object({ id: z.string().min(1).max(100) }), query: z.object({ subject: subjectQuery, run: z.string().max(100).optional().describe('the newest good run when not given') }) },
      responses: answering(foundEvidence),
    }),
    async (context) => {
      const { subject: of, run } = context.req.valid('query');
      const opened = await open(context, of);
      if ('error' in opened) return context.json({ error: opened.error }, opened.status);
      const { subject, sight } = opened;
      const { id } = context.req.valid('param');
      const assessment = await assessmentOf(subject, run);
      const answers = assessment?.answers.filter(({ indicator, evidence }) => sight.sees(indicator) && evidence.some((piece) => piece.id === id)) ?? [];
      const findings = assessment ? visibleFindings(assessment, sight).filter(({ evidence }) => evidence.some((piece) => piece.id === id)) : [];
      const piece = [...answers, ...findings].flatMap(({ evidence }) => evidence).find((one) => one.id === id);
      if (!assessment || !piece) return context.json({ error: 'There is no such evidence in this run.' }, 404);
      const told = assessmentJson({ ...assessment, answers, findings }); // the one place that turns evidence into JSON
      const picture = pictureOf(assessment, piece);
      const archive = assessment.pages.find(({ capture }) => capture === piece.capture)?.archive ?? null;
      const path = `/subjects/${encodeURIComponent(subject.id)}`;
      return context.json(
        {
          subject: subject.id,
          run: assessment.run.id,
          evidence: [...told.answers, ...told.findings].flatMap(({ evidence }) => evidence).find((one) => one.id === id)!,
          draftOf: answers.map(({ indicator }) => indicator),
          findings: findings.map(({ check }) => check),
          archive: archive && `${path}/archive/${archive}`,
          picture: picture && `${path}/pictures/${picture.blob}`,
        },
        200,
      );
    },
  );

  api.openapi(
    createRoute({
      ...reading('What people decided, the oldest first; assessors get their own rows only', 'Drafts'),
      path: '/validations',
      request: { query: z.object({ subject: subjectQuery, holding: z.enum(['true', 'false']).default('false').describe('leave out what was taken back') }) },
      responses: answering(list(validation)),
    }),
    async (context) => {
      const { subject: of, holding: only } = context.req.valid('query');
      const opened = await open(context, of);
      if ('error' in opened) return context.json({ error: opened.error }, opened.status);
      const { subject, sight } = opened;
      const { account } = viewerOf(context);
      const rows = (await store.decisions.validations(subject.id, editionOf(subject))).filter(({ by }) => sight.decisions || by === account.id);
      const items = (only === 'true' ? holding(rows) : rows).map(({ evidence, ...row }) => ({ ...row, evidence: evidence.map(({ id }) => id) }));
      return context.json({ total: items.length, items }, 200);
    },
  );
};
