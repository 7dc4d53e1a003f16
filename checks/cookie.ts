/** A cookie as one `Set-Cookie` line sets it; its value is left out, because it may be somebody's session (RFC 6265 §5.2, RFC 6265bis). */
export interface Cookie {
  readonly name: string; // '' where the line sets none
  readonly domain: string; // '' for the host alone
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: string; // lower case, as written
}

/** The values of SameSite; browsers take any other for none at all. */
export const SAME_SITE: ReadonlySet<string> = new Set(['strict', 'lax', 'none']);

/** Reads one line; of a repeated attribute the last counts. */
export const cookieIn = (line: string): Cookie => {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const settings = new Map(attributes.map((attribute) => attribute.toLowerCase().split(/\s*=\s*/)).map(([name = '', value = '']) => [name, value]));
  return {
    name: pair.includes('=') ? pair.split('=')[0]!.trim() : '',
    domain: (settings.get('domain') ?? '').replace(/^\./, ''),
    path: settings.get('path') ?? '',
    secure: settings.has('secure'),
    httpOnly: settings.has('httponly'),
    sameSite: settings.get('samesite') ?? '',
  };
};
