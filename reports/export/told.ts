import type { Question } from '../../checks/survey/final-answers.ts';
import type { Validation } from '../../storage/survey-contract.ts';

/** Decisions that may be told: as long as the second answer is to be given blind, the first is not. */
export const told = ({ standing, first, second, adjudication }: Question<Validation>): Validation[] =>
  standing === 'final' || standing === 'disagree' ? [first, second, adjudication].filter((row) => row !== null) : [];
