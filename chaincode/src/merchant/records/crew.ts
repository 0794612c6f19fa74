import { z } from 'zod';
import { kitErrors, refuse } from '../../kit/errors';
import type { Found } from '../../kit/ledger/rows';
import { table } from '../../kit/table';
import { member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import type { Tx } from '../../kit/tx';

/** A manager sets prices and hours, a technician works on vehicles, a cashier quotes and cancels. The merchant itself may do all. */
export const duty = z.enum(['manager', 'technician', 'cashier']);
export type Duty = z.output<typeof duty>;

export const Crew = z.strictObject({
  merchant: member,
  member,
  duties: z.array(duty).min(1).max(3),
  since: instant,
  joinedAt: instant.optional().meta({ description: 'since when the member agrees; before, it neither may nor must anything' }),
});
export type Crew = z.output<typeof Crew>;
export const crews = table({ kind: 'merchant-crew', v: 1, schema: Crew, id: (one) => [...one.merchant.split('/'), one.member] });
export const crewKey = (merchant: string, one: string): string[] => [...merchant.split('/'), one];

/** What a member does at a merchant. Nobody is made crew without agreeing: else a merchant would employ whoever wants to review it. */
export async function workOf(tx: { readonly crews: Found<Crew> }, merchant: string, one: string): Promise<Crew | undefined> {
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
