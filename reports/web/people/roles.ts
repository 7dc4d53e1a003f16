import { ROLES, type Role } from '../../../storage/survey-contract.ts';

/** What each role is for, in the words people read. */
export const ROLE_MEANS: Readonly<Record<Role, string>> = {
  administrator: 'everything, also inviting and disabling people',
  'survey-officer': 'launches crawls, assigns subjects, adjudicates, exports',
  assessor: 'answers the questions of the subjects assigned to them',
  reader: 'sees validated results',
};

export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);
