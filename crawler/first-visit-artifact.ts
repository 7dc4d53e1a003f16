/** What opening a page sets going before its visitor has agreed to anything: plain data like the rest of `artifact.ts`. */

import type { Located } from './use-artifact.ts';

/** A host outside the portal's registered domain, and what was asked of it. */
export interface ThirdParty {
  readonly host: string;
  readonly requests: number;
  readonly kinds: readonly string[]; // resource types as Chromium names them: script, image, font …
  readonly cookies: readonly SentCookie[]; // by name; a browser with a clean profile refuses them, so they are not among those it holds
}
/** A cookie that a response asked to set. `days`: until it expires; null: gone with the visit. */
export interface SentCookie {
  readonly name: string;
  readonly days: number | null;
}
/** Something that lies over the page or is named like a consent dialogue, and what can be pressed in it. */
export interface Overlay extends Located {
  readonly text: string; // white space folded, ≤ 1500 characters
  readonly buttons: readonly OverlayButton[];
}
export interface OverlayButton extends Located {
  readonly text: string;
  readonly kind: 'button' | 'link';
  readonly width: number; // CSS px
  readonly height: number;
}
export interface FirstVisitPart {
  readonly thirdParties: readonly ThirdParty[]; // by host
  readonly stored: readonly string[]; // keys in the local storage of the page's origin, perhaps from a page opened before
  readonly overlays: readonly Overlay[];
}
