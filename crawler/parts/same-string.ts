const LONGEST = 300; // characters; longer texts are hardly ever met twice
const MOST = 60_000; // strings remembered

let known = new Map<string, string>();

/**
 * The one copy of a string in this process. The menus, footers and paths of a portal's pages are the same on each of them;
 * kept once, a thousand pages take half the memory, and comparing them is comparing pointers.
 */
export const sameString = (text: string): string => {
  if (text.length > LONGEST) return text;
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= MOST) known = new Map();
  known.set(text, text);
  return text;
};
