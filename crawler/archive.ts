import { load } from 'cheerio';

/** A sub-resource the page itself loaded: its address, media type and bytes. */
export interface Resource {
  readonly url: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

const MOST_BYTES_EACH = 200_000;
const MOST_BYTES = 3_000_000;
const MOST_CSS_BYTES = 1_000_000; // each
const DEEPEST_IMPORT = 5;
const EMPTY = 'data:,';
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; form-action 'none'; base-uri 'none'";
/** Attributes that make a browser fetch something; those with pictures are handled before. */
const FETCHING = ['src', 'srcset', 'data', 'poster', 'background', 'ping', 'archive', 'code', 'codebase', 'classid', 'longdesc', 'manifest', 'srcdoc', 'imagesrcset'];
const INTEGRAL_LINKS = /^(canonical|alternate|license|author|next|prev|help)$/i; // say something, load nothing

/**
 * The rendered page as one file that opens offline and looks as it did: stylesheets and pictures inlined from what the
 * browser had already received, scripts out, a policy (CSP level 3) that forbids everything else. `sheets` are rules that
 * scripts had added without writing them into the document.
 */
export const archiveOf = (html: string, pageUrl: string, received: readonly Resource[], sheets: readonly string[]): string => {
  const resources = new Map(received.map((resource) => [withoutFragment(resource.url), resource]));
  const inlined = new Map<string, string | null>();
  let left = MOST_BYTES;
  const $ = load(html);
  const base = resolve($('base[href]').first().attr('href') ?? '', pageUrl) ?? pageUrl;

  const asData = (address: string | undefined, from: string): string | null => {
    if (!address) return null;
    if (/^data:(image|font|application\/(x-)?font)/i.test(address.trim())) return address.trim();
    const url = resolve(address, from);
    if (url === null) return null;
    const key = withoutFragment(url);
    const known = inlined.get(key);
    if (known !== undefined) return known;
    const resource = resources.get(key);
    const fits =
      resource !== undefined &&
      /^(image|font)\/|^application\/(x-)?(font|vnd\.ms-fontobject)|octet-stream/i.test(resource.type) &&
      resource.bytes.byteLength <= MOST_BYTES_EACH &&
      resource.bytes.byteLength <= left;
    if (fits) left -= resource.bytes.byteLength;
    const data = fits ? `data:${resource.type || 'application/octet-stream'};base64,${Buffer.from(resource.bytes).toString('base64')}` : null;
    inlined.set(key, data);
    return data;
  };

  const inlineCss = (css: string, from: string, depth = 0): string =>
    css
      .replace(/@import\s+(?:url\(\s*)?["']?([^"')\s;]+)["']?\s*\)?([^;]*);/gi, (_all, address: string, media: string) => {
        const sheet = sheetAt(address, from, depth + 1);
        const condition = media.trim();
        return sheet === null ? '' : condition && !/layer|supports/i.test(condition) ? `@media ${condition}{${sheet}}` : sheet;
      })
      .replace(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')]*))\s*\)/gi, (all, quoted?: string, single?: string, plain?: string) => {
        const address = (quoted ?? single ?? plain ?? '').trim();
        return address.startsWith('#') ? all : `url("${asData(address, from) ?? EMPTY}")`;
      });
  const sheetAt = (address: string, from: string, depth: number): string | null => {
    const url = resolve(address, from);
    const resource = url === null ? undefined : resources.get(withoutFragment(url));
    if (!resource || depth > DEEPEST_IMPORT || resource.bytes.byteLength > MOST_CSS_BYTES) return null;
    return inlineCss(new TextDecoder().decode(resource.bytes), resource.url, depth);
  };
  const styleText = (css: string): string => css.replace(/<\/style/gi, '<\\/style');

  $('script, noscript, base, meta[http-equiv="refresh" i], meta[http-equiv="content-security-policy" i], meta[charset], meta[http-equiv="content-type" i], applet').remove();
  $('style').each((_, style) => {
    $(style).text(styleText(inlineCss($(style).text(), base)));
  });
  $('link').each((_, link) => {
    const rel = ($(link).attr('rel') ?? '').trim();
    if (/\bstylesheet\b/i.test(rel) && !/\balternate\b/i.test(rel)) {
      const sheet = sheetAt($(link).attr('href') ?? '', base, 0);
      if (sheet !== null && $(link).attr('disabled') === undefined) {
        const style = $('<style></style>').text(styleText(sheet));
        const media = $(link).attr('media');
        if (media) style.attr('media', media);
        $(link).replaceWith(style);
        return;
      }
    }
    if (!INTEGRAL_LINKS.test(rel)) $(link).remove();
  });

  $('img, input[type="image" i]').each((_, image) => {
    const candidates = [
      $(image).attr('src'),
      ...addressesOf($(image).attr('srcset')),
      ...$(image)
        .siblings('source')
        .toArray()
        .flatMap((source) => addressesOf($(source).attr('srcset'))),
    ];
    const data = candidates.map((address) => asData(address, base)).find((found) => found !== null);
    const src = $(image).attr('src');
    if (src && !src.startsWith('data:')) $(image).attr('data-original-src', resolve(src, base) ?? src);
    for (const name of ['src', 'srcset', 'sizes', 'loading']) $(image).removeAttr(name);
    if (data) $(image).attr('src', data);
  });
  $('picture > source').remove();
  $('video[poster]').each((_, video) => {
    const data = asData($(video).attr('poster'), base);
    if (data) $(video).attr('style', `background:url("${data}") center/contain no-repeat;${$(video).attr('style') ?? ''}`);
  });
  $('image, use, feImage').each((_, drawn) => {
    for (const name of ['href', 'xlink:href']) {
      const address = $(drawn).attr(name);
      if (!address || address.startsWith('#')) continue;
      const data = drawn.tagName === 'use' ? null : asData(address, base);
      if (data) $(drawn).attr(name, data);
      else $(drawn).removeAttr(name);
    }
  });
  $('[style]').each((_, styled) => {
    const style = $(styled).attr('style') ?? '';
    if (/url\(/i.test(style)) $(styled).attr('style', inlineCss(style, base));
  });

  $('*').each((_, element) => {
    if (!('attribs' in element)) return;
    for (const name of Object.keys(element.attribs)) {
      const drawsPicture = name === 'src' && (element.tagName === 'img' || element.tagName === 'input');
      if (/^on/i.test(name) || (FETCHING.includes(name) && !drawsPicture)) $(element).removeAttr(name);
    }
  });
  $('a[href], area[href], form[action]').each((_, element) => {
    const name = element.attribs['href'] === undefined ? 'action' : 'href';
    const address = element.attribs[name] ?? '';
    const absolute = address.startsWith('#') ? address : resolve(address, base);
    if (absolute === null || /^(javascript|data|vbscript):/i.test(absolute)) $(element).removeAttr(name);
    else $(element).attr(name, absolute);
  });

  if (sheets.length) $('head').append($('<style></style>').text(styleText(sheets.map((sheet) => inlineCss(sheet, base)).join('\n'))));
  $('head').prepend(`<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">`);
  return $.html();
};

const resolve = (address: string, base: string): string | null => (URL.canParse(address.trim(), base) ? new URL(address.trim(), base).href : null);
const withoutFragment = (url: string): string => url.split('#')[0] ?? url;
/** The addresses of a `srcset` (HTML Standard §4.8.4.2.1), largest last as authors write them. */
const addressesOf = (srcset: string | undefined): string[] =>
  (srcset ?? '')
    .split(/,\s+|,(?=https?:|\/)/)
    .map((candidate) => candidate.trim().split(/\s+/)[0] ?? '')
    .filter(Boolean);
