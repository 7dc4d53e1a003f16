import { Command, CommanderError, Option } from 'commander';
import { day, hosts, wholeNumber } from './commands/options.ts';
import { EXIT, ending } from './exit-codes.ts';

const sample = (): Option =>
  new Option('--sample <depth>', 'pages measured for accessibility and mobile use: the key pages, or also each template and a random tenth (default: full)').choices(['quick', 'full']);
const level = (text: string): Option => new Option('--level <level>', text).choices(['municipal', 'national']);

/**
 * The command line. Each command is loaded only when it is called, so that `--help` answers at once.
 */
const program = new Command('egov')
  .description('Drafts answers to UN E-Government Survey questions from what government portals show, with evidence, for people to decide.')
  .version((await import('../package.json', { with: { type: 'json' } })).default.version)
  .showHelpAfterError('(egov <command> --help explains the options)')
  .addHelpText('after', '\nExit codes: 0 done · 1 failed · 2 wrong use · 3 nothing could be assessed · 4 some subjects failed · 130/143 stopped')
  .exitOverride();

program
  .command('demo')
  .description('assess two bundled sample portals and compare with what is really there')
  .option('--report <dir>', 'where the reports go', 'data/demo/reports')
  .action(async (options) => finish((await import('./commands/demo.ts')).demo(options)));

program
  .command('assess')
  .description('assess one portal')
  .argument('<url>', 'start page of the portal')
  .addOption(level('level of the portal (default: that of the catalogue, else municipal)'))
  .addOption(new Option('--catalogue <id>', 'questions to answer (default: those of the level)').choices(['losi-2024', 'osi-2024']))
  .option('--max-pages <n>', 'read at most so many pages', wholeNumber(1))
  .option('--browser-pages <n>', 'open at most so many of them in a browser', wholeNumber(0))
  .option('--lighthouse <n>', 'measure so many pages of each portal with Lighthouse, at most 3; half a minute each (default: none)', wholeNumber(0, 3))
  .addOption(sample())
  .option('--delay <ms>', 'pause between two requests to the same host, in milliseconds', wholeNumber(0))
  .option('--allow-private', 'visit addresses of private networks and this machine')
  .option('--alias <host>', 'this host is the same portal; its links are followed on the address given (repeatable)', hosts)
  .option('--as-of <date>', 'judge time windows on this day (default: today)', day)
  .option('--seed <n>', 'seed of the random part of the sample', wholeNumber(0))
  .option('--fresh', 'start anew even when an unfinished run could go on')
  .option('--json <file>', 'write the answers as JSON; - prints them, and nothing else, on standard output')
  .option('--report <dir>', 'write the HTML report into this folder')
  .action(async (url, options) => finish((await import('./commands/assess.ts')).assessPortal(url, options)));

program
  .command('check')
  .description('judge a stored visit again, without any request')
  .argument('<run>', 'id of the run')
  .option('--json <file>', 'write the answers as JSON; - prints them on standard output')
  .option('--report <dir>', 'write the HTML report into this folder')
  .action(async (run, options) => finish((await import('./commands/check.ts')).checkRun(run, options)));

const portals = program.command('portals').description('the registry of portals');
portals
  .command('list')
  .description('list registered portals')
  .argument('[iso3...]', 'only these countries, such as ITA KHM')
  .addOption(level('only portals of this level'))
  .option('--json', 'print JSON')
  .action(async (countries, options) => finish((await import('./commands/portals.ts')).listPortals(countries, options)));

portals
  .command('add')
  .description('add a portal to a country or its city; whoever adds it says that it is official')
  .argument('<iso3>', 'the country')
  .argument('<url>', 'start page of the portal')
  .addOption(level('level of the portal (default: national)'))
  .option('--role <role>', 'national, e-services, participation, open-data, ministry, city or other')
  .option('--alias <host>', 'this host is the same portal (repeatable)', hosts)
  .action(async (iso3, url, options) => finish((await import('./commands/portals.ts')).addPortal(iso3, url, options)));
portals
  .command('import')
  .description('add portals from a CSV file with the columns iso3, level, role, url')
  .argument('<file>')
  .action(async (file) => finish((await import('./commands/portals.ts')).importPortals(file)));
portals
  .command('check')
  .description('ask each portal for its start page')
  .argument('[iso3...]', 'only these countries')
  .addOption(level('only portals of this level'))
  .option('--allow-private', 'ask addresses of private networks and this machine, too')
  .action(async (countries, options) => finish((await import('./commands/portals.ts')).checkPortals(countries, options)));

program
  .command('crawl')
  .description('crawl the registered portals of countries and draft the answers')
  .argument('[iso3...]', 'the countries, such as KEN FRA')
  .option('--all', 'all countries')
  .addOption(level('only subjects of this level'))
  .option('--fresh', 'start anew even when an unfinished run could go on, and measure every page again')
  .option('--include-unverified', 'also portals that nobody has verified to be official')
  .option('--max-pages <n>', 'read at most so many pages of each subject', wholeNumber(1))
  .option('--browser-pages <n>', 'open at most so many of them in a browser', wholeNumber(0))
  .option('--lighthouse <n>', 'measure so many pages of each portal with Lighthouse, at most 3; half a minute each (default: none)', wholeNumber(0, 3))
  .addOption(sample())
  .option('--delay <ms>', 'pause between two requests to the same host, in milliseconds', wholeNumber(0))
  .option('--allow-private', 'visit addresses of private networks and this machine')
  .option('--as-of <date>', 'judge time windows on this day (default: today)', day)
  .action(async (countries, options) => finish((await import('./commands/crawl.ts')).crawlSubjects(countries, options)));

program
  .command('worker')
  .description('work off the shared queue until told to stop')
  .option('--concurrency <n>', 'jobs at the same time', wholeNumber(1))
  .option('--schedules', 'also give the schedules to the queue; for one process of a deployment')
  .action(async (options) => finish((await import('./commands/worker.ts')).work(options)));

program
  .command('nightly')
  .description('run the nights that are due: crawl, compare with the last known good run, reopen what changed')
  .argument('[subjects...]', 'with --at, --off or --list: whose nights (code of a country or id of a subject)')
  .option('--now', 'those of all scheduled subjects, due or not')
  .option('--at <cron>', 'set when they are visited by themselves: minute, hour, day of month, month, day of week')
  .option('--zone <name>', 'time zone of --at, such as Africa/Nairobi (UTC when not said)')
  .option('--off', 'visit them by themselves no more')
  .addOption(level('with --at or --off: only subjects of this level'))
  .option('--list', 'show when who is visited')
  .action(async (subjects, options) => {
    const { isAboutSchedules, scheduleNights } = await import('./commands/schedule-nights.ts');
    return finish(isAboutSchedules(subjects, options) ? scheduleNights(subjects, options) : (await import('./commands/nightly.ts')).runNights(options));
  });

program
  .command('changes')
  .description('what changed, and which answers it touches')
  .argument('<subject>', 'code of a country, or id of a subject')
  .option('--since <run>', 'all that differs between this run and the last good one')
  .option('--json', 'print JSON')
  .action(async (subject, options) => finish((await import('./commands/changes.ts')).showChanges(subject, options)));

program
  .command('serve')
  .description('the web app, on this machine with a worker beside it')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--port <n>', 'port to listen on', wholeNumber(0), 8600)
  .option('--no-worker', 'without the worker; jobs wait until `egov worker` runs')
  .action(async (options) => finish((await import('./commands/serve.ts')).serve(options)));

const users = program.command('users').description('the people who may sign in to the web app');
users
  .command('add')
  .description('print a link with which a person makes their account')
  .argument('<email>')
  .option('--name <name>', 'as others on the team see it (default: what stands before the @)')
  .addOption(new Option('--role <role>', 'what they may do').choices(['administrator', 'survey-officer', 'assessor', 'reader']).default('assessor'))
  .option('--languages <codes>', 'languages they read, such as "fr ar"', '')
  .action(async (email, options) => finish((await import('./commands/users.ts')).addUser(email, options)));
users
  .command('list')
  .description('list accounts')
  .option('--json', 'print JSON')
  .action(async (options) => finish((await import('./commands/users.ts')).listUsers(options)));
users
  .command('disable')
  .description('end all sessions and tokens of a person and let them in no more')
  .argument('<email>')
  .action(async (email) => finish((await import('./commands/users.ts')).disableUser(email)));
users
  .command('password')
  .description('give a person who has forgotten theirs a new password, printed once')
  .argument('<email>')
  .action(async (email) => finish((await import('./commands/users.ts')).resetPassword(email)));

program
  .command('export')
  .description('write answers with their evidence for a country and its city, or for all')
  .argument('<country>', 'ISO 3166-1 alpha-3 code such as KEN, id of a subject such as KEN-city, or all')
  .addOption(new Option('--format <format>', 'xlsx: workbook · csv: answers only · json: everything, with a schema · html: one page to print').choices(['xlsx', 'csv', 'json', 'html']).default('xlsx'))
  .addOption(new Option('--edition <id>', 'only these questions (default: those of each level)').choices(['losi-2024', 'osi-2024']))
  .option('--include-drafts', 'also what the machine suggests; the file is then marked DRAFT throughout')
  .option('--out <file>', 'where to; - is standard output (default: egov-<country>-<date> in this folder)')
  .action(async (country, options) => finish((await import('./commands/export.ts')).exportSurvey(country, options)));

program
  .command('validity')
  .description('how well drafts agree with people')
  .argument('[run...]', 'ids of runs, or files written by assess --json; none: all runs that assessors have answered')
  .option('--gold <file...>', 'labels: answers of people to items, or to page features; without: the answers of this installation')
  .option('--json <file>', 'write the figures as JSON; - prints them on standard output')
  .action(async (runs, options) => finish((await import('./commands/validity.ts')).validity(runs, options)));

program
  .command('doctor')
  .description('what is missing on this machine')
  .option('--coverage', 'list how each question of both catalogues is answered')
  .option('--json', 'print JSON')
  .action(async (options) => finish((await import('./commands/doctor.ts')).doctor(options)));

/** Ends with the command's exit code once its output has been written. */
async function finish(command: Promise<number>): Promise<void> {
  process.exitCode = await command;
}

/** Stack traces are for EGOV_LOG=debug only. Settings that cannot be read are told as the error they are. */
async function debugging(): Promise<boolean> {
  const { readSettings } = await import('../config/settings.ts');
  try {
    return readSettings().log === 'debug';
  } catch {
    return false;
  }
}

/** A reader that stops early (`| head`) is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
  } else {
    const { message, exitCode } = ending(error);
    process.stderr.write(`egov: ${message}\n`);
    if (await debugging()) process.stderr.write(`${error instanceof Error ? error.stack : ''}\n`);
    process.exitCode = exitCode;
  }
}
