import type { Assignment, Role } from '../../storage/survey-contract.ts';

/** What a person may want to do. One table, read by pages, API and the test of every role on every address. */
const ACTIONS = {
  'see-countries': ['administrator', 'survey-officer', 'assessor', 'reader'],
  'see-changes': ['administrator', 'survey-officer', 'assessor', 'reader'],
  'see-drafts': ['administrator', 'survey-officer', 'assessor'], // an assessor only of subjects assigned to them
  'see-decisions': ['administrator', 'survey-officer'],
  decide: ['administrator', 'survey-officer', 'assessor'], // only where assigned
  'launch-crawl': ['administrator', 'survey-officer'],
  assign: ['administrator', 'survey-officer'],
  'manage-people': ['administrator'],
  export: ['administrator', 'survey-officer'],
  'manage-nights': ['administrator', 'survey-officer'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
export type Action = keyof typeof ACTIONS;

export const may = (role: Role, action: Action): boolean => (ACTIONS[action] as readonly Role[]).includes(role);

/** May this person see the drafts and evidence of a subject? Assessors only of what is assigned to them. */
export const maySeeDrafts = (account: { readonly id: string; readonly role: Role }, subject: string, assignments: readonly Assignment[]): boolean =>
  may(account.role, 'see-drafts') && (account.role !== 'assessor' || assignments.some((assignment) => assignment.account === account.id && assignment.subject === subject));
