import { matchedRoutes } from 'hono/route';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Queue } from '../../queue/contract.ts';
import { isLoopback } from './auth/address.ts';
import type { Register, WebContext } from './context.ts';
import { may } from './permissions.ts';

/** Seconds. 0.3 is what a decision may take at the 95th percentile. */
const BUCKETS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10];

/** The pattern, not the address: an address would make a new series for each subject. */
const patternOf = (context: WebContext): string => matchedRoutes(context).findLast(({ method }) => method !== 'ALL')?.path ?? 'none';

/** Prometheus metrics: `measure` goes before everything else, `show` after it is known who asks. */
export const openMetrics = (queue: Pick<Queue, 'stats'>): { readonly measure: Register; readonly show: Register } => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const took = new Histogram({
    name: 'egov_http_request_seconds',
    help: 'Time to answer, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const refused = new Counter({ name: 'egov_sign_in_refused_total', help: 'Sign-ins that failed (403) or came too often (429).', labelNames: ['status'], registers: [registry] });
  registry.registerMetric(
    new Gauge({
      name: 'egov_jobs',
      help: 'Jobs of the queue, by state.',
      labelNames: ['state'],
      registers: [],
      async collect() {
        for (const [state, many] of Object.entries(await queue.stats())) this.set({ state }, many);
      },
    }),
  );
  return {
    measure: (app) => {
      app.use('*', async (context, next) => {
        const end = took.startTimer();
        await next();
        const status = context.res.status;
        end({ method: context.req.method, route: patternOf(context), status });
        if (context.req.path === '/sign-in' && context.req.method === 'POST' && status >= 400) refused.inc({ status });
      });
    },
    // for this machine itself, or with the personal token of who may launch crawls
    show: (app) => {
      app.get('/metrics', async (context) => {
        const viewer = context.get('viewer');
        if (!isLoopback(context) && !(viewer && may(viewer.account.role, 'launch-crawl')))
          return context.json({ error: 'Only for this machine, or with a personal token: Authorization: Bearer …' }, viewer ? 403 : 401);
        return context.body(await registry.metrics(), 200, { 'content-type': registry.contentType });
      });
    },
  };
};
