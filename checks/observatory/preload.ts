import { hstsPreload } from '../../config/hsts-preload.ts';

/** Is the host, or a domain above it that speaks for its subdomains, built into browsers? */
export const isPreloaded = (host: string): boolean => {
  const list = hstsPreload();
  if (!list) return false;
  const labels = host.split('.');
  return labels.some((_, at) => {
    const all = list.get(labels.slice(at).join('.'));
    return at === 0 ? all !== undefined : all === true;
  });
};
