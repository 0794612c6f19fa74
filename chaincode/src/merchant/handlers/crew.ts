import { kitErrors, refuse } from '../../kit/errors';
import type { Found } from '../../kit/ledger/rows';
import type { Tx } from '../../kit/tx';
import { type Crew, type Duty, crewKey } from '../records/crew';
import { merchantEvents } from '../events';
import type { crewOperations } from '../api/crew';
import type { Part, Writing } from '../tables';

/** Who works for a merchant. */
export const crewHandlers: Part<typeof crewOperations> = {
  async employ(tx, { member, duties }, { on: { merchant }, before }) {
    const { joinedAt } = before ?? {};
    return crewed(tx, {
      merchant,
      member,
      duties,
      since: tx.now,
      ...(joinedAt !== undefined && { joinedAt }),
    });
  },
  join: (tx, _request, { on: crew }) => crewed(tx, { ...crew, joinedAt: tx.now }),
  async dismiss(tx, { member }, { on: crew }) {
    const { merchant } = crew;
    await tx.crews.remove(...crewKey(merchant, member));
    tx.tell(merchantEvents.CrewChanged, { merchant, member, duties: [] });
    return crew;
  },
  async listCrew(tx, { merchant, ...page }) {
    const { items, ...more } = await tx.crews.list(page, ...merchant.split('/'));
    const all = tx.is(merchant) || tx.caller.role === 'registrar' || tx.caller.role === 'auditor';
    return { items: all ? items : items.filter(({ member }) => tx.is(member)), ...more };
  },
};

/**
 * What a member does at a merchant. Nobody is made crew without agreeing: else a merchant would employ
 * whoever wants to review it.
 */
export async function workOf(
  tx: { readonly crews: Found<Crew> },
  merchant: string,
  one: string,
): Promise<Crew | undefined> {
  const crew = await tx.crews.find(...crewKey(merchant, one));
  return crew?.joinedAt === undefined ? undefined : crew;
}

/** NOT_YOURS unless the caller is the merchant or works there with one of the duties. */
export async function mustServe(
  tx: Tx & { readonly crews: Found<Crew> },
  merchant: string,
  ...duties: readonly Duty[]
): Promise<void> {
  if (tx.is(merchant)) return;
  const works = await workOf(tx, merchant, tx.caller.member);
  if (works?.duties.some((one) => duties.includes(one))) return;
  const as = `${merchant} or its ${duties.join(' or ')}`;
  refuse(kitErrors.NOT_YOURS, { who: tx.caller.member, as, needed: as });
}

export async function crewed(tx: Writing, crew: Crew): Promise<Crew> {
  await tx.crews.put(crew);
  const { merchant, member, duties } = crew;
  tx.tell(merchantEvents.CrewChanged, { merchant, member, duties });
  return crew;
}
