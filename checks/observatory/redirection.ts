import type { HttpsPart } from '../../crawler/artifact.ts';

/** The published result for the way that starts at plain HTTP. `isPreloaded`: browsers ask this host over HTTPS without being told. */
export const redirectionResult = ({ httpUrl, httpStatus, chain, failure }: HttpsPart, isPreloaded: (host: string) => boolean): string => {
  if (failure === 'tls') return 'redirection-invalid-cert';
  if (httpStatus === null) return 'redirection-not-needed-no-http';
  const route = [httpUrl, ...chain.map(({ to }) => to)].map((url) => new URL(url));
  if (route.every(({ hostname }) => isPreloaded(hostname))) return 'redirection-all-redirects-preloaded';
  const [start, next] = route;
  if (!start || !next) return 'redirection-missing';
  if (route.at(-1)!.protocol !== 'https:') return 'redirection-not-to-https';
  if (next.protocol === 'http:') return 'redirection-not-to-https-on-initial-redirection';
  return start.hostname === next.hostname ? 'redirection-to-https' : 'redirection-off-host-from-http';
};
