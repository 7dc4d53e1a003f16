import { html } from 'hono/html';
import type { Account } from '../../../storage/survey-contract.ts';
import type { WebDeps } from '../context.ts';
import type { Html } from '../layout.ts';
import { may } from '../permissions.ts';
import type { PlanInput } from './assignment-plan.ts';

/** Who can be given questions to answer. */
export const answering = (accounts: readonly Account[]): readonly Account[] => accounts.filter(({ role, disabled }) => !disabled && may(role, 'decide'));
export const personOptions = (accounts: readonly Account[], chosen = ''): Html =>
  html`<option value="">Choose a person</option>${answering(accounts).map(({ email, name, role, languages }) => html`<option value="${email}" ${email === chosen ? 'selected' : ''}>${name} (${[role, ...languages].join(', ')})</option>`)}`;
/** What a plan is checked against: people, subjects, and who has what. */
export const planInput = async ({ store }: Pick<WebDeps, 'store'>): Promise<PlanInput> => {
  const [accounts, standings, assignments] = await Promise.all([store.people.accounts(), store.survey.subjects(), store.decisions.assignments()]);
  return { accounts, subjects: standings.map(({ subject }) => subject), assignments };
};
