import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const list = z.array(z.string().min(2));
const days = z.number().int().positive();
const shape = z.strictObject({
  security: z.strictObject({
    hsts_days: days,
    certificate_warn_days: days,
    tls_current: list,
    tls_old: list,
    session_cookies: list,
    forgery_cookies: list,
    ignored_cookies: list,
    version_headers: list,
    observatory: z.strictObject({
      good: z.number(),
      poor: z.number(),
      extra_credit_from: z.number(),
      grades: z.record(z.string().regex(/^\d+$/), z.string()),
      tolerated: list,
      modifiers: z.record(z.string(), z.number().int()),
    }),
  }),
  technology: z.strictObject({ fresh_days: days }),
  mobile: z.strictObject({
    legible_px: z.number(),
    target_px: z.number(),
    wide_px: z.number(),
    sample_share: z.number().min(0).max(1),
    slow_kbit: z.number().positive(),
    slow_trip_ms: z.number().positive(),
    light_bytes: z.number().positive(),
    heavy_bytes: z.number().positive(),
    parity_words: z.number(),
    parity_share: z.number().min(0).max(1),
  }),
  accessibility: z.strictObject({ tiny_px: z.number(), least_line_height: z.number(), longest_line: z.number(), long_text_letters: z.number(), words_without_heading: z.number() }),
  privacy: z.strictObject({ statement_parts: z.number().int(), short_cookie_days: days, refusal_area_share: z.number().min(0).max(1) }),
  quality: z.strictObject({
    score_good: z.number(),
    score_poor: z.number(),
    least_links_read: z.number().int(),
    broken_share: z.number().min(0).max(1),
    least_words: z.number().int(),
    shortest_sentence: z.number().int(),
    readability: z.record(
      z.string(),
      z.strictObject({
        formula: z.string(),
        base: z.number(),
        words_per_sentence: z.number(),
        sentences_per_word: z.number(),
        syllables_per_word: z.number(),
        letters_per_word: z.number(),
        syllable: z.string(),
        silent: z.string(),
        easy: z.number(),
        hard: z.number(),
      }),
    ),
  }),
});
export type Thresholds = z.infer<typeof shape>;

let loaded: Thresholds | undefined;
/** Where the checks draw their lines, each with its source (`config/thresholds.yaml`). */
export const thresholds = (): Thresholds => (loaded ??= shape.parse(parse(readFileSync(new URL('./thresholds.yaml', import.meta.url), 'utf8'))));
