/**
 * Bytes to text. The order is the one browsers use (HTML Standard, "encoding sniffing algorithm"): byte order mark,
 * Content-Type header, `<meta charset>` in the first 1,024 bytes; UTF-8 when nothing is said or the label is unknown.
 */

const SNIFFED_BYTES = 1024;

/** The page as text; `charset` is the encoding used, in lower case. Never throws. */
export const decode = (bytes: Uint8Array, headers: readonly (readonly [string, string])[]): { readonly html: string; readonly charset: string } => {
  const label = markOf(bytes) ?? headerOf(headers) ?? metaOf(bytes);
  const utf8 = label ? null : strictUtf8(bytes);
  if (utf8 !== null) return { html: utf8, charset: 'utf-8' };
  // Nothing declared and not valid UTF-8: windows-1252, as browsers do.
  const decoder = decoderFor(label ?? 'windows-1252');
  return { html: decoder.decode(bytes), charset: decoder.encoding };
};

const markOf = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return null;
};

const headerOf = (headers: readonly (readonly [string, string])[]): string | null => {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return known(/charset\s*=\s*["']?([^\s;"']+)/i.exec(type)?.[1]);
};

const metaOf = (bytes: Uint8Array): string | null => {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, SNIFFED_BYTES));
  const label = known(/<meta[^>]+charset\s*=\s*["']?\s*([^\s;"'/>]+)/i.exec(start)?.[1]);
  return label?.startsWith('utf-16') ? 'utf-8' : label; // a meta element that can be read cannot be UTF-16
};

const known = (label: string | undefined): string | null => {
  if (!label) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
};

const strictUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

const decoderFor = (label: string): TextDecoder => {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder('utf-8');
  }
};
