import { writeSync } from 'node:fs';
import { isMainThread, workerData } from 'node:worker_threads';

/**
 * A thread that ends its whole process once that holds more memory than allowed: `workerData` is the most, in bytes. Node's own
 * limit leaves out buffers, which is where what a small compressed file unpacks to is kept; and a thread is needed because
 * unpacking leaves no time for timers.
 */

const LOOK_MS = 25;

if (!isMainThread) {
  const most = workerData as number;
  setInterval(() => {
    if (process.memoryUsage.rss() <= most) return;
    writeSync(2, `it took more than ${Math.round(most / 1024 / 1024)} MiB of memory`);
    process.kill(process.pid, 'SIGKILL');
  }, LOOK_MS);
}
