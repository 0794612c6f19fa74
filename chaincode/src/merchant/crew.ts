import { z } from 'zod';
import { kitErrors, refuse } from '../kit/errors';
import type { Found } from '../kit/rows';
import { table } from '../kit/table';
import { member } from '../kit/text';
import { instant } from '../kit/time';
import type { Tx } from '../kit/tx';

/** A manager sets prices and hours, a technician works on vehicles, a cashier quotes and cancels. The merchant itself may do all. */
export const duty = z.enum(['manager', 'technician', 'cashier']);
export type Duty = z.output<typeof duty>;

export const Crew = z.strictObject({ merchant: member, member, duties: z.array(duty).min(1).max(3), since: instant });
export type Crew = z.output<typeof Crew>;
export const crews = table({ kind: 'merchant-crew', v: 1, schema: Crew, id: (one) => [...one.merchant.split('/'), one.member] });
export const crewKey = (merchant: string, one: string): string[] => [...merchant.split('/'), one];

/** NOT_YOURS unless the caller is the merchant or works there with one of the duties. */
export async function mustServe(
  tx: Tx & { readonly crews: Found<Crew> },
  merchant: string,
  ...duties: readonly Duty[]
): Promise<void> {
  if (tx.is(merchant)) return;
  const works = await tx.crews.find(...crewKey(merchant, tx.caller.member));
  if (works?.duties.some((one) => duties.includes(one))) return;
  const as = `${merchant} or its ${duties.join(' or ')}`;
  refuse(kitErrors.NOT_YOURS, { who: tx.caller.member, as, needed: as });
}
