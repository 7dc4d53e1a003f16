import type { Evidence } from '../checks/contract.ts';
import type { Level, Portal } from '../crawler/artifact.ts';
import type { Assessment, Run } from './contract.ts';

/**
 * What a survey remembers beside its runs: people, who is to answer what, what they decided, what changed. Behind
 * these functions lie SQLite or PostgreSQL, and nobody outside `storage/` can tell which. All times are ISO 8601 UTC.
 */

// ───────────────────────── people ─────────────────────────

/** administrator: everything · survey-officer: crawls, assignments, exports · assessor: answers what is assigned to them · reader: sees validated results. */
export const ROLES = ['administrator', 'survey-officer', 'assessor', 'reader'] as const;
export type Role = (typeof ROLES)[number];

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly languages: readonly string[];
  readonly disabled: boolean;
  readonly createdAt: string;
  readonly lastSeenAt: string | null;
}
/** `secretHash` columns hold SHA-256 of a random token: a stolen database opens no session. */
export interface Session {
  readonly id: string;
  readonly account: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly agent: string;
}
export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly languages: readonly string[];
  readonly by: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly usedAt: string | null;
}
export interface ApiToken {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

export interface People {
  accounts(): Promise<readonly Account[]>;
  account(id: string): Promise<Account | null>;
  /** For sign-in: the account with its password hash, by e-mail in lower case. */
  credentials(email: string): Promise<{ readonly account: Account; readonly passwordHash: string } | null>;
  addAccount(account: Omit<Account, 'lastSeenAt' | 'disabled'>, passwordHash: string): Promise<void>;
  setPassword(account: string, passwordHash: string): Promise<void>;
  /** Disabling ends all sessions and tokens in the same transaction. The last administrator cannot be disabled or demoted: false. */
  setDisabled(account: string, disabled: boolean): Promise<boolean>;
  setRole(account: string, role: Role): Promise<boolean>;
  seen(account: string, at: string): Promise<void>;
  /** Invitations by the hash of their token. Adding several is one transaction: all or none. */
  invite(invitations: readonly (Invitation & { readonly secretHash: string })[]): Promise<void>;
  invitations(): Promise<readonly Invitation[]>;
  invitationBySecret(secretHash: string): Promise<Invitation | null>;
  /** Makes an invitation worthless from now on; null when it was accepted, had expired or is not there. */
  revokeInvitation(id: string, at: string): Promise<Invitation | null>;
  /** Uses an invitation once: creates the account and marks it used; false when it was used or has expired. */
  acceptInvitation(id: string, account: Omit<Account, 'lastSeenAt' | 'disabled'>, passwordHash: string, at: string): Promise<boolean>;
  openSession(session: Session & { readonly secretHash: string }): Promise<void>;
  sessionBySecret(secretHash: string, at: string): Promise<{ readonly session: Session; readonly account: Account } | null>;
  sessionsOf(account: string): Promise<readonly Session[]>;
  closeSession(id: string): Promise<void>;
  closeSessionsOf(account: string): Promise<void>;
  addToken(token: ApiToken & { readonly secretHash: string }): Promise<void>;
  tokenBySecret(secretHash: string, at: string): Promise<{ readonly token: ApiToken; readonly account: Account } | null>;
  tokensOf(account: string): Promise<readonly ApiToken[]>;
  revokeToken(id: string, account: string, at: string): Promise<void>;
  /** Keeps a link that signs this person in once; their older ones are void. */
  addSignInLink(secretHash: string, account: string, expiresAt: string): Promise<void>;
  /** Uses a link: whom it signs in; null when it was used, has expired, or the account is disabled. */
  takeSignInLink(secretHash: string, at: string): Promise<Account | null>;
  /** Failed sign-ins of a key (e-mail, address) since a time, for throttling; shared by all processes. */
  failedSignIns(key: string, since: string): Promise<number>;
  noteFailedSignIn(key: string, at: string): Promise<void>;
}

// ───────────────────────── assignments and decisions ─────────────────────────

export const ROUNDS = ['first', 'second', 'adjudication'] as const;
export type Round = (typeof ROUNDS)[number];
/** Who answers a subject's questions in a round. One person per subject, edition and round, and in one round only: the database enforces both. */
export interface Assignment {
  readonly subject: string;
  readonly edition: string;
  readonly round: Round;
  readonly account: string;
  readonly by: string;
  readonly at: string;
  readonly dueAt: string | null;
}

/** A person's answer. `yes` needs a URL among its evidence. */
export type Verdict = 'yes' | 'no' | 'not-applicable' | 'cannot-tell';
/** A row that is added, never changed (design §2). */
export interface Validation {
  readonly id: string;
  readonly subject: string;
  readonly indicator: string;
  readonly edition: string;
  readonly indicatorVersion: number;
  /** Run whose draft was on the screen; null where there was none. */
  readonly run: string | null;
  readonly round: Round;
  readonly sawDraft: boolean;
  readonly sawOther: boolean;
  readonly answer: Verdict | null; // null only on a row that retracts
  readonly evidence: readonly Evidence[];
  readonly url: string | null;
  readonly note: string;
  readonly retracts: string | null;
  readonly by: string;
  readonly at: string;
  readonly secondsSpent: number;
}
/** A change reopened a question that people had answered. */
export interface Reopening {
  readonly subject: string;
  readonly indicator: string;
  readonly edition: string;
  readonly change: string;
  readonly at: string;
}

export interface Decisions {
  assignments(filter?: { readonly account?: string; readonly subject?: string; readonly edition?: string }): Promise<readonly Assignment[]>;
  /** All or none. Names the first row that breaks a rule (same person in two rounds, round taken). */
  assign(
    assignments: readonly Assignment[],
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly row: Assignment; readonly why: 'same-person' | 'taken' | 'unknown-account' | 'unknown-subject' }>;
  /** Gives a round to another person; their predecessor's decisions stay. */
  reassign(subject: string, edition: string, round: Round, account: string, by: string, at: string): Promise<'done' | 'same-person' | 'not-assigned'>;
  unassign(subject: string, edition: string, round: Round): Promise<void>;
  /**
   * Adds a row if the newest row of this (subject, indicator, edition, round) is still `after` (null: none yet). Durable
   * when it resolves (SQLite: synchronous FULL on this connection; PostgreSQL: synchronous_commit on).
   */
  decide(validation: Validation, after: string | null): Promise<{ readonly ok: true } | { readonly ok: false; readonly newest: Validation | null }>;
  validations(subject: string, edition: string): Promise<readonly Validation[]>;
  reopenings(subject: string, edition: string): Promise<readonly Reopening[]>;
  reopen(rows: readonly Reopening[]): Promise<void>;
  /** Questions answered with the draft hidden: a random share chosen once per subject and stored. */
  hiddenDrafts(subject: string, edition: string): Promise<ReadonlySet<string>>;
  chooseHidden(subject: string, edition: string, indicators: readonly string[], hidden: readonly string[]): Promise<void>;
}

// ───────────────────────── subjects, runs, changes, nights ─────────────────────────

export interface SubjectRow {
  readonly id: string;
  readonly name: string;
  readonly level: Level;
  readonly iso3: string;
  readonly region: string;
  readonly languages: readonly string[];
}
/** Last attempt and last known good are kept apart: a failed visit never looks like an empty or a repaired portal. */
export interface SubjectStanding {
  readonly subject: SubjectRow;
  readonly portals: readonly Portal[];
  readonly lastAttempt: Run | null;
  readonly lastGood: Run | null;
}

export type ChangeKind = 'answer' | 'service' | 'finding' | 'page' | 'score';
/** they: the portal changed · we: code, catalogue or extractor changed · doubtful: a worse answer that no second look has confirmed. */
export type ChangeCause = 'they' | 'we' | 'doubtful';
export interface Change {
  readonly id: string;
  readonly subject: string;
  readonly edition: string;
  readonly fromRun: string;
  readonly toRun: string;
  readonly kind: ChangeKind;
  readonly key: string; // indicator, check, URL
  readonly before: string;
  readonly after: string; // outcome:reason, answer, state
  readonly cause: ChangeCause;
  readonly worse: boolean;
  readonly indicators: readonly string[]; // answers it touches
  readonly evidence: readonly Evidence[];
  readonly at: string;
}
/** Night plan of a country or city: cron (5 fields) in its own time zone. */
export interface Schedule {
  readonly subject: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly lastRunAt: string | null;
}

export interface Survey {
  addSubjects(rows: readonly { readonly subject: SubjectRow; readonly portals: readonly Portal[] }[]): Promise<void>;
  subjects(filter?: { readonly level?: Level; readonly iso3?: readonly string[] }): Promise<readonly SubjectStanding[]>;
  subject(id: string): Promise<SubjectStanding | null>;
  runs(subject: string, limit?: number): Promise<readonly Run[]>;
  lastTwoGood(subject: string, edition: string): Promise<readonly Assessment[]>;
  saveChanges(changes: readonly Change[]): Promise<void>; // idempotent by id
  changes(filter: { readonly subject?: string; readonly since?: string; readonly limit?: number }): Promise<readonly Change[]>;
  schedules(): Promise<readonly Schedule[]>;
  setSchedule(schedule: Omit<Schedule, 'lastRunAt'>): Promise<void>;
  /** True for the one caller that may start this night; false when it was started already (same schedule minute) or another night of the subject still runs. */
  beginNight(subject: string, minute: string): Promise<boolean>;
  endNight(subject: string): Promise<void>;
  /** Events kept for live progress and audit, newest last. */
  note(event: { readonly subject: string; readonly run: string | null; readonly kind: string; readonly text: string; readonly at: string }): Promise<void>;
  events(
    after: number,
    limit?: number,
  ): Promise<readonly { readonly id: number; readonly subject: string; readonly run: string | null; readonly kind: string; readonly text: string; readonly at: string }[]>;
}

/** Politeness shared by all processes: the earliest moment at which this host may be asked again; reserves it. */
export interface SharedPace {
  reserve(host: string, gapMs: number, now: number): Promise<number>;
}

// ───────────────────────── jobs of the embedded queue ─────────────────────────

export interface JobRow {
  readonly id: string;
  readonly name: string;
  readonly payload: string;
  readonly key: string | null;
  readonly priority: number;
  readonly runAt: number;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly state: 'waiting' | 'active' | 'done' | 'failed' | 'cancelled';
  readonly lease: number | null;
  readonly worker: string | null;
  readonly result: string | null;
  readonly error: string | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}
export interface JobTable {
  /** False when a job with this key is waiting or active (or done, where `once`). */
  add(job: Pick<JobRow, 'id' | 'name' | 'payload' | 'key' | 'priority' | 'runAt' | 'maxAttempts'>, once: boolean, now: number): Promise<boolean>;
  /** Takes the best waiting job whose time has come, or one whose lease has run out; atomic across processes. */
  claim(names: readonly string[], worker: string, now: number, leaseMs: number): Promise<JobRow | null>;
  /** Extends the lease; false when the job is no longer ours (lost, cancelled). */
  renew(id: string, worker: string, now: number, leaseMs: number): Promise<boolean>;
  /** Ends our attempt; false when the job is no longer ours, so that its result must be thrown away. */
  finish(
    id: string,
    worker: string,
    outcome: { readonly state: 'done' | 'failed' | 'waiting'; readonly result?: string; readonly error?: string; readonly runAt?: number },
    now: number,
  ): Promise<boolean>;
  cancel(id: string, now: number): Promise<boolean>;
  job(id: string): Promise<JobRow | null>;
  jobs(filter?: { readonly state?: JobRow['state']; readonly name?: string; readonly limit?: number }): Promise<readonly JobRow[]>;
  counts(): Promise<Readonly<Record<JobRow['state'], number>>>;
  forget(before: number): Promise<number>;
}
