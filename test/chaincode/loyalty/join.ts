import type { Someone } from '@roadbook/ledger';
import { eur, terms } from './terms';

export const CLUB = 'CLUB';

/** A program that somebody runs alone, with collateral, and a member with so many points. */
export async function openClub(
  seller: Someone,
  buyer: Someone,
  {
    partner,
    member,
    issue,
    amount,
  }: {
    partner: string;
    member: string;
    amount: bigint;
    issue: (party: string, amount: bigint) => Promise<string>;
  },
): Promise<string[]> {
  await seller.on.loyalty.publishProgram({ programId: CLUB, operator: partner, terms: terms() });
  await seller.on.loyalty.invite({ programId: CLUB, partner });
  await seller.on.loyalty.joinProgram({ programId: CLUB, partner });
  await seller.on.loyalty.postCollateral({
    ...{ programId: CLUB, partner, boxId: 'BOX', paymentId: 'P-box', amount: eur(1_000_000n) },
    ...{ until: '2040-01-01T00:00:00.000Z', lots: [await issue(partner, 1_000_000n)] },
  });
  await buyer.on.loyalty.openWallet({ programId: CLUB, member });
  await seller.on.loyalty.earn({ programId: CLUB, partner, member, receiptId: 'R', amount: eur(amount) });
  return lotsOf(buyer, member);
}

export const lotsOf = async (buyer: Someone, member: string): Promise<string[]> =>
  (await buyer.on.loyalty.listLots({ programId: CLUB, member, size: 100 })).items.map(({ lotId }) => lotId);

export const pointsOf = async (buyer: Someone, member: string): Promise<number> =>
  (await buyer.on.loyalty.readWallet({ programId: CLUB, member })).active;
