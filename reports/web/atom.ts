import { Feed } from 'feed';

/** One entry of the feed. Plain text: whatever stands in it is escaped. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly at: string;
  readonly text: string;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);
/** XML 1.0 (section 2.2) has no place for control characters, not even escaped; a lone half of a pair is no character at all. */
const printable = (text: string): string => text.toWellFormed().replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}');

/** An Atom feed (RFC 4287). Titles and contents are sent as HTML, so what came from a portal is escaped once more than the XML needs. */
export const atomOf = (address: string, entries: readonly Entry[], now: Date): string => {
  const feed = new Feed({
    id: address,
    title: 'Changes of e-government portals',
    description: 'DRAFT: seen by machine, not confirmed by people',
    link: new URL('/changes', address).href,
    feedLinks: { atom: address },
    updated: entries[0] ? new Date(entries[0].at) : now,
    generator: 'egov',
    author: { name: 'egov' },
    copyright: '',
  });
  for (const { id, title, link, at, text } of entries) feed.addItem({ id: `urn:egov:change:${id}`, title: escaped(printable(title)), link, date: new Date(at), content: escaped(printable(text)) });
  return feed.atom1();
};
