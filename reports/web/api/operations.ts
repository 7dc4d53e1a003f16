import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Viewer, WebContext, WebEnv } from '../context.ts';
import { problem } from './shapes.ts';

export type Api = OpenAPIHono<WebEnv>;

const told = (description: string) => ({ description, content: { 'application/json': { schema: problem } } });
const PROBLEMS = {
  400: told('The request says something that means nothing here'),
  401: told('Nobody is signed in and no token was sent'),
  403: told('Not for this role, or not assigned to this subject'),
  404: told('There is no such thing'),
};

const WHO: Record<string, string[]>[] = [{ token: [] }, { session: [] }];
/** What all operations have in common: they only read, and need a session or a personal token. */
export const reading = (summary: string, tag: 'Survey' | 'Drafts') => ({ method: 'get' as const, summary, tags: [tag], security: WHO });
export const answering = <Shape extends z.ZodType>(schema: Shape, description = 'What was asked for') => ({ 200: { description, content: { 'application/json': { schema } } }, ...PROBLEMS });

/** Lists are given in pieces. */
export const piece = {
  offset: z.coerce.number().int().min(0).default(0).openapi({ type: 'integer', description: 'how many to leave out' }),
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('how many at most'),
};
export const list = <Item extends z.ZodType>(items: Item) => z.strictObject({ total: z.int(), items: z.array(items) });

export const subjectQuery = z.string().min(1).max(100).describe('id of the subject, such as KEN or KEN-city').openapi({ example: 'KEN' });
export const levelQuery = z.enum(['municipal', 'national']).optional();
export const countryQuery = z
  .string()
  .regex(/^[A-Za-z]{3}$/, 'an ISO 3166-1 alpha-3 code')
  .transform((code) => code.toUpperCase())
  .optional()
  .openapi({ type: 'string', pattern: '^[A-Za-z]{3}$', description: 'ISO 3166-1 alpha-3', example: 'KEN' });

/** The guard lets nobody in without one. */
export const viewerOf = (context: WebContext): Viewer => {
  const viewer = context.get('viewer');
  if (!viewer) throw new Error('The API was reached without a viewer: the guard is missing.');
  return viewer;
};
