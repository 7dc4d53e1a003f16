import pino, { type Logger } from 'pino';
import type { Settings } from '../../config/settings.ts';
import { addressOf } from './auth/address.ts';
import type { Register } from './context.ts';

/** One JSON object a line on standard error, as much as EGOV_LOG asks for; to a person at a terminal, readable. */
export const openLog = ({ log }: Pick<Settings, 'log'>): Logger => {
  const readable = process.stderr.isTTY;
  return pino(
    { level: log, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    readable ? pino.transport({ target: 'pino-pretty', options: { destination: 2, ignore: 'pid,hostname' } }) : pino.destination(2),
  );
};

/** Writes down each request that has been answered. Paths only: what stands after `?` may open an invitation. */
export const requestLog =
  (log: Logger): Register =>
  (app) => {
    app.use('*', async (context, next) => {
      const begun = performance.now();
      await next();
      const { status } = context.res;
      const line = { method: context.req.method, path: context.req.path, status, ms: Math.round(performance.now() - begun), account: context.get('viewer')?.account.id };
      if (status >= 500) log.error(line, 'failed');
      else if (status === 401 || status === 403 || status === 429) log.warn({ ...line, address: addressOf(context) }, 'refused');
      else log[context.req.path === '/healthz' || context.req.path === '/readyz' ? 'debug' : 'info'](line, 'answered');
    });
  };
