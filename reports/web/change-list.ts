import type { CatalogueId, Indicator } from '../../config/catalogue.ts';
import type { Account, Change, ChangeCause, ChangeKind } from '../../storage/survey-contract.ts';
import type { WebDeps } from './context.ts';
import { mayOpen, type Sight, sightOf, visibleChange } from './sight.ts';

/** Which changes are asked for. */
export interface ChangeWish {
  readonly subject?: string;
  readonly iso3?: string;
  readonly kind?: ChangeKind;
  readonly cause?: ChangeCause;
  readonly worse?: boolean;
  readonly since?: string;
  readonly limit: number;
}
/** Changes that this person may see, newest first, with the names of their subjects. `more`: older ones were left out. */
export interface ChangeList {
  readonly changes: readonly Change[];
  readonly names: ReadonlyMap<string, string>;
  readonly more: boolean;
}

/** Read from the store at most: what is filtered here comes out of these. */
const READ = 5000;

export const changesFor = async (deps: WebDeps, account: Account, { subject, iso3, kind, cause, worse, since, limit }: ChangeWish): Promise<ChangeList> => {
  const { store } = deps;
  const [read, standings, assignments] = await Promise.all([
    store.survey.changes({ limit: READ, ...(subject !== undefined && { subject }), ...(since !== undefined && { since }) }),
    store.survey.subjects(),
    store.decisions.assignments({ account: account.id }),
  ]);
  const known = new Map(standings.map((standing) => [standing.subject.id, standing.subject]));
  const sights = new Map<string, Sight>();
  const changes: Change[] = [];
  for (const change of read) {
    const row = known.get(change.subject);
    if (!row || (iso3 && row.iso3 !== iso3) || (kind && change.kind !== kind) || (cause && change.cause !== cause) || (worse !== undefined && change.worse !== worse)) continue;
    const sight = sights.get(row.id) ?? (await sightOf(deps, account, row, assignments));
    sights.set(row.id, sight);
    if (!mayOpen(account, sight) || !visibleChange(change, sight)) continue;
    if (changes.length === limit) return { changes, names: namesOf(known), more: true };
    changes.push(change);
  }
  return { changes, names: namesOf(known), more: read.length === READ };
};

const namesOf = (subjects: ReadonlyMap<string, { readonly name: string }>): ReadonlyMap<string, string> => new Map([...subjects].map(([id, { name }]) => [id, name]));

/** The questions of all editions, by id. */
export const allIndicators = async ({ catalogue }: Pick<WebDeps, 'catalogue'>): Promise<ReadonlyMap<string, Indicator>> => {
  const editions: readonly CatalogueId[] = ['losi-2024', 'osi-2024'];
  return new Map((await Promise.all(editions.map(catalogue))).flatMap(({ indicators }) => indicators.map((indicator) => [indicator.id, indicator] as const)));
};
