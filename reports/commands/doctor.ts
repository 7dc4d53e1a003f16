import { statfs } from 'node:fs/promises';
import type { Binding, Catalogue, Indicator, Term } from '../../config/catalogue.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { readSettings } from '../../config/settings.ts';
import { findChromium } from '../../crawler/chromium.ts';
import { findVnu } from '../../crawler/validator.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { hasFontFor, run, SCRIPTS } from '../setup/system.ts';
import { mustBeFolder } from '../write-out.ts';
import { print } from './outputs.ts';

/** One thing looked at: is it well, what was seen, and what to do if not. `needed: false` costs answers, not the run. */
interface Sight {
  readonly what: string;
  readonly well: boolean;
  readonly needed: boolean;
  readonly seen: string;
  readonly fix: string;
}

const LEAST_FREE_GB = 2;

/** Looks at this machine, or lists how each question is answered. Ends with 1 when something needed is missing. */
export async function doctor({ coverage, json }: { readonly coverage?: boolean; readonly json?: boolean }): Promise<ExitCode> {
  return coverage ? listCoverage(json ?? false) : lookAround(json ?? false);
}

async function lookAround(json: boolean): Promise<ExitCode> {
  const settings = readSettings();
  const sights = await Promise.all([node(), browser(settings.chromium), fonts(), folder(settings.data), markupValidator(settings.vnu), words()]);
  const lines = sights.flat().map((sight) => `${sight.well ? '✓' : sight.needed ? '✕' : '○'} ${sight.what.padEnd(16)} ${sight.seen}${sight.well ? '' : `\n  ${''.padEnd(16)} ${sight.fix}`}\n`);
  await print(json ? `${JSON.stringify(sights.flat(), null, 2)}\n` : lines.join(''));
  return sights.flat().every((sight) => sight.well || !sight.needed) ? EXIT.done : EXIT.failed;
}

const node = (): Sight => ({
  what: 'Node',
  well: Number(process.versions.node.split('.')[0]) >= 24,
  needed: true,
  seen: process.versions.node,
  fix: 'Run ./egov or npm run egov: they use the Node 24 that npm ci installs.',
});

async function browser(chosen: string | null): Promise<Sight> {
  const path = await findChromium(chosen);
  const version = path === null ? null : await run(path, ['--version'], 20);
  return {
    what: 'Chromium',
    well: version?.code === 0,
    needed: false,
    seen: path === null ? 'none found: nothing is rendered, so accessibility and mobile use cannot be assessed' : `${version?.output.trim() || 'does not start'} (${path})`,
    fix: 'Run: npx playwright install --with-deps chromium, or on Debian: apt-get install -y chromium. EGOV_CHROMIUM names one that is elsewhere.',
  };
}

async function fonts(): Promise<Sight> {
  const known = await Promise.all(SCRIPTS.map(([language]) => hasFontFor(language)));
  const missing = SCRIPTS.filter((_, place) => known[place] !== true).map(([, script]) => script);
  return {
    what: 'Fonts',
    well: missing.length === 0,
    needed: false,
    seen: missing.length === 0 ? 'for every script looked for' : `none for ${missing.join(', ')}: pictures of such pages show boxes`,
    fix: 'On Debian: apt-get install -y fonts-noto-core fonts-noto-cjk',
  };
}

async function folder(path: string): Promise<Sight> {
  const refused = await mustBeFolder(path, 'EGOV_DATA').then(
    () => null,
    (error: Error) => error.message,
  );
  const space = refused === null ? await statfs(path) : null;
  const free = space === null ? 0 : (space.bavail * space.bsize) / 1e9;
  return {
    what: 'Data folder',
    well: refused === null && free >= LEAST_FREE_GB,
    needed: true,
    seen: refused ?? `${path}, ${free.toFixed(1)} GB free`,
    fix: `Free at least ${LEAST_FREE_GB} GB, or point EGOV_DATA to another folder.`,
  };
}

async function markupValidator(chosen: string | null): Promise<Sight[]> {
  const java = await run('java', ['-version'], 20);
  const jar = findVnu(chosen);
  const told = 'the markup question stays “cannot assess”';
  return [
    {
      what: 'Java',
      well: java.code === 0,
      needed: false,
      seen: java.code === 0 ? (java.output.split('\n')[0] ?? '') : `not found: ${told}`,
      fix: 'On Debian: apt-get install -y default-jre-headless',
    },
    {
      what: 'Markup validator',
      well: jar !== null,
      needed: false,
      seen: jar ?? `${chosen === null ? 'vnu.jar not found' : `EGOV_VNU: there is no file ${chosen}`}: ${told}`,
      fix: 'Run: npm install --no-save vnu-jar (32 MB). EGOV_VNU names a vnu.jar that is elsewhere.',
    },
  ];
}

async function words(): Promise<Sight[]> {
  const { loadLexicons } = await import('../../config/lexicon.ts');
  const lexicons = await loadLexicons();
  return [{ what: 'Languages', well: lexicons.size > 0, needed: true, seen: [...lexicons.keys()].join(', '), fix: 'config/lexicons holds no lexicon.' }];
}

interface Row {
  readonly catalogue: string;
  readonly indicator: string;
  readonly unCode: string;
  readonly label: string;
  readonly automatable: string;
  readonly by: readonly string[];
  readonly needsHuman: string | null;
}

async function listCoverage(json: boolean): Promise<ExitCode> {
  const catalogues = await Promise.all([loadCatalogue('losi-2024'), loadCatalogue('osi-2024')]);
  const rows = catalogues.flatMap((catalogue) => catalogue.indicators.map((indicator) => rowOf(catalogue, indicator)));
  const unbound = rows.filter((row) => row.by.length === 0 && row.needsHuman === null);
  await print(
    json
      ? `${JSON.stringify(rows, null, 2)}\n`
      : rows.map((row) => `${row.indicator.padEnd(18)} ${row.label.slice(0, 48).padEnd(48)} ${row.needsHuman === null ? row.by.join(' ') : `needs-human: ${row.needsHuman}`}\n`).join(''),
  );
  process.stderr.write(
    `${rows.length} questions: ${rows.filter((row) => row.by.length > 0).length} answered by checks and concepts, ${rows.filter((row) => row.needsHuman !== null).length} by people, ${unbound.length} by nothing\n`,
  );
  return unbound.length === 0 ? EXIT.done : EXIT.failed;
}

const rowOf = (catalogue: Catalogue, { id, unCode, label, automatable, binding, needsHuman }: Indicator): Row => ({
  catalogue: catalogue.id,
  indicator: id,
  unCode,
  label,
  automatable,
  by: binding === null ? [] : leaves(binding),
  needsHuman,
});

function leaves(term: Term | Binding): string[] {
  if ('check' in term) return [term.check];
  if ('concept' in term) return [[`concept/${term.concept}`, term.with ? `+${term.with}` : '', term.rungs ? `[${term.rungs.join('|')}]` : '', term.window ? `@${term.window}` : ''].join('')];
  return [...('all' in term ? term.all : 'any' in term ? term.any : term.none)].flatMap(leaves);
}
