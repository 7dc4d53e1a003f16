import { register as api } from './api/api.ts';
import { register as archive } from './archive.ts';
import type { Register } from './context.ts';
import { register as acceptInvitation } from './pages/accept-invitation.ts';
import { register as account } from './pages/account.ts';
import { register as changes } from './pages/changes.ts';
import { register as countries } from './pages/countries.ts';
import { register as desk } from './pages/desk.ts';
import { register as disagreements } from './pages/disagreements.ts';
import { register as people } from './pages/people.ts';
import { register as question } from './pages/question.ts';
import { register as signIn } from './pages/sign-in.ts';
import { register as subject } from './pages/subject.ts';

/** All pages and the API, in the order in which their addresses are tried. */
export const PAGES: readonly Register[] = [signIn, acceptInvitation, account, people, countries, subject, changes, desk, question, disagreements, archive, api];
