const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** English name of a language. People give codes ("fr", "zh-Hant"), the registry of portals gives names ("French", "Persian (Farsi)"). */
export const languageName = (text: string): string =>
  /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(text) || /^[a-z]{2,3}-/i.test(text) ? (names.of(text.split('-')[0] ?? text) ?? text) : text.replace(/\s*\(.*\)$/, '');

/** Do the two lists have a language in common? */
export const haveCommonLanguage = (some: readonly string[], others: readonly string[]): boolean => {
  const known = new Set(others.map((text) => languageName(text).toLowerCase()));
  return some.some((text) => known.has(languageName(text).toLowerCase()));
};
