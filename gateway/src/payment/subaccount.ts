import { type Money, money } from '@roadbook/chaincode/api';
import { RefusedByContract } from '../errors/call';
import type { Rooms } from '../rooms/rooms';
import { type Lot, lotsOf } from './lots';
import type { SubKey } from './subkey';

/** Unopened and unpaid addresses in a row after which none is looked for: as wallets of BIP 44 do. */
const GAP = 20;

/** What one address got, and what is still there. */
export interface SubAccount {
  readonly key: SubKey;
  /** The one payment that it got. */
  readonly paid: {
    readonly paymentId: string;
    readonly amount: Money;
    readonly issuer: string;
    readonly at: string;
  };
  readonly lots: readonly Lot[];
  readonly left: Money;
}

/** The statement of a holder of sub-keys: credits less debits are what is left, address by address. */
export interface SubStatement {
  readonly accounts: readonly SubAccount[];
  /** Opened and not yet paid: to be given to payers. */
  readonly open: readonly SubKey[];
  /** What is left over all addresses, by issuer and currency. */
  readonly held: readonly { readonly issuer: string; readonly amount: Money }[];
  /** The first index after all that were opened: the next to be opened. */
  readonly next: number;
}

/**
 * Finds the money of a holder again, from the seed alone: address after address, until `gap` (20 if not
 * given) in a row were never opened or paid. Queries only, at the own peer; who asks is not recorded.
 */
export async function stateSubKeys(
  on: Pick<Rooms, 'payment'>,
  keys: (index: number) => SubKey,
  { gap = GAP }: { readonly gap?: number } = {},
): Promise<SubStatement> {
  const accounts: SubAccount[] = [];
  const open: SubKey[] = [];
  let next = 0;
  for (let index = 0, last = -1; index - last <= gap; index++) {
    const key = keys(index);
    const known = await opened(on, key.address);
    if (!known) continue;
    next = index + 1;
    if (!known.paid) open.push(key);
    else {
      last = index;
      const lots = await lotsOf(on, key.address);
      const left = lots.map(({ amount }) => amount).reduce(money.add, money.zero(known.paid.amount.currency));
      accounts.push({ key, paid: known.paid, lots, left });
    }
  }
  return { accounts, open, held: totals(accounts), next };
}

const opened = (on: Pick<Rooms, 'payment'>, address: string) =>
  on.payment.readAddress({ address }).catch((error: unknown) => {
    if (error instanceof RefusedByContract && error.code === 'NOT_FOUND') return undefined;
    throw error;
  });

function totals(accounts: readonly SubAccount[]): { issuer: string; amount: Money }[] {
  const sums = new Map<string, { issuer: string; amount: Money }>();
  for (const { paid, left } of accounts.filter((one) => money.isPositive(one.left))) {
    const name = `${paid.issuer}.${left.currency}`;
    const before = sums.get(name)?.amount ?? money.zero(left.currency);
    sums.set(name, { issuer: paid.issuer, amount: money.add(before, left) });
  }
  return [...sums.values()];
}
