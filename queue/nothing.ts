import type { PortalArtifacts, ResponseState } from '../crawler/artifact.ts';
import { FAILURE_KINDS } from '../crawler/failure-kinds.ts';

/** Why no page of a portal could be read, in a sentence a person can act on. Never taken for an answer. */
export const whyNothing = ({ pages, failures }: PortalArtifacts): string => {
  const [start] = pages;
  if (start) return `${BECAUSE[start.state] ?? `it answers ${start.state}`} (HTTP ${start.capture.status}).`;
  const [failure] = failures;
  if (!failure) return 'no page was found.';
  const { message, fix } = FAILURE_KINDS[failure.kind];
  return `${message} (${failure.detail}).${fix ? ` To mend it: ${fix}.` : ''}`;
};

/** Whether another try, later, may read what could not be read now: what the table of failure kinds says, or the state of the start page. */
export const mayPass = ({ pages: [start], failures: [failure] }: Pick<PortalArtifacts, 'pages' | 'failures'>): boolean =>
  start ? PASSING.has(start.state) : failure ? !FAILURE_KINDS[failure.kind].permanent : false;

const PASSING: ReadonlySet<ResponseState> = new Set(['error', 'throttled']);

const BECAUSE: Partial<Record<ResponseState, string>> = {
  ok: 'its pages hold no text',
  'empty-shell': 'its pages are built by scripts and could not be rendered; egov doctor says whether a browser is missing',
  blocked: 'it refuses to show its pages to us; ask its owner to admit our user agent',
  challenge: 'a bot challenge stands in front of it; ask its owner to admit our user agent',
  'login-wall': 'it shows nothing without signing in',
  'not-found': 'the start page does not exist; check the address',
  'soft-404': 'the start page says that it does not exist; check the address',
  error: 'it answers with an error; try again later',
  throttled: 'it asks us to come back later; raise --delay or try at night',
  parked: 'the address is parked or not built yet; check the address',
  'not-html': 'the start page is no web page; check the address',
};
