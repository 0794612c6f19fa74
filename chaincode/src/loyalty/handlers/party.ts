import { demand, refuse } from '../../kit/errors';
import type { Found } from '../../kit/ledger/rows';
import type { Tx } from '../../kit/tx';
import { mustServe } from '../../merchant/door';
import type { Crew } from '../../merchant/records/crew';
import { loyaltyErrors } from '../errors';
import type { Partner } from '../records/partner';
import { partnerKey } from '../records/partner';
import type { Wallet } from '../records/wallet';

/** NOT_YOURS unless the caller speaks for a partner: staff of an organisation, a merchant, its manager or cashier. */
export async function mustSpeakFor(tx: Tx & { readonly crews: Found<Crew> }, partner: string): Promise<void> {
  if (partner.includes('/')) await mustServe(tx, partner, 'manager', 'cashier');
  else tx.mustBe('the partner', partner);
}

/** The partner, if it may do what it is asked for: NOT_A_PARTNER otherwise. */
export async function partnerOf(
  tx: { readonly partners: Found<Partner> },
  programId: string,
  partner: string,
  may: readonly Partner['status'][] = ['joined'],
): Promise<Partner> {
  return mayBe(await tx.partners.find(...partnerKey(programId, partner)), { programId, partner, may });
}

export function mayBe(
  found: Partner | undefined,
  {
    programId,
    partner,
    may = ['joined'],
  }: { programId: string; partner: string; may?: readonly Partner['status'][] },
): Partner {
  const status = found?.status ?? 'not invited';
  demand(found !== undefined && may.includes(found.status), loyaltyErrors.NOT_A_PARTNER, {
    programId,
    partner,
    status,
  });
  return found;
}

/** The wallet, or NO_WALLET. */
export const mustHave = (wallet: Wallet | undefined, programId: string, member: string): Wallet =>
  wallet ?? refuse(loyaltyErrors.NO_WALLET, { programId, member });
