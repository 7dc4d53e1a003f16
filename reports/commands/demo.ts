import { join } from 'node:path';
import { readSettings } from '../../config/settings.ts';
import type { PortalName } from '../demo/layout.ts';
import { besideTruth, truthLines } from '../demo/beside-truth.ts';
import { startDemoPortals } from '../demo/serve.ts';
import { portalsOfDemo } from '../demo/subjects.ts';
import { readTruth } from '../demo/truth.ts';
import { demoPeople, openDemoSurvey } from '../demo/two-nights.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { printable } from '../progress.ts';
import { baseAddress } from '../web/auth/invitations.ts';
import { signInLink } from '../web/auth/sign-in-links.ts';
import { openWorkplace } from '../workplace.ts';
import { changeLine } from './changes.ts';
import { mustHavePlace, putOut } from './outputs.ts';
import { listenForStop } from './stop-signal.ts';

const MOST_CHANGES = 24;
const DESK = 'http://127.0.0.1:8600'; // where egov serve listens when nothing else is said

/**
 * The whole way on two sample portals of an imagined country: registered, crawled through the queue, drafted, shown beside
 * what is really there, visited again after they changed, and ready for people to decide.
 */
export async function demo({ report, json }: { readonly report: string; readonly json?: string }): Promise<ExitCode> {
  await mustHavePlace({ report });
  const started = performance.now();
  const asOf = new Date().toISOString().slice(0, 10);
  const settings = { ...readSettings(), databaseUrl: null, redisUrl: null, data: join(readSettings().data, 'demo') };
  const workplace = await openWorkplace(settings);
  const { store } = workplace;
  const portals = await startDemoPortals({ asOf });
  const tell = (text: string): void => {
    process.stderr.write(`${text.split('\n').map(printable).join('\n')}\n`);
  };
  const stop = listenForStop(tell);
  const survey = await openDemoSurvey(portals, asOf, { store, settings, tell, signal: stop.signal });
  try {
    const truth = await readTruth();
    const subjects = portalsOfDemo(portals);
    tell('Two sample portals of an imagined country run on this machine. Both are visited now, as real ones would be.\n');
    await survey.visit();
    const pages: string[] = [];
    for (const { subject } of subjects) {
      const kind: PortalName = subject.level;
      const run = (await store.survey.subject(subject.id))!.lastGood!;
      const assessment = await store.loadAssessment(run.id);
      const folder = join(report, kind);
      await putOut(assessment, { report: folder, ...(json && { json: `${json}-${kind}.json` }) }, await workplace.sources(assessment));
      process.stderr.write(truthLines(besideTruth(kind, assessment, truth)));
      pages.push(join(folder, 'index.html'));
    }
    const firstNight = performance.now() - started;
    tell('\nA night later a service has vanished, pages were reworded and a security header is gone. Both are visited again.\n');
    portals.turnTo('second');
    for (const line of await survey.night()) tell(`  ${line}`);
    for (const { subject } of subjects) await tellChanges(subject.id, store, tell);
    const people = await demoPeople(store, subjects);
    const base = baseAddress(settings, DESK);
    const assessor = people.find(({ role }) => role === 'assessor')!;
    const link = await signInLink(store, assessor.id, { base, now: new Date() });
    tell(`\nDone in ${Math.round((performance.now() - started) / 1000)} s (first visit with reports ${Math.round(firstNight / 1000)} s). The reports:\n${pages.map((page) => `  ${page}`).join('\n')}`);
    tell(
      `\nNow people decide. Start the desk:\n  EGOV_DATA=${settings.data} ./egov serve\nthen open the desk as ${assessor.email}; this link works once, for a day:\n  ${link}\nor sign in at ${base}/desk as\n${people.map(({ email, password, role }) => `  ${email.padEnd(20)} ${password}  ${role}`).join('\n')}`,
    );
    return EXIT.done;
  } catch (error) {
    const code = stop.code();
    if (code === null) throw error;
    return code;
  } finally {
    stop.release();
    await survey.close();
    await portals.close();
    await workplace.close();
  }
}

async function tellChanges(subject: string, store: Parameters<typeof demoPeople>[0], tell: (text: string) => void): Promise<void> {
  const good = await store.survey.subject(subject);
  const changes = (await store.survey.changes({ subject })).filter((change) => change.toRun === good?.lastGood?.id);
  for (const change of changes.slice(0, MOST_CHANGES)) tell(`  ${changeLine(change)}`);
  if (changes.length > MOST_CHANGES) tell(`  … and ${changes.length - MOST_CHANGES} more: egov changes ${subject}`);
}
