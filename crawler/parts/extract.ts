import type { Gathered, PageParts, ResponsePart } from '../artifact.ts';
import { failed } from '../failure-kinds.ts';
import { decode } from './decode.ts';
import { readDocument } from './document.ts';
import { formsOf } from './forms.ts';
import { headingsOf } from './headings.ts';
import { languagePart } from './language.ts';
import { linksOf } from './links.ts';
import { markupPart } from './markup.ts';
import { metaPart } from './meta.ts';
import { shapeOf } from './shape.ts';
import { structurePart } from './structure.ts';
import { structuredPart } from './structured.ts';
import { blocksOf, textPart } from './text.ts';

export type StaticName = 'text' | 'headings' | 'links' | 'forms' | 'language' | 'structured' | 'meta' | 'markup' | 'shape' | 'structure';
/** The parts that a page's HTML alone gives. */
export type StaticParts = Gathered<Pick<PageParts, StaticName>>;

/** Derives the static parts from the bytes of one page: parsed once, walked once. Pure; never throws for a page. */
export const extractParts = ({ html, response, rendered }: { readonly html: Uint8Array; readonly response: Pick<ResponsePart, 'url' | 'headers'>; readonly rendered: boolean }): StaticParts => {
  try {
    const text = rendered ? new TextDecoder().decode(html) : decode(html, response.headers).html;
    const document = readDocument(text, response.url);
    const blocks = blocksOf(document);
    return {
      text: textPart(document, blocks),
      headings: headingsOf(document),
      links: linksOf(document),
      forms: formsOf(document),
      language: languagePart(document, blocks),
      structured: structuredPart(document),
      meta: metaPart(document),
      markup: markupPart(document),
      shape: shapeOf(document),
      structure: structurePart(document),
    };
  } catch (error) {
    const gap = failed('parse-error', `${response.url}: ${error instanceof Error ? error.message : String(error)}`);
    return { text: gap, headings: gap, links: gap, forms: gap, language: gap, structured: gap, meta: gap, markup: gap, shape: gap, structure: gap };
  }
};
