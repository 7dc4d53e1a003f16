/**
 * From what people decided to what holds (design §2): a final answer is two that agree or an adjudicated one; until then
 * a question is undecided. Rows are only ever added; undo is a row that retracts.
 */

export type Verdict = 'yes' | 'no' | 'not-applicable' | 'cannot-tell';
export type Round = 'first' | 'second' | 'adjudication';
/** The part of a validation that decides. */
export interface Decision {
  readonly id: string;
  readonly indicator: string;
  readonly round: Round;
  readonly answer: Verdict | null;
  readonly retracts: string | null;
  readonly by: string;
  readonly at: string;
}

/** open: nobody · half: one round · disagree: two that differ · final · reopened: something under a final answer changed. */
export type Standing = 'open' | 'half' | 'disagree' | 'final' | 'reopened';
export interface Question<Row extends Decision = Decision> {
  readonly indicator: string;
  readonly standing: Standing;
  readonly answer: Verdict | null;
  readonly first: Row | null;
  readonly second: Row | null;
  readonly adjudication: Row | null;
  readonly reopenedAt: string | null;
}

/** Rows that still hold: neither retracting nor retracted. In the order given. */
export const holding = <Row extends Decision>(rows: readonly Row[]): Row[] => {
  const retracted = new Set(rows.map((row) => row.retracts).filter((id) => id !== null));
  return rows.filter((row) => row.answer !== null && !retracted.has(row.id));
};

/** Where each question stands. `rows` in the order they were added; `reopenings`: when a change touched the evidence. */
export const questionsOf = <Row extends Decision>(
  indicators: readonly string[],
  rows: readonly Row[],
  reopenings: readonly { readonly indicator: string; readonly at: string }[],
): ReadonlyMap<string, Question<Row>> => {
  const byIndicator = Map.groupBy(holding(rows), (row) => row.indicator);
  const reopened = Map.groupBy(reopenings, (row) => row.indicator);
  return new Map(
    indicators.map((indicator) => {
      const reopenedAt =
        reopened
          .get(indicator)
          ?.map((row) => row.at)
          .sort()
          .at(-1) ?? null;
      const all = byIndicator.get(indicator) ?? [];
      const valid = reopenedAt === null ? all : all.filter((row) => row.at > reopenedAt);
      const newest = (round: Round): Row | null => valid.findLast((row) => row.round === round) ?? null;
      const [first, second, adjudication] = [newest('first'), newest('second'), newest('adjudication')];
      return [indicator, { indicator, first, second, adjudication, reopenedAt, ...standingOf(first, second, adjudication, reopenedAt !== null && all.length > 0) }];
    }),
  );
};

const standingOf = (first: Decision | null, second: Decision | null, adjudication: Decision | null, wasAnswered: boolean): Pick<Question, 'standing' | 'answer'> => {
  if (adjudication) return { standing: 'final', answer: adjudication.answer };
  if (first && second) return first.answer === second.answer && first.answer !== 'cannot-tell' ? { standing: 'final', answer: first.answer } : { standing: 'disagree', answer: null };
  if (first || second) return { standing: 'half', answer: null };
  return { standing: wasAnswered ? 'reopened' : 'open', answer: null };
};

/** Score from final answers only. A validated not-applicable leaves the denominator; what is undecided widens the interval, never a first validation. */
export const validatedScore = (questions: Iterable<Question>): { readonly low: number; readonly high: number; readonly share: number; readonly final: number; readonly outOf: number } => {
  let yes = 0;
  let no = 0;
  let away = 0;
  let final = 0;
  let all = 0;
  for (const { answer, standing } of questions) {
    all++;
    if (standing !== 'final') continue;
    final++;
    if (answer === 'yes') yes++;
    else if (answer === 'no') no++;
    else if (answer === 'not-applicable') away++;
  }
  const outOf = all - away;
  return { low: outOf ? yes / outOf : 0, high: outOf ? (outOf - no) / outOf : 1, share: all ? final / all : 0, final, outOf };
};

/** Tier of a validated score (UN: very high > 0.75, high, middle, low < 0.25); null while too little is validated or the interval spans two tiers. */
export const tierOf = ({ low, high, share }: { readonly low: number; readonly high: number; readonly share: number }, leastShare: number): 'very high' | 'high' | 'middle' | 'low' | null => {
  const tier = (value: number) => (value > 0.75 ? 'very high' : value >= 0.5 ? 'high' : value >= 0.25 ? 'middle' : 'low');
  return share >= leastShare && tier(low) === tier(high) ? tier(low) : null;
};
