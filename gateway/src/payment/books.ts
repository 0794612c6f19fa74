import { type Currency, type Money, money } from '@roadbook/chaincode/api';
import type { Rooms } from '../rooms/rooms';

type Books = Pick<Rooms, 'payment'>;
type Account = Awaited<ReturnType<Rooms['payment']['balance']>>['accounts'][number];

/**
 * What a party holds, by issuer and currency, however many lots that is: all pages of `payment.balance`,
 * added up.
 */
export async function balanceOf(on: Books, party: string): Promise<Account[]> {
  const accounts = new Map<string, Account>();
  for (let after: string | undefined, more = true; more; ) {
    const page = await on.payment.balance({ party, ...(after !== undefined && { after }) });
    for (const one of page.accounts) {
      const name = `${one.issuer}.${one.free.currency}`;
      const before = accounts.get(name);
      accounts.set(name, before ? together(before, one) : one);
    }
    after = page.next;
    more = after !== undefined;
  }
  return [...accounts.values()];
}

const together = (left: Account, right: Account): Account => ({
  issuer: left.issuer,
  free: money.add(left.free, right.free),
  bound: money.add(left.bound, right.bound),
  frozen: money.add(left.frozen, right.frozen),
  lots: left.lots + right.lots,
});

/** What a lender issued and redeemed, and what all lots of its money hold. */
export interface Supply {
  readonly issued: Money;
  readonly redeemed: Money;
  readonly inLots: Money;
  readonly lots: number;
  /** Whether issued less redeemed is what the lots hold. */
  readonly proven: boolean;
}

/**
 * Proves the supply of a lender however many lots there are. Money that moves while many pages are read is
 * counted twice or not at all, so the sums are read again, up to `attempts` times (5 if not given), until
 * they agree.
 */
export async function proveSupply(
  on: Books,
  asked: { readonly issuer: string; readonly currency: Currency },
  { attempts = 5 }: { readonly attempts?: number } = {},
): Promise<Supply> {
  let supply = await addUp(on, asked);
  for (let attempt = 1; attempt < attempts && !supply.proven; attempt++) supply = await addUp(on, asked);
  return supply;
}

async function addUp(
  on: Books,
  { issuer, currency }: { readonly issuer: string; readonly currency: Currency },
): Promise<Supply> {
  const none = money.zero(currency);
  let [issued, redeemed, inLots, lots] = [none, none, none, 0];
  for (let after: string | undefined, more = true; more; ) {
    const page = await on.payment.proveSupply({ issuer, currency, ...(after !== undefined && { after }) });
    issued = money.add(issued, page.issued);
    redeemed = money.add(redeemed, page.redeemed);
    inLots = money.add(inLots, page.inLots);
    lots += page.lots;
    after = page.next;
    more = after !== undefined;
  }
  return { issued, redeemed, inLots, lots, proven: money.equal(money.subtract(issued, redeemed), inLots) };
}
