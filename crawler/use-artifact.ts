/** Facts that the accessibility checks beyond axe-core's rules read: plain data like the rest of `artifact.ts`. */

/** How to find an element, and its start tag. */
export interface Located {
  readonly selector: string;
  readonly html: string;
}
export interface ElementFacts extends Located {
  readonly tag: string;
  readonly text: string;
  readonly children: number;
  readonly lang: string;
  readonly dir: string;
  readonly linked: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}
export interface TableFacts extends Located {
  readonly role: string;
  readonly inside: string; // 'td' or 'th' when the table stands in a cell of another
  readonly named: boolean;
  readonly cells: number;
  readonly headers: number;
  readonly emptyHeaders: number;
  readonly scoped: number;
  readonly crossed: boolean; // headers in the first row and in the first column
  readonly widths: readonly number[]; // columns of each row, spans counted
  readonly rowspans: boolean;
  readonly blocks: number; // headings, lists, forms inside
}
export interface FieldFacts extends Located {
  readonly type: string;
  readonly choice: boolean;
  readonly name: string;
  readonly labels: readonly string[];
  readonly given: string;
  readonly placeholder: string;
  readonly required: boolean;
  readonly group: string | null;
  readonly form: string;
  readonly context: string;
}
export interface StructurePart {
  readonly elements: readonly ElementFacts[];
  readonly tables: readonly TableFacts[];
  readonly fields: readonly FieldFacts[];
  readonly fieldsets: readonly (Located & { readonly legend: string | null; readonly name: string })[];
  readonly typedLists: readonly Located[]; // lines with typed bullets
  readonly repeatedIds: readonly (Located & { readonly id: string })[];
}

/** A block of text as it is drawn at desktop width. `line`: line height over font size, null when normal; `across`: characters in its longest line. */
export interface TextLook extends Located {
  readonly letters: number;
  readonly px: number;
  readonly line: number | null;
  readonly lines: number;
  readonly across: number;
  readonly justified: boolean;
  readonly capitals: boolean;
  readonly italic: boolean;
}
export interface PresentationPart {
  readonly texts: readonly TextLook[]; // one for each way of looking, bounded
  readonly likeHeadings: readonly Located[]; // short, bold and larger than the text that follows, and no heading
  readonly generated: readonly (Located & { readonly text: string })[]; // words put in by a stylesheet (WCAG failure F87)
  readonly sideways: readonly Located[]; // text that a box scrolls sideways
  readonly cutBySpacing: readonly Located[]; // text cut off under the spacing of WCAG 2.2 SC 1.4.12
  readonly farLabels: readonly (Located & { readonly px: number })[]; // labels far beside their field
  readonly print?: 'rules' | 'none' | 'unreadable'; // rules for paper in the style sheets; unreadable: none seen, and a sheet of another origin stays closed
}
export interface KeyboardPart {
  readonly tried: number; // kinds of elements that were given the focus
  readonly focusUnseen: readonly Located[]; // nothing changes when they have it
  readonly traps: readonly Located[]; // neither Tab nor Shift+Tab leads away
  readonly mouseOnly: readonly Located[]; // react to a click and cannot be reached by keyboard
  readonly deadButtons: readonly Located[]; // say they are buttons and do not react to the space bar
}
