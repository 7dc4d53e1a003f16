const QUALITY = new Set(['accessibility', 'mobile', 'privacy', 'quality', 'security']);

/** Is it observed for its own sake? Other checks exist to answer questions: telling them would tell the drafts. `check`: an id, or the key of a change. */
export const isQuality = (check: string): boolean => QUALITY.has(check.split('/')[0] ?? '');
