import { constants, setPriority } from 'node:os';
import { work } from '../commands/worker.ts';

/** The worker beside the web app, in a process of its own: a crawl must not slow a decision down. Dies with the web app, even when that is killed. */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  /* not allowed here: as fast as the others then */
} // its crawls and their browsers inherit it
process.exitCode = await work({});
