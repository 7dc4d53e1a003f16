import type { Answer, Interval } from '../checks/contract.ts';
import type { Assessment } from '../storage/contract.ts';
import { printable } from './progress.ts';

const ANSWERS: readonly (readonly [Answer, string, string])[] = [
  ['yes', '✓', 'evidence supports it'],
  ['no', '✕', 'the opposite was observed'],
  ['not-found', '○', 'searched, not found; undecided'],
  ['cannot-assess', '⊘', 'too little could be seen'],
  ['needs-human', '◇', 'only a person can answer'],
];
const BAR = 30;

/** The end of a run on a terminal: what is supported, what is open and why. Marked as a draft; never one bare number. */
export function scorecard(assessment: Assessment, reason: (key: string) => string): string {
  const { answers, coverage, score, subject, run } = assessment;
  const count = (answer: Answer): number => answers.filter((one) => one.answer === answer).length;
  const width = Math.max(...Object.keys(score.byCriterion).map((name) => name.length), 10);
  return [
    '',
    `DRAFT · ${printable(subject.name)} · ${subject.level} · ${run.catalogue} · nobody has confirmed any of it`,
    '',
    ...ANSWERS.map(([answer, sign, meaning]) => `  ${sign} ${answer.padEnd(14)}${String(count(answer)).padStart(4)}   ${meaning}`),
    '',
    `  ${'supported – possible'.padStart(width + BAR + 24)}`,
    ...Object.entries(score.byCriterion).map(([criterion, part]) => row(criterion, part.draft, part.outOf, width)),
    row('all', score.draft, score.outOf, width),
    '',
    `  ${coverage.done} pages read, ${coverage.rendered} rendered, ${coverage.blocked} blocked, ${coverage.failed} failed, ${coverage.skipped} left out${coverage.budgetHit ? `; ended by ${coverage.budgetHit}` : ''}`,
    ...unassessed(assessment, reason),
    '',
  ].join('\n');
}

const row = (name: string, { low, high }: Interval, outOf: number, width: number): string =>
  `  ${name.padEnd(width)} ${String(outOf).padStart(4)}  ${bar(low, high)}  ${String(Math.round(low * 100)).padStart(3)} – ${String(Math.round(high * 100)).padStart(3)} %`;

function bar(low: number, high: number): string {
  const sure = Math.round(low * BAR);
  const maybe = Math.round(high * BAR) - sure;
  return '█'.repeat(sure) + '░'.repeat(maybe) + '·'.repeat(BAR - sure - maybe);
}

function unassessed({ answers }: Assessment, reason: (key: string) => string): string[] {
  const open = answers.filter((one) => one.answer === 'cannot-assess');
  if (open.length === 0) return [];
  const byReason = [...Map.groupBy(open, (one) => reason(one.reasons[0] ?? ''))].sort((one, other) => other[1].length - one[1].length);
  return ['', '  Could not be assessed:', ...byReason.map(([sentence, drafts]) => `  ${String(drafts.length).padStart(4)}  ${sentence}`)];
}
