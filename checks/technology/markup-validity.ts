import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck, type Result } from '../contract.ts';
import { measurementEvidence } from '../evidence.ts';

export const check = defineCheck({
  title: 'The markup is valid',
  why: 'The question names the W3C markup validator and the home page, so only its engine (vnu) may answer it, on that page; other tools count errors otherwise (LOSI #208, OSI #196).',
  needs: ['validator'] as const,
  messages: {
    valid: 'The validator (vnu {version}) finds no error on the home page; {clean} of {pages} pages are without.',
    errors: 'The validator (vnu {version}) finds {errors} errors on the home page; {clean} of {pages} pages are without.',
    'not-judged': 'The validator (vnu) could not judge the home page: {why}.',
    'engine-missing': 'The validator that the question names (vnu) was not run.',
  },
  remedy: { errors: 'Mend what validator.w3.org/nu lists for the home page.', 'engine-missing': 'Install vnu-jar and Java (docs/operations.md), or enter what validator.w3.org says.' },
  run: (view): Result<'valid' | 'errors' | 'not-judged' | 'engine-missing'> => {
    const home = view.home;
    const part = home?.parts.validator;
    if (!home || !part || (isFailure(part) && part.failure === 'not-tried')) return { outcome: 'untested', reason: 'engine-missing', data: { engine: 'vnu' } };
    if (isFailure(part)) return { outcome: 'untested', reason: 'not-judged', data: { engine: 'vnu', why: part.detail } };
    const judged = view.pages.flatMap(({ parts: { validator } }) => (isFailure(validator) ? [] : [validator]));
    const data = {
      engine: part.engine,
      version: part.version,
      errors: part.errors,
      warnings: part.warnings,
      first: part.first,
      pages: judged.length,
      clean: judged.filter(({ errors }) => errors === 0).length,
    };
    const evidence = [
      measurementEvidence(home, 'vnu', part.version, 'errors', String(part.errors)),
      ...part.first.map(({ line, text }) => measurementEvidence(home, 'vnu', part.version, `line ${line}`, text)),
    ];
    return part.errors === 0 ? { outcome: 'pass', reason: 'valid', data, evidence } : { outcome: 'fail', reason: 'errors', data, evidence };
  },
});
