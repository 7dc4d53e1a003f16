import { enableCompileCache } from 'node:module';
import { yieldToOthers } from '../crawler/yielding.ts';

/**
 * The process in which one portal is visited or judged: `node crawl-child.ts <folder>`. Most of a quiet night was compiling; the folder keeps what
 * was compiled, for any process that starts later. Where it cannot be written to nothing is lost but time.
 */
yieldToOthers(process.pid, 10); // deciding comes before crawling
enableCompileCache(process.argv[2]);
await import('./do-task.ts');
