import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readYaml } from '../../config/problem.ts';
import { RUNGS } from '../../config/concepts.ts';

const portal = z.enum(['national', 'municipal']);
const answer = z.object({ indicator: z.string(), present: z.boolean(), page: z.string().nullable(), why: z.string() });
const answers = z.array(answer).min(1);
const service = z.object({ service: z.string(), page: z.string(), rung: z.enum(RUNGS), note: z.string().optional() });
const shape = z.object({
  faults: z.object({
    accessibility: z.array(z.object({ portal, page: z.string(), rule: z.string(), what: z.string() })),
    headers: z.array(z.object({ portal, page: z.string(), header: z.string(), what: z.string() })),
  }),
  services: z.object({ national: z.array(service), municipal: z.array(service) }),
  answers: z.object({ national: answers, municipal: answers }),
});

export type Truth = z.output<typeof shape>;

/** What is really there on the demo portals, as their author wrote it down. */
export const readTruth = async (): Promise<Truth> => readYaml(await readFile(new URL('./truth.yaml', import.meta.url), 'utf8'), 'reports/demo/truth.yaml', shape);
