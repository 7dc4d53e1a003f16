import { work } from '../commands/worker.ts';

/** The worker beside the web app, in a process of its own: a crawl must not slow a decision down. Dies with the web app, even when that is killed. */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
process.exitCode = await work({});
