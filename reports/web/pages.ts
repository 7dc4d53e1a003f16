import type { Register } from './context.ts';
import { register as acceptInvitation } from './pages/accept-invitation.ts';
import { register as account } from './pages/account.ts';
import { register as people } from './pages/people.ts';
import { register as signIn } from './pages/sign-in.ts';

/** All pages and the API, in the order in which their addresses are tried. */
export const PAGES: readonly Register[] = [signIn, acceptInvitation, account, people];
