import type { Generated } from 'kysely';

/** The tables, as Kysely knows them. JSON columns hold text; times are ISO 8601, days ISO dates. */
export interface Tables {
  subject: { id: string; name: string; level: string };
  portal: { subject: string; url: string; role: string; aliases: string };
  run: {
    id: string; subject: string; level: string; started_at: string; finished_at: string | null; status: string; reason: string; code_version: string; extractor_version: string;
    catalogue: string; catalogue_version: string; options: string; options_key: string; seed: number; as_of: string; user_agent: string; vantage: string; portals: string; lease: string | null;
  };
  capture: { hash: string; url: string; status: number; headers: string; bytes: string; size: number; fetched_at: string; by: string; state: string };
  page: {
    run: string; key: string; url: string; host: string; depth: number; via: string; ord: number; state: string; round: number | null; by: string | null; reason: string; attempts: Generated<number>;
    final_url: string | null; capture: string | null; capture_fetched_at: string | null; response: string | null; measured: string | null; source: string | null; fetched_by: string | null; ms: number | null;
  };
  site_part: { run: string; part: string; value: string };
  finding: { run: string; check_id: string; portal: string; outcome: string; reason: string; value: string };
  draft: { run: string; indicator: string; edition: string; answer: string; rung: string | null; confidence: number; value: string };
  conclusion: { run: string; value: string };
}
