import { selfOf } from '../../kit/who';
import type { Part, Reading } from '../tables';
import type { accountOperations } from '../api/account';
import { demand } from '../../kit/errors';
import type { Listed } from '../../kit/ledger/rows';
import { sum } from '../../kit/value/money';
import { zoneNamed } from '../../kit/value/zone';
import { paymentErrors } from '../errors';
import { MOST_ADDED, listUpTo } from '../../kit/ledger/page';
import { accountOf, type Entry } from '../records/money';
import { balancesOf, monthsSince, periodOf, statementOf } from '../rules/statement';
import { sidesIn, mayLook } from './access';

/** What a party holds, and the statement of its account. */
export const accountHandlers: Part<typeof accountOperations> = {
  async listLots(tx, { owner = selfOf(tx.caller), ...page }) {
    if (!OPEN.test(owner)) mayLook(tx, ...(await holdersOf(tx, owner)));
    return tx.lots.list(page, owner);
  },
  async balance(tx, { party, after }) {
    mayLook(tx, party);
    const { items, ...next } = await listUpTo(MOST_ADDED, (page) => tx.lots.list(page, party), after);
    return { accounts: balancesOf(items), ...next };
  },
  async statement(tx, { party, issuer, currency, from, until, zone }) {
    mayLook(tx, party);
    const period = periodOf(await zoneNamed(tx.zones, zone), from, until);
    const lots = await gather(MOST, (page) => tx.lots.list(page, party));
    const own = lots.filter((lot) => lot.issuer === issuer && lot.amount.currency === currency);
    const since: Entry[] = [];
    for (const month of monthsSince(period.begins, tx.now))
      since.push(
        ...(await gather(MOST, (page) => tx.lines.list(page, party, accountOf(issuer, currency), month))),
      );
    const held = sum(
      own.map(({ amount }) => amount),
      currency,
    );
    const stated = statementOf(held, since, period);
    return { party, issuer, currency, from, until, ...(zone !== undefined && { zone }), ...stated };
  },
};

/** Most records that one query reads, and how many at a time. */
const MOST = 50_000;

const SIZE = 1000;

/**
 * What is quoted is for whoever may take it; a one-time address shows what is in it to whoever was told the
 * address.
 */
const OPEN = /^(quote|key):/;

/**
 * Whose money lies there: of a party its own, of an escrow that of its sides; what lies elsewhere is for who
 * watches.
 */
async function holdersOf(tx: Reading, owner: string): Promise<readonly string[]> {
  if (!owner.includes(':')) return [owner];
  const escrow = owner.startsWith('escrow:')
    ? await tx.escrows.find(owner.slice('escrow:'.length))
    : undefined;
  return escrow ? sidesIn(escrow) : [];
}

async function gather<R>(
  max: number,
  list: (page: { size: number; after?: string }) => Promise<Listed<R>>,
): Promise<R[]> {
  const all: R[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const { items, next } = await list({ size: SIZE, ...(after !== undefined && { after }) });
    all.push(...items);
    demand(all.length <= max, paymentErrors.STATEMENT_TOO_LONG, { max });
    after = next;
    more = next !== undefined;
  }
  return all;
}
