import { CronExpressionParser } from 'cron-parser';

/**
 * The first moment after `after` that a cron pattern names in a time zone (IANA name), with daylight saving time. Throws an error for
 * people when pattern or zone cannot be understood. Five fields; six (seconds first) are understood too.
 */
export const nextOccurrence = (cron: string, timeZone: string, after: Date): Date => {
  const refuse = (what: string, cause?: unknown): never => {
    throw new Error(`The schedule "${cron}" in "${timeZone}" cannot be used: ${what}.`, { cause });
  };
  // the parser itself fills in what is missing, so that an empty pattern would mean every minute
  if (![5, 6].includes(cron.trim().split(/\s+/).length)) refuse('give five fields: minute, hour, day of month, month, day of week');
  try {
    Intl.DateTimeFormat('en', { timeZone });
  } catch (cause) {
    refuse('the time zone is not known; give a name such as Europe/Rome', cause);
  }
  try {
    return CronExpressionParser.parse(cron, { tz: timeZone, currentDate: after }).next().toDate();
  } catch (cause) {
    return refuse(cause instanceof Error ? cause.message : String(cause), cause);
  }
};

/** Why nights cannot be so, in words for people; null when they can. Unlike a job of ours, a night has no seconds. */
export const scheduleProblem = ({ cron, timeZone }: { readonly cron: string; readonly timeZone: string }, now: Date): string | null => {
  if (cron.length > 100 || timeZone.length > 100) return 'That is too long for a schedule.';
  if (cron.trim().split(/\s+/).length !== 5) return 'Give five fields: minute, hour, day of month, month, day of week.';
  try {
    nextOccurrence(cron, timeZone, now);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};
