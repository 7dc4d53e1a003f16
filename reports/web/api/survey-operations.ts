import { createRoute, z } from '@hono/zod-openapi';
import { agreementOf } from '../../../checks/survey/agreement.ts';
import type { Run } from '../../../storage/contract.ts';
import type { SubjectStanding } from '../../../storage/survey-contract.ts';
import { changesFor } from '../change-list.ts';
import type { WebDeps } from '../context.ts';
import { questionsFor } from '../decisions.ts';
import { type Overview, overviewOf } from '../overview.ts';
import { editionOf, mayOpen, shownQuestion } from '../sight.ts';
import { answering, type Api, countryQuery, levelQuery, list, piece, reading, subjectQuery, viewerOf } from './operations.ts';
import { change, portal, run, score, subject } from './shapes.ts';

const NO_SUBJECT = 'There is no such subject.';
const NOT_ASSIGNED = 'This subject is not assigned to you.';

const toRun = ({
  id,
  subject: of,
  level,
  startedAt,
  finishedAt,
  status,
  reason,
  codeVersion,
  extractorVersion,
  catalogue,
  catalogueVersion,
  asOf,
  seed,
  userAgent,
  vantage,
}: Run): z.output<typeof run> => ({ id, subject: of, level, startedAt, finishedAt, status, reason, codeVersion, extractorVersion, catalogue, catalogueVersion, asOf, seed, userAgent, vantage });
const visitsOf = ({ lastAttempt, lastGood }: SubjectStanding): { lastAttempt: z.output<typeof run> | null; lastGood: z.output<typeof run> | null } => ({
  lastAttempt: lastAttempt && toRun(lastAttempt),
  lastGood: lastGood && toRun(lastGood),
});

const toScore = ({
  standing: {
    subject: { id, name, iso3, level },
  },
  validated,
  draft,
  freshDays,
}: Overview): z.output<typeof score> => ({
  subject: id,
  name,
  iso3,
  level,
  edition: editionOf({ level }),
  status: validated.isResult ? 'RESULT' : draft ? 'DRAFT' : 'OPEN',
  validatedShare: validated.share,
  final: validated.final,
  questions: validated.questions,
  validated: validated.isResult ? { low: validated.low, high: validated.high } : null,
  tier: validated.tier,
  draft,
  freshDays,
});

const chosen = z.object({ level: levelQuery, country: countryQuery, ...piece });
const changesQuery = z.object({
  subject: subjectQuery.optional(),
  country: countryQuery,
  kind: change.shape.kind.optional(),
  cause: change.shape.cause.optional(),
  since: z.iso.date().optional(),
  limit: piece.limit,
});

/** Portals, subjects, runs, scores and changes. */
export const surveyOperations = (api: Api, deps: WebDeps): void => {
  const { store } = deps;
  const subjects = ({ level, country }: { readonly level?: 'municipal' | 'national'; readonly country?: string }): Promise<readonly SubjectStanding[]> =>
    store.survey.subjects({ ...(level && { level }), ...(country && { iso3: [country] }) });

  api.openapi(
    createRoute({
      ...reading('Portals with the last attempt and the last known good visit of their subject', 'Survey'),
      path: '/portals',
      request: { query: chosen },
      responses: answering(list(portal)),
    }),
    async (context) => {
      const { offset, limit, ...which } = context.req.valid('query');
      const all = (await subjects(which)).flatMap((standing) => standing.portals.map(({ url, role, aliases }) => ({ standing, url, role, aliases })));
      const items = all.slice(offset, offset + limit).map(({ standing, url, role, aliases }) => {
        const { id, name, iso3, level, region } = standing.subject;
        return { subject: id, name, iso3, level, region, url, role, aliases: [...aliases], ...visitsOf(standing) };
      });
      return context.json({ total: all.length, items }, 200);
    },
  );

  api.openapi(
    createRoute({
      ...reading('One subject: where its questions stand, and what is validated', 'Survey'),
      path: '/subjects/{subject}',
      request: { params: z.object({ subject: subjectQuery }) },
      responses: answering(subject),
    }),
    async (context) => {
      const { account } = viewerOf(context);
      const standing = await store.survey.subject(context.req.valid('param').subject);
      if (!standing) return context.json({ error: NO_SUBJECT }, 404);
      const overview = await overviewOf(deps, account, standing, await store.decisions.assignments({ account: account.id }));
      const { sight, validated } = overview;
      if (!mayOpen(account, sight)) return context.json({ error: NOT_ASSIGNED }, 403);
      const [questions, schedules] = await Promise.all([questionsFor(deps, standing.subject, editionOf(standing.subject)), store.survey.schedules()]);
      const { id, name, iso3, level, region, languages } = standing.subject;
      const night = schedules.find((one) => one.subject === id);
      return context.json(
        {
          id,
          name,
          iso3,
          level,
          region,
          languages: [...languages],
          portals: standing.portals.map(({ url, role }) => ({ url, role })),
          ...visitsOf(standing),
          score: toScore(overview),
          answers: questions.catalogue.indicators.map(({ id: indicator, unCode, criterion, question }) => ({
            indicator,
            unCode,
            criterion,
            question,
            ...shownQuestion(questions.standing.get(indicator)!, sight, validated),
          })),
          agreement: sight.decisions ? agreementOf(questions.standing.values()) : null,
          nights: night ? { cron: night.cron, timeZone: night.timeZone, enabled: night.enabled, lastRunAt: night.lastRunAt } : null,
        },
        200,
      );
    },
  );

  api.openapi(
    createRoute({
      ...reading('Visits of a subject, the newest first', 'Survey'),
      path: '/runs',
      request: { query: z.object({ subject: subjectQuery, limit: piece.limit }) },
      responses: answering(list(run)),
    }),
    async (context) => {
      const { subject: id, limit } = context.req.valid('query');
      if (!(await store.survey.subject(id))) return context.json({ error: NO_SUBJECT }, 404);
      const items = (await store.survey.runs(id, limit)).map(toRun);
      return context.json({ total: items.length, items }, 200);
    },
  );

  api.openapi(
    createRoute({
      ...reading('Score of each subject: validated where that is a result, a draft for who may see drafts', 'Survey'),
      path: '/scores',
      request: { query: chosen },
      responses: answering(list(score)),
    }),
    async (context) => {
      const { account } = viewerOf(context);
      const { offset, limit, ...which } = context.req.valid('query');
      const [all, assignments] = await Promise.all([subjects(which), store.decisions.assignments({ account: account.id })]);
      const items = [];
      for (const standing of all.slice(offset, offset + limit)) items.push(toScore(await overviewOf(deps, account, standing, assignments)));
      return context.json({ total: all.length, items }, 200);
    },
  );

  api.openapi(
    createRoute({ ...reading('What changed between visits, the newest first', 'Survey'), path: '/changes', request: { query: changesQuery }, responses: answering(list(change)) }),
    async (context) => {
      const { subject: of, country, ...rest } = context.req.valid('query');
      const { changes } = await changesFor(deps, viewerOf(context).account, { ...rest, ...(of && { subject: of }), ...(country && { iso3: country }) });
      const items = changes.map(({ id, subject: whose, edition, fromRun, toRun: to, kind, key, before, after, cause, worse, indicators, at }) => ({
        id,
        subject: whose,
        edition,
        fromRun,
        toRun: to,
        kind,
        key,
        before,
        after,
        cause,
        worse,
        indicators: [...indicators],
        at,
      }));
      return context.json({ total: items.length, items }, 200);
    },
  );
};
