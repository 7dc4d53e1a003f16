/**
 * Version of the rules that derive parts from a capture. Raise it when the same bytes would give other parts, so that
 * a change of ours is never taken for a change of theirs.
 */
export const EXTRACTOR_VERSION = '5';
