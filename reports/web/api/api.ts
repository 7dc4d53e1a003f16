import { OpenAPIHono } from '@hono/zod-openapi';
import { html } from 'hono/html';
import type { Register, WebEnv } from '../context.ts';
import { page, type Html } from '../layout.ts';
import { draftOperations } from './draft-operations.ts';
import { surveyOperations } from './survey-operations.ts';

const ABOUT = {
  openapi: '3.1.0',
  info: {
    title: 'egov',
    version: '1.0.0',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    description:
      'Portals, runs, drafts, evidence, validations, scores and changes of an e-government survey. Drafts are machine suggestions and never results; nothing is a result before people have validated enough of it.',
  },
  servers: [{ url: '/' }],
  tags: [
    { name: 'Survey', description: 'What everybody who takes part may see' },
    { name: 'Drafts', description: 'For who answers or runs the survey' },
  ],
};

/** The API under `/api`, its description as OpenAPI 3.1 from the same schemas that check it, and that description for people. */
export const register: Register = (app, deps) => {
  const api = new OpenAPIHono<WebEnv>({
    defaultHook: (result, context) => (result.success ? undefined : context.json({ error: result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') }, 400)),
  });
  surveyOperations(api, deps);
  draftOperations(api, deps);
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer', description: 'A personal token, made on the page of one’s own account' });
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'egov', description: 'The session of a browser; __Host-egov over HTTPS' });
  const described = api.getOpenAPI31Document(ABOUT);
  const paths = Object.fromEntries(Object.entries(described.paths ?? {}).map(([path, item]) => [`/api${path}`, item]));
  const document = { ...described, paths };

  app.get('/api/openapi.json', (context) => context.json(document));
  app.get('/api', (context) =>
    page(context, {
      title: 'API',
      body: html`<p>Read-only. Sent with a personal token: <code>Authorization: Bearer …</code>, made under <a href="/account">your account</a>. Described in OpenAPI 3.1: <a href="/api/openapi.json">/api/openapi.json</a>. What it tells depends on who asks, as the pages do.</p>
${Object.entries(paths).map(([path, item]) => operationSection(path, (item as { readonly get: Operation }).get))}`,
    }),
  );
  app.route('/api', api);
  app.all('/api/*', (context) => context.json({ error: 'There is nothing at this address. /api/openapi.json lists what there is.' }, 404));
};

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: { readonly description?: string; readonly enum?: readonly string[]; readonly default?: unknown };
}
interface Operation {
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

const operationSection = (
  path: string,
  { summary, parameters = [], responses }: Operation,
): Html => html`<section class="card" aria-labelledby="${anchorOf(path)}"><h2 id="${anchorOf(path)}"><code>GET ${path}</code></h2><p>${summary}.</p>
${parameters.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Parameters of ${path}"><table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Meaning</th></tr></thead><tbody>${parameters.map(({ name, in: where, required, description, schema }) => html`<tr><th scope="row"><code>${name}</code>${required ? ' (needed)' : ''}</th><td>${where}</td><td>${[description ?? schema?.description, schema?.enum && `one of ${schema.enum.join(', ')}`, schema?.default !== undefined && `${String(schema.default)} when not given`].filter(Boolean).join('; ')}</td></tr>`)}</tbody></table></div>` : ''}
<p class="soft">Answers: ${Object.entries(responses)
  .map(([status, { description }]) => `${status} ${description}`)
  .join('; ')}.</p></section>`;

const anchorOf = (path: string): string => path.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '');
