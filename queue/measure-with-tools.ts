import type { Settings } from '../config/settings.ts';
import { isFailure, type PageArtifact, type PortalArtifacts } from '../crawler/artifact.ts';
import type { VisitRequest } from '../crawler/browser-contract.ts';
import { findChromium } from '../crawler/chromium.ts';
import type { CaptureStore, CrawlOptions, Ledger, Pace } from '../crawler/contract.ts';
import { keepParts } from '../crawler/keep-parts.ts';
import { lookWithLighthouse } from '../crawler/lighthouse.ts';
import { findVnu, validateMarkup } from '../crawler/validator.ts';
import type { AssessEvent } from './assess.ts';

export interface ToolDeps {
  readonly ledger: Ledger;
  readonly store: CaptureStore;
  readonly settings: Pick<Settings, 'vnu' | 'chromium'>;
  readonly crawl: Pick<CrawlOptions, 'userAgent' | 'acceptLanguage' | 'allowPrivate' | 'timeoutMs'>;
  readonly pace: Pace;
  readonly onEvent: (event: AssessEvent) => void;
  readonly signal: AbortSignal;
}

/**
 * Lets programs of their own look at the home page and the sample: the markup validator where it is installed, Lighthouse
 * where it was asked for. What a killed process had measured already is not measured again.
 */
export const measureWithTools = async (artifacts: PortalArtifacts, visits: readonly VisitRequest[], lighthousePages: number, deps: ToolDeps): Promise<PortalArtifacts> => {
  const validated = await validate(artifacts, sampleOf(artifacts, visits), deps);
  return lighthousePages > 0 ? look(validated, sampleOf(validated, visits).slice(0, lighthousePages), deps) : validated;
};

/** The home page, then the pages of the browser's sample. */
const sampleOf = ({ pages }: PortalArtifacts, visits: readonly VisitRequest[]): PageArtifact[] => {
  const sampled = new Map(visits.filter(({ accessibility }) => accessibility).map(({ key }, place) => [key, place]));
  const rank = (page: PageArtifact): number => (page.order === 0 ? -1 : (sampled.get(page.requestedUrl) ?? Infinity));
  return pages.filter((page) => page.state === 'ok' && page.host === 'portal' && rank(page) < Infinity).sort((a, b) => rank(a) - rank(b));
};

const isDue = (page: PageArtifact, name: 'lighthouse' | 'validator'): boolean => {
  const part = page.parts[name];
  return isFailure(part) && part.failure === 'not-tried';
};

const validate = async (artifacts: PortalArtifacts, sample: readonly PageArtifact[], { ledger, store, settings, onEvent, signal }: ToolDeps): Promise<PortalArtifacts> => {
  const jar = findVnu(settings.vnu);
  if (jar === null && settings.vnu !== null) onEvent({ kind: 'note', text: `EGOV_VNU: there is no file ${settings.vnu}, so the markup was not validated.` });
  const due = sample.filter((page) => isDue(page, 'validator'));
  if (jar === null || !due.length) return artifacts;
  onEvent({ kind: 'phase', phase: 'measuring', portal: artifacts.portal.url });
  const found = await validateMarkup(due, { jar, store, signal });
  const gap = [...found.values()].find(isFailure);
  if (gap) onEvent({ kind: 'note', text: `The markup validator could not judge every page: ${gap.detail}` });
  return keepParts(artifacts, 'validator', found, { ledger, store });
};

const look = async (artifacts: PortalArtifacts, sample: readonly PageArtifact[], { ledger, store, settings, crawl, pace, onEvent, signal }: ToolDeps): Promise<PortalArtifacts> => {
  const due = sample.filter((page) => isDue(page, 'lighthouse'));
  const executable = due.length ? findChromium(settings.chromium) : null;
  if (executable === null) {
    if (due.length) onEvent({ kind: 'note', text: 'No Chromium here, so Lighthouse was not run. egov doctor says how to get one.' });
    return artifacts;
  }
  onEvent({ kind: 'phase', phase: 'measuring', portal: artifacts.portal.url });
  let done = sample.length - due.length;
  const found = await lookWithLighthouse(due, {
    ...crawl,
    executable,
    pace,
    signal,
    onPage: (url, part) => {
      if (isFailure(part)) onEvent({ kind: 'failed', url, ...part });
      else onEvent({ kind: 'note', text: `Lighthouse ${part.version}: ${++done} of ${sample.length} pages` });
    },
  });
  return keepParts(artifacts, 'lighthouse', found, { ledger, store });
};
