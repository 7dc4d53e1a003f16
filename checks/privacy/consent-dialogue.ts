import { thresholds } from '../../config/thresholds.ts';
import { tracking } from '../../config/tracking.ts';
import { isFailure, type Overlay, type OverlayButton } from '../../crawler/artifact.ts';
import { defineCheck, type Evidence, type Result, type ViewPage, type Words } from '../contract.ts';
import { elementEvidence } from '../evidence.ts';
import { cookiesKept, openedPages, thirdPartiesTold, UNSEEN, UNSEEN_MESSAGES } from '../first-visit.ts';

type Verdict = 'refusal-beside' | 'refusal-smaller' | 'refusal-unclear' | 'no-refusal' | 'notice-only';
type Reason = Verdict | 'provider-only' | 'none-though-followed' | 'nothing-to-agree-to' | 'language-without-words' | 'not-looked' | 'not-opened';
const OUTCOMES = { 'no-refusal': 'fail', 'refusal-smaller': 'unsure', 'refusal-unclear': 'unsure', 'notice-only': 'unsure', 'refusal-beside': 'pass' } as const satisfies Record<
  Verdict,
  Result['outcome']
>; // worst first

export const check = defineCheck({
  title: 'Refusing cookies is as easy as agreeing',
  why: 'Consent is free only where it can be refused as easily, on the same level (GDPR art. 4(11) and 7; CNIL recommendation 2020-092; EDPB Cookie Banner Taskforce, report of 2023, practice A).',
  needs: ['rendered', 'language'] as const,
  site: [] as const,
  messages: {
    ...UNSEEN_MESSAGES,
    'not-looked': 'Dialogues were not gathered in this run.',
    'refusal-beside': '“{reject}” stands beside “{accept}”.',
    'refusal-smaller': '“{reject}” is much smaller than “{accept}”.',
    'refusal-unclear': 'Beside “{accept}” stand buttons that we do not know: {others}.',
    'no-refusal': 'One can press “{accept}”, but nothing refuses on the same level (also there: {others}).',
    'notice-only': 'A notice about cookies can be closed; it asks nothing.',
    'provider-only': 'A consent service is loaded ({names}), but no dialogue was seen.',
    'none-though-followed': 'Visitors are followed, and no dialogue that asks them was seen.',
    'language-without-words': 'The pages opened are in languages whose words we do not have.',
    'nothing-to-agree-to': 'No dialogue was seen, and nothing that needs one.',
  },
  remedy: {
    'no-refusal': 'Put a button that refuses beside the one that agrees, in the same size.',
    'refusal-smaller': 'Give both buttons the same size.',
    'none-though-followed': 'Ask before visitors are followed, or do not follow them.',
  },
  run: (view): Result<Reason> => {
    const opened = openedPages<'language'>(view);
    if (!opened.length) return UNSEEN;
    const looked = opened.filter(({ first }) => first);
    if (!looked.length) return { outcome: 'untested', reason: 'not-looked' };
    const dialogues = looked.flatMap(({ first, page }) => first!.overlays.flatMap((overlay) => judgeDialogue(overlay, languagesOf(page), view.words, page) ?? []));
    for (const verdict of Object.keys(OUTCOMES) as Verdict[]) {
      const found = dialogues.find(({ reason }) => reason === verdict);
      if (found) return { outcome: OUTCOMES[verdict], ...found };
    }
    if (looked.every(({ page }) => isWordless(languagesOf(page), view.words))) return { outcome: 'untested', reason: 'language-without-words' };
    const told = thirdPartiesTold(view, opened);
    const providers = told.filter(({ who }) => who?.category === tracking().consent);
    if (providers.length) return { outcome: 'unsure', reason: 'provider-only', data: { names: [...new Set(providers.map(({ who }) => who!.name))].join(', ') } };
    const followed = told.some(({ who }) => who?.tracks) || cookiesKept(view, opened).some(({ follows }) => follows);
    return followed ? { outcome: 'not-found', reason: 'none-though-followed' } : { outcome: 'not-applicable', reason: 'nothing-to-agree-to' };
  },
});

const languagesOf = ({ parts: { language } }: ViewPage<'language'>): readonly string[] =>
  isFailure(language) ? [] : [...new Set([language.detected, language.declared].filter((tag) => tag && tag !== 'und'))];
const isWordless = (languages: readonly string[], words: Words): boolean => languages.length > 0 && languages.every((language) => !words.lexicon(language));

interface Dialogue {
  readonly reason: Verdict;
  readonly data: Readonly<Record<string, string>>;
  readonly evidence: readonly Evidence[];
}

/** What a dialogue about cookies offers; null where it is about something else. Many dialogues keep English on pages of other languages. */
const judgeDialogue = ({ text, selector, html, buttons }: Overlay, languages: readonly string[], words: Words, page: ViewPage<'rendered'>): Dialogue | null => {
  const says = (concept: string, label: string): boolean => [...languages, 'en'].some((language) => words.match(concept, language, label) !== null);
  const kindOf = (label: string): 'accept' | 'reject' | 'settings' | 'about' | 'other' =>
    says('consent-reject', label) // first: "do not accept" holds "accept"
      ? 'reject'
      : says('consent-accept', label)
        ? 'accept'
        : says('consent-settings', label)
          ? 'settings'
          : says('cookie-notice', label) || says('privacy', label) || says('legal-notice', label)
            ? 'about'
            : 'other';
  const kinds = Map.groupBy(
    buttons.filter((button) => /\p{L}/u.test(button.text)),
    (button) => kindOf(button.text),
  );
  const accept = kinds.get('accept')?.[0];
  const rejects = kinds.get('reject') ?? [];
  const unknown = (kinds.get('other') ?? []).filter(({ kind }) => kind === 'button');
  const asks = accept !== undefined || rejects.length > 0;
  if (!says('cookie-notice', text) && !(asks && says('privacy', text))) return null;
  const reject = rejects.toSorted((a, b) => areaOf(b) - areaOf(a))[0];
  const others = buttons.filter((button) => button !== accept && button !== reject).map((button) => `“${button.text}”`);
  const data = { accept: accept?.text ?? '', reject: reject?.text ?? '', others: others.join(', ') || 'nothing' };
  const dialogue = (reason: Verdict, ...shown: readonly (OverlayButton | undefined)[]): Dialogue => ({
    reason,
    data,
    evidence: [elementEvidence(page, selector, html), ...shown.filter((button) => button !== undefined).map((button) => elementEvidence(page, button.selector, button.html))],
  });
  if (accept && reject) return dialogue(areaOf(reject) < thresholds().privacy.refusal_area_share * areaOf(accept) ? 'refusal-smaller' : 'refusal-beside', accept, reject);
  if (reject) return dialogue('refusal-beside', reject);
  if (accept) return dialogue(unknown.length ? 'refusal-unclear' : 'no-refusal', accept, ...unknown);
  return unknown.length ? dialogue('notice-only', ...unknown) : null;
};

const areaOf = ({ width, height }: OverlayButton): number => width * height;
