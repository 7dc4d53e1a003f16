const RUN = /[\p{L}\p{M}\p{N}]+/gu;
/** Scripts written without blanks, with the letters an average word takes. */
const UNSPACED: readonly (readonly [RegExp, number])[] = [
  [/\p{sc=Han}|\p{sc=Hira}|\p{sc=Kana}/gu, 2],
  [/\p{sc=Thai}|\p{sc=Lao}|\p{sc=Khmer}|\p{sc=Mymr}/gu, 5],
];
const ANY_UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/;

/** Number of words; in scripts without blanks an estimate from the number of letters. */
export const countWords = (text: string): number => {
  const runs = text.match(RUN);
  if (!runs) return 0;
  if (!ANY_UNSPACED.test(text)) return runs.length;
  return runs.reduce((sum, run) => {
    const words = UNSPACED.reduce((total, [letters, each]) => total + (run.match(letters)?.length ?? 0) / each, 0);
    return sum + Math.max(1, Math.round(words));
  }, 0);
};
