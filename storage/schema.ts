import type { Generated } from 'kysely';

/** The tables, as Kysely knows them. JSON columns hold text, yes and no 1 and 0; times are ISO 8601, days ISO dates, but for jobs and pace, which count milliseconds. */
export interface Tables {
  subject: { id: string; name: string; level: string; iso3: Generated<string>; region: Generated<string>; languages: Generated<string> };
  portal: { subject: string; url: string; role: string; aliases: string };
  run: {
    id: string;
    subject: string;
    level: string;
    started_at: string;
    finished_at: string | null;
    status: string;
    reason: string;
    code_version: string;
    extractor_version: string;
    catalogue: string;
    catalogue_version: string;
    options: string;
    options_key: string;
    seed: number;
    as_of: string;
    user_agent: string;
    vantage: string;
    portals: string;
    lease: string | null;
  };
  capture: { hash: string; url: string; status: number; headers: string; bytes: string; size: number; fetched_at: string; by: string; state: string };
  page: {
    run: string;
    key: string;
    url: string;
    host: string;
    depth: number;
    via: string;
    ord: number;
    state: string;
    round: number | null;
    by: string | null;
    reason: string;
    attempts: Generated<number>;
    final_url: string | null;
    capture: string | null;
    capture_fetched_at: string | null;
    response: string | null;
    measured: string | null;
    source: string | null;
    fetched_by: string | null;
    ms: number | null;
  };
  site_part: { run: string; part: string; value: string };
  finding: { run: string; check_id: string; portal: string; outcome: string; reason: string; value: string };
  draft: { run: string; indicator: string; edition: string; answer: string; rung: string | null; confidence: number; value: string; ord: number };
  conclusion: { run: string; value: string };

  gate: { name: string };
  account: { id: string; email: string; name: string; role: string; languages: string; disabled: number; password_hash: string; created_at: string; last_seen_at: string | null };
  session: { id: string; secret_hash: string; account: string; created_at: string; expires_at: string; agent: string };
  invitation: { id: string; secret_hash: string; email: string; name: string; role: string; languages: string; by: string | null; created_at: string; expires_at: string; used_at: string | null };
  api_token: { id: string; secret_hash: string; account: string; name: string; created_at: string; last_used_at: string | null; revoked_at: string | null };
  sign_in_link: { secret_hash: string; account: string; expires_at: string };
  failed_sign_in: { key: string; at: string };

  assignment: { subject: string; edition: string; round: string; account: string; by: string; at: string; due_at: string | null };
  validation: {
    id: string;
    subject: string;
    indicator: string;
    edition: string;
    indicator_version: number;
    run: string | null;
    round: string;
    saw_draft: number;
    saw_other: number;
    answer: string | null;
    evidence: string;
    url: string | null;
    note: string;
    retracts: string | null;
    by: string;
    at: string;
    seconds_spent: number;
    after: string;
    place: number;
  };
  reopening: { subject: string; indicator: string; edition: string; change: string; at: string };
  hidden_draft: { subject: string; edition: string; indicator: string; hidden: number };

  change: {
    id: string;
    subject: string;
    edition: string;
    from_run: string;
    to_run: string;
    kind: string;
    key: string;
    before: string;
    after: string;
    cause: string;
    worse: number;
    indicators: string;
    evidence: string;
    at: string;
  };
  schedule: { subject: string; cron: string; time_zone: string; enabled: number; last_run_at: string | null };
  night: { subject: string; minute: string; ended: Generated<number> };
  event: { id: Generated<number>; subject: string; run: string | null; kind: string; text: string; at: string };

  job: {
    id: string;
    name: string;
    payload: string;
    key: string | null;
    priority: number;
    run_at: number;
    attempts: Generated<number>;
    max_attempts: number;
    state: string;
    lease: number | null;
    worker: string | null;
    result: string | null;
    error: string | null;
    created_at: number;
    finished_at: number | null;
  };
  host_pace: { host: string; next_at: number };
}
