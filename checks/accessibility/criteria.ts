import { defineCheck } from '../contract.ts';
import { elementEvidence } from '../evidence.ts';
import { type AxePage, axePages, criteriaOf } from './violations.ts';

/** The 55 success criteria of level A and AA of WCAG 2.2 (W3C Recommendation of 5 October 2023; 4.1.1 was removed), with the axe-core 4 rules that can find a failure of each; none where only a person can. */
const CRITERIA: Readonly<Record<string, string>> = {
  '1.1.1': 'image-alt input-image-alt object-alt role-img-alt svg-img-alt aria-meter-name aria-progressbar-name',
  '1.2.1': 'audio-caption',
  '1.2.2': 'video-caption',
  '1.2.3': '',
  '1.2.4': '',
  '1.2.5': '',
  '1.3.1': 'aria-hidden-body aria-required-children aria-required-parent definition-list dlitem list listitem td-has-header td-headers-attr th-has-data-cells',
  '1.3.2': '',
  '1.3.3': '',
  '1.3.4': 'css-orientation-lock',
  '1.3.5': 'autocomplete-valid',
  '1.4.1': 'link-in-text-block',
  '1.4.2': 'no-autoplay-audio',
  '1.4.3': 'color-contrast',
  '1.4.4': 'meta-viewport',
  '1.4.5': '',
  '1.4.10': '',
  '1.4.11': '',
  '1.4.12': 'avoid-inline-spacing',
  '1.4.13': '',
  '2.1.1': 'frame-focusable-content scrollable-region-focusable server-side-image-map',
  '2.1.2': '',
  '2.1.4': '',
  '2.2.1': 'meta-refresh',
  '2.2.2': 'blink marquee',
  '2.3.1': '',
  '2.4.1': 'bypass',
  '2.4.2': 'document-title',
  '2.4.3': '',
  '2.4.4': 'area-alt link-name',
  '2.4.5': '',
  '2.4.6': '',
  '2.4.7': '',
  '2.4.11': '',
  '2.5.1': '',
  '2.5.2': '',
  '2.5.3': 'label-content-name-mismatch',
  '2.5.4': '',
  '2.5.7': '',
  '2.5.8': 'target-size',
  '3.1.1': 'html-has-lang html-lang-valid html-xml-lang-mismatch',
  '3.1.2': 'valid-lang',
  '3.2.1': '',
  '3.2.2': '',
  '3.2.3': '',
  '3.2.4': '',
  '3.2.6': '',
  '3.3.1': '',
  '3.3.2': 'form-field-multiple-labels',
  '3.3.3': '',
  '3.3.4': '',
  '3.3.7': '',
  '3.3.8': '',
  '4.1.2':
    'aria-allowed-attr aria-command-name aria-hidden-focus aria-input-field-name aria-required-attr aria-roles aria-toggle-field-name aria-valid-attr aria-valid-attr-value button-name frame-title input-button-name label link-name nested-interactive select-name summary-name',
  '4.1.3': '',
};
const MOST_EVIDENCE = 10;

export type CriterionState = 'failed' | 'no-failure-found' | 'not-tested';

/** State of each success criterion over the sample. A criterion counts as looked at only where one of its rules found something to look at. */
export const criterionStates = (sample: readonly AxePage[]): Record<string, CriterionState> => {
  const failed = new Set(sample.flatMap(({ part }) => part.violations.flatMap(({ tags }) => criteriaOf(tags))));
  const passed = new Set(sample.flatMap(({ part }) => part.passes));
  const open = new Set(sample.flatMap(({ part }) => [...part.incomplete.map(({ rule }) => rule), ...part.notRun]));
  return Object.fromEntries(
    Object.entries(CRITERIA).map(([criterion, rules]): [string, CriterionState] => {
      if (failed.has(criterion)) return [criterion, 'failed'];
      const list = rules.split(' ');
      return [criterion, list.some((rule) => passed.has(rule)) && !list.some((rule) => open.has(rule)) ? 'no-failure-found' : 'not-tested'];
    }),
  );
};

export const check = defineCheck({
  title: 'Success criteria, as far as a machine can say',
  why: 'An estimate by criterion of WCAG 2.2 A and AA (EN 301 549 clause 9): failed, no failure found, or not tested. Most criteria need a person, so no portal passes here by machine alone (WCAG-EM 1.0 step 4).',
  needs: ['accessibility'] as const,
  messages: {
    'some-failed': '{failed} of {all} criteria failed on the sampled pages; no failure was found for {clear}; {untested} were not tested.',
    'none-failed': 'No criterion failed on {sampled} sampled pages: no failure was found for {clear} of {all}; {untested} were not tested.',
    'not-rendered': 'No page was opened in a browser with axe-core.',
  },
  remedy: { 'some-failed': 'Repair what failed, then have the criteria that were not tested looked at by a person.', 'none-failed': 'Have the criteria that were not tested looked at by a person.' },
  run: (view) => {
    const sample = axePages(view.pages);
    if (!sample.length) return { outcome: 'untested', reason: 'not-rendered' };
    const criteria = criterionStates(sample);
    const count = (state: CriterionState): number => Object.values(criteria).filter((one) => one === state).length;
    const data = { sampled: sample.length, all: Object.keys(criteria).length, failed: count('failed'), clear: count('no-failure-found'), untested: count('not-tested'), criteria };
    if (!data.failed) return { outcome: 'unsure', reason: 'none-failed', data };
    const examples = new Map(
      sample
        .toReversed()
        .flatMap(({ page, part }) =>
          part.violations.flatMap((finding) =>
            criteriaOf(finding.tags).flatMap((criterion) => finding.nodes.slice(0, 1).map((node) => [criterion, elementEvidence(page, node.target, node.html)] as const)),
          ),
        ),
    );
    return { outcome: 'fail', reason: 'some-failed', data, evidence: [...new Map([...examples.values()].map((piece) => [piece.id, piece])).values()].slice(0, MOST_EVIDENCE) };
  },
});
