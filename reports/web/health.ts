import type { Register } from './context.ts';

const PATIENCE_MS = 2000;

const answers = async (ask: () => Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false);
  });
  const asked = ask().then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
};

/** `/healthz`: the process lives. `/readyz`: store and queue answer too. Neither needs a sign-in, and neither tells more. */
export const register: Register = (app, { store, queue }) => {
  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.get('/readyz', async (context) => {
    const [storeAnswers, queueAnswers] = await Promise.all([answers(() => store.survey.schedules()), answers(() => queue.stats())]);
    const ready = storeAnswers && queueAnswers;
    return context.json({ status: ready ? 'ok' : 'not ready', store: storeAnswers ? 'ok' : 'no answer', queue: queueAnswers ? 'ok' : 'no answer' }, ready ? 200 : 503);
  });
};
