import { streamSSE } from 'hono/streaming';
import { allowed, forbidden } from './auth/guard.ts';
import type { WebApp, WebDeps } from './context.ts';
import type { LiveEvent, LiveEvents } from './live-events.ts';

/** A stream ends after a while and the browser asks again: so it is looked at again who asks. */
const LONGEST_MS = 10 * 60_000;
const SIGN_OF_LIFE_MS = 15_000;
const BATCH = 500;

/** `/events`: how crawls go, by server-sent events (WHATWG HTML, section 9.2). Begins after `Last-Event-ID`, after `?after=`, or now. */
export const registerEvents = (app: WebApp, { store: { survey } }: Pick<WebDeps, 'store'>, live: LiveEvents): void => {
  app.get('/events', async (context) => {
    if (!allowed(context, 'see-countries')) return forbidden(context);
    const asked = context.req.header('last-event-id') ?? context.req.query('after') ?? '';
    let sent = /^\d{1,15}$/.test(asked) ? Number(asked) : await live.newest();
    context.header('x-accel-buffering', 'no'); // a proxy would hold the lines back
    return streamSSE(context, async (stream) => {
      const waiting: LiveEvent[] = [];
      let wake = (): void => undefined;
      const unwatch = await live.watch((events) => {
        waiting.push(...events);
        wake();
      });
      stream.onAbort(() => wake());
      const send = async (events: readonly LiveEvent[]): Promise<void> => {
        for (const { id, subject, kind, text, at } of events) {
          if (id <= sent || stream.aborted) continue;
          sent = id;
          await stream.writeSSE({ id: String(id), event: 'progress', data: JSON.stringify({ subject, kind, text, at }) });
        }
      };
      try {
        await stream.write(': following\n\n');
        for (let missed = await survey.events(sent, BATCH); missed.length && !stream.aborted; missed = await survey.events(sent, BATCH)) await send(missed);
        const end = performance.now() + LONGEST_MS;
        while (!stream.aborted && performance.now() < end) {
          await send(waiting.splice(0));
          if (waiting.length || stream.aborted) continue;
          let timer: NodeJS.Timeout | undefined;
          const woken = await new Promise<boolean>((resolve) => {
            wake = () => resolve(true);
            timer = setTimeout(resolve, SIGN_OF_LIFE_MS, false);
          });
          clearTimeout(timer);
          if (!woken) await stream.write(': still here\n\n');
        }
      } finally {
        unwatch();
      }
    });
  });
};
