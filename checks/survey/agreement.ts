import type { Question, Verdict } from './final-answers.ts';

/** How far two people agree on the same questions, beyond chance (Cohen 1960). `kappa` is null under two pairs or when one answer alone occurs. */
export interface Agreement {
  readonly pairs: number;
  readonly agreed: number;
  readonly kappa: number | null;
}

export const agreementOf = (questions: Iterable<Question>): Agreement => {
  const pairs: [Verdict, Verdict][] = [];
  for (const { first, second } of questions) if (first?.answer && second?.answer) pairs.push([first.answer, second.answer]);
  const agreed = pairs.filter(([one, other]) => one === other).length;
  return { pairs: pairs.length, agreed, kappa: kappaOf(pairs) };
};

const kappaOf = (pairs: readonly (readonly [Verdict, Verdict])[]): number | null => {
  if (pairs.length < 2) return null;
  const observed = pairs.filter(([one, other]) => one === other).length / pairs.length;
  let expected = 0;
  for (const answer of new Set(pairs.flat())) expected += (pairs.filter(([one]) => one === answer).length / pairs.length) * (pairs.filter(([, other]) => other === answer).length / pairs.length);
  return expected === 1 ? null : (observed - expected) / (1 - expected);
};
