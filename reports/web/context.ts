import type { Context, Hono } from 'hono';
import type { Catalogue, CatalogueId } from '../../config/catalogue.ts';
import type { Settings } from '../../config/settings.ts';
import type { Queue } from '../../queue/contract.ts';
import type { Assessment } from '../../storage/contract.ts';
import type { Store } from '../../storage/store.ts';
import type { Account } from '../../storage/survey-contract.ts';
import type { Wording } from '../html/context.ts';
import type { KeyWords } from '../wording.ts';

/** What the web app works with. Everything that has an effect comes in here, so that a test can start it on any store. */
export interface WebDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly settings: Settings;
  readonly catalogue: (id: CatalogueId) => Promise<Catalogue>;
  readonly wording: (assessment: Assessment) => Promise<Wording>;
  /** Words for the keys of changes. */
  readonly words: () => Promise<KeyWords>;
  readonly now: () => Date;
}

/** Who asks. A browser has a session and proves each form with the session's CSRF token; a program has a personal token. */
export interface Viewer {
  readonly account: Account;
  readonly by: 'session' | 'token';
  readonly session: string;
  readonly csrf: string;
}
export interface WebEnv {
  Variables: { viewer: Viewer | null; nonce: string };
}
export type WebApp = Hono<WebEnv>;
export type WebContext = Context<WebEnv>;
/** A page or part of the API: puts its routes on the app. */
export type Register = (app: WebApp, deps: WebDeps) => void;
