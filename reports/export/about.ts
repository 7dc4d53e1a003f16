import type { SurveyExport } from './export-schema.ts';

type Told = Pick<SurveyExport, 'draft' | 'validated' | 'resultShare'>;
const whole = (share: number): string => `${Math.floor(share * 100)} %`;

/** What every sheet and page is headed with. Shares are rounded down: 99.6 % is not all. */
export const statusOf = ({ draft, validated, resultShare }: Told): string => {
  const counted = `${validated.final} of ${validated.questions} answers validated (${whole(validated.share)})`;
  if (draft) return `DRAFT · ${counted} · the others are suggested by a machine`;
  return validated.share < resultShare ? `${counted} · not a result: that takes ${whole(resultShare)}` : counted;
};

/** How to read an export, for people who have only the file. */
export const aboutOf = ({
  draft,
  resultShare,
  exportedAt,
  codeVersion,
  editions,
}: Pick<SurveyExport, 'draft' | 'resultShare' | 'exportedAt' | 'codeVersion'> & { readonly editions: readonly string[] }): SurveyExport['about'] => [
  { topic: 'Made by', text: `egov ${codeVersion}, ${exportedAt}. Questions: ${editions.join(', ') || 'none'}.` },
  { topic: 'Questions', text: 'An unofficial paraphrase of the items of the UN E-Government Survey. Not published or endorsed by the United Nations.' },
  { topic: 'Answer', text: 'Empty until validated: two people gave the same answer independently of each other, or a third decided between them. Empty is never “no”.' },
  {
    topic: 'Standing',
    text: 'open: nobody answered · half: one of two answered · disagree: the two differ · final: validated · reopened: a change on the portal touched a validated answer, so that it has to be given again.',
  },
  {
    topic: 'Score and tier',
    text: `From validated answers only. low counts what is yes, high also what is undecided; validated “not applicable” leaves the count. Neither is given below ${whole(resultShare)} validated; no tier is given while the interval spans two.`,
  },
  {
    topic: 'Drafts',
    text: draft
      ? 'Included. A draft is a machine’s suggestion, not an answer: “not-found” means that it was searched and not found, never “no”. Do not publish a draft as a result.'
      : 'Not included, nor are findings and changes that would tell them.',
  },
  {
    topic: 'Evidence',
    text: 'Address, SHA-256 of the stored capture, SHA-256 of the archived page where one was kept, and what is to be seen there. “assessor”: a person rested their answer on it. “visit”: a page that the machine read on the question; it proves nothing by itself.',
  },
  {
    topic: 'Assessors',
    text: 'A1, A2 … stand for people: the same person throughout this file, not comparable between files. E-mail addresses and full names of people in this survey are replaced in notes. Who answered what is left out until both have answered.',
  },
  { topic: 'Findings', text: 'Observed by machine; nobody has confirmed them. No fault found is not the same as no fault.' },
  { topic: 'Changes', text: 'they: the portal changed · we: our code, words or questions changed · doubtful: a worse observation that no second look has confirmed.' },
  { topic: 'Cells', text: 'In spreadsheets and CSV a cell that would begin like a formula has an apostrophe before it. All times are UTC.' },
];
