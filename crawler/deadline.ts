/**
 * Ends waiting after `ms` with an `ETIMEDOUT` error. The work itself goes on: `page.evaluate` has no time limit of its own and
 * only closing the page stops it, so whoever gives up must close.
 */
export const within = <T>(ms: number, what: string, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error(`${what} took longer than ${ms} ms`), { code: 'ETIMEDOUT' })), Math.max(0, ms));
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
