import type { Assessment } from '../../storage/contract.ts';
import type { PortalName } from './layout.ts';
import type { Truth } from './truth.ts';

/** Drafts of one demo portal beside what is really there. */
export interface BesideTruth {
  readonly portal: PortalName;
  /** Answers by what is there and what was drafted. */
  readonly present: { readonly yes: number; readonly notFound: number; readonly open: number; readonly no: number };
  readonly absent: { readonly yes: number; readonly notFound: number; readonly open: number; readonly no: number };
  /** Things that are there and were not found, and things found that are not there. */
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
  readonly faultsFound: number;
  readonly faults: number;
  readonly faultsMissed: readonly string[];
}

type Tally = { yes: number; notFound: number; open: number; no: number };

export const besideTruth = (portal: PortalName, assessment: Assessment, truth: Truth): BesideTruth => {
  const drafts = new Map(assessment.answers.map((draft) => [draft.indicator, draft]));
  const tallies: Record<'present' | 'absent', Tally> = { present: { yes: 0, notFound: 0, open: 0, no: 0 }, absent: { yes: 0, notFound: 0, open: 0, no: 0 } };
  const missed: string[] = [];
  const wrong: string[] = [];
  for (const known of truth.answers[portal]) {
    const draft = drafts.get(known.indicator);
    if (!draft) continue;
    const tally = tallies[known.present ? 'present' : 'absent'];
    const kind = draft.answer === 'yes' ? 'yes' : draft.answer === 'no' ? 'no' : draft.answer === 'not-found' ? 'notFound' : 'open';
    tally[kind]++;
    if (known.present && (kind === 'notFound' || kind === 'no')) missed.push(`${known.indicator} (${known.page ?? ''}: ${known.why})`);
    if (!known.present && kind === 'yes') wrong.push(`${known.indicator} (${known.why})`);
  }
  const planted = [
    ...truth.faults.accessibility.filter((fault) => fault.portal === portal).map((fault) => ({ ...fault, found: isRuleFound(assessment, fault) })),
    ...truth.faults.headers.filter((fault) => fault.portal === portal).map((fault) => ({ ...fault, found: isHeaderFound(assessment, fault.header) })),
  ];
  return {
    portal,
    ...tallies,
    missed,
    wrong,
    faults: planted.length,
    faultsFound: planted.filter((fault) => fault.found).length,
    faultsMissed: planted.filter((fault) => !fault.found).map((fault) => `${fault.page}: ${fault.what}`),
  };
};

/** The check that tells of a planted fault, by axe rule or header. */
const CHECKS: Readonly<Record<string, string>> = {
  reflow: 'mobile/reflow',
  'target-size': 'mobile/target-size',
  'meta-viewport': 'mobile/zoom',
  'strict-transport-security': 'security/hsts',
  'content-security-policy': 'security/csp',
  'x-content-type-options': 'security/content-type-options',
  'set-cookie': 'security/cookies',
  server: 'security/server-leak',
};

const isRuleFound = ({ findings }: Assessment, { rule, page }: { readonly rule: string; readonly page: string }): boolean =>
  findings.some((finding) => {
    if (finding.outcome === 'pass') return false;
    const told = JSON.stringify([finding.data, finding.evidence]);
    return (finding.check === CHECKS[rule] && told.includes(page)) || (finding.check.startsWith('accessibility/') && told.includes(`"${rule}"`) && told.includes(page));
  });

const isHeaderFound = ({ findings }: Assessment, header: string): boolean =>
  findings.some((finding) => finding.check === CHECKS[header] && (finding.outcome === 'fail' || finding.outcome === 'unsure'));

/** The comparison as lines for a terminal. */
export const truthLines = (beside: BesideTruth): string => {
  const row = (name: string, { yes, notFound, open, no }: Tally): string => `  ${name.padEnd(22)}${[yes, notFound, open, no].map((count) => String(count).padStart(11)).join('')}\n`;
  const list = (title: string, lines: readonly string[]): string => (lines.length ? `  ${title}\n${lines.map((line) => `     · ${line}\n`).join('')}` : '');
  return [
    '\n  Beside the truth\n',
    `  ${''.padEnd(22)}${['yes', 'not-found', 'open', 'no'].map((name) => name.padStart(11)).join('')}\n`,
    row('really there', beside.present),
    row('really not there', beside.absent),
    list('There, but not found:', beside.missed),
    list('Found, but not there:', beside.wrong),
    `  Planted faults found: ${beside.faultsFound} of ${beside.faults}\n`,
    list('Not found:', beside.faultsMissed),
  ].join('');
};
