import { contains } from '../../config/signatures.ts';
import { thresholds } from '../../config/thresholds.ts';
import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck, type Result, type ViewPage } from '../contract.ts';
import { headerEvidence, textEvidence } from '../evidence.ts';
import { UNREAD, UNREAD_MESSAGES, portalPages, responseOf } from '../response.ts';

export const check = defineCheck({
  title: 'Content management system',
  why: 'Which system a portal runs on helps to explain what it shows and whom a remedy is for (HTML Standard §4.2.5.1, meta generator); no question asks for it.',
  needs: ['response', 'meta', 'markup'] as const,
  messages: {
    ...UNREAD_MESSAGES,
    named: 'The pages name {system}.',
    recognised: 'The addresses look like {system}.',
    several: 'Traces of several systems: {systems}.',
    unknown: 'No known system was recognised on {pages} pages.',
  },
  run: (view): Result<'nothing-read' | 'named' | 'recognised' | 'several' | 'unknown'> => {
    const pages = portalPages(view).filter((page) => !isFailure(page.parts.meta) || !isFailure(page.parts.markup));
    if (!pages.length) return UNREAD;
    const named = pages.flatMap((page) => (isFailure(page.parts.meta) || !page.parts.meta.generator ? [] : [{ page, name: page.parts.meta.generator }]))[0];
    if (named) return { outcome: 'pass', reason: 'named', data: { system: named.name }, evidence: [textEvidence(named.page, named.name, 'meta[name=generator]')] };
    const traces = Object.entries(thresholds().technology.systems).flatMap(([system, signs]) =>
      pages
        .flatMap((page) => {
          const evidence = traceOf(page, signs);
          return evidence ? [{ system, evidence }] : [];
        })
        .slice(0, 1),
    );
    const [first] = traces;
    if (!first) return { outcome: 'not-found', reason: 'unknown', data: { pages: pages.length } };
    const evidence = traces.map((trace) => trace.evidence);
    return traces.length > 1
      ? { outcome: 'unsure', reason: 'several', data: { systems: traces.map(({ system }) => system) }, evidence }
      : { outcome: 'pass', reason: 'recognised', data: { system: first.system, strength: 0.7 }, evidence };
  },
});

const traceOf = (page: ViewPage<'response' | 'markup'>, signs: readonly string[]) => {
  const header = responseOf(page)?.headers.find(([name]) => contains(name, signs));
  if (header) return headerEvidence(page, header[0], header[1]);
  if (isFailure(page.parts.markup)) return null;
  const { scripts, stylesheets, images, ids } = page.parts.markup;
  const trace = [...scripts.flatMap(({ src }) => src ?? []), ...stylesheets, ...images.map(({ src }) => src), ...ids].find((text) => contains(text, signs));
  return trace ? textEvidence(page, trace) : null;
};
