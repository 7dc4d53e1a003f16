import { randomUUID } from 'node:crypto';
import type { Settings } from '../../../config/settings.ts';
import type { Store } from '../../../storage/store.ts';
import type { Invitation, Role } from '../../../storage/survey-contract.ts';
import { hashOf, newSecret } from './secrets.ts';

const DAY_MS = 86_400_000;
export interface Invitee {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly languages: readonly string[];
}
export interface SentInvitation {
  readonly email: string;
  readonly link: string;
}

/** The address under which people reach us, without a slash at the end. */
export const baseAddress = (settings: Pick<Settings, 'publicUrl'>, otherwise: string): string => (settings.publicUrl ?? otherwise).replace(/\/+$/, '');

/** Invites people, all or none. The links are known here and now only: what is kept opens nothing. */
export const invite = async (
  { people }: Pick<Store, 'people'>,
  invitees: readonly Invitee[],
  { by, now, base, days = 7 }: { readonly by: string | null; readonly now: Date; readonly base: string; readonly days?: number },
): Promise<readonly SentInvitation[]> => {
  const rows = invitees.map((invitee) => ({ invitee, secret: newSecret() }));
  await people.invite(
    rows.map(({ invitee, secret }): Invitation & { readonly secretHash: string } => ({
      ...invitee,
      id: randomUUID(),
      secretHash: hashOf(secret),
      by,
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + days * DAY_MS).toISOString(),
      usedAt: null,
    })),
  );
  return rows.map(({ invitee, secret }) => ({ email: invitee.email, link: `${base}/accept-invitation?token=${secret}` }));
};
