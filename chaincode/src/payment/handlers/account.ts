import type { Escrow } from '../records/escrow';
import { demand } from '../../kit/errors';
import type { Listed } from '../../kit/ledger/rows';
import { sum } from '../../kit/value/money';
import { zoneNamed } from '../../kit/value/zone';
import type { SupplyOrder } from '../records/escrow';
import { paymentErrors } from '../errors';
import { MOST_ADDED, upTo } from './page';
import { getPayment } from './payment';
import { accountOf, type Entry, type Transfer } from '../records/money';
import { readCode, writeCode } from '../rules/qr';
import { balancesOf, monthsSince, periodOf, statementOf } from '../rules/statement';
import { countLot, countOrder, isProven, noSupply } from '../rules/supply';
import { clawBackOf } from '../records/clawback';
import type { Reading, Some } from '../tables';

type Books =
  | 'readNote'
  | 'read'
  | 'listLots'
  | 'balance'
  | 'statement'
  | 'proveSupply'
  | 'readOrder'
  | 'listOrders'
  | 'readHold'
  | 'readLock'
  | 'readEscrow'
  | 'listEscrows'
  | 'readRequest'
  | 'listRequests'
  | 'writeQr'
  | 'readQr'
  | 'readFreeze'
  | 'readClawBack'
  | 'readClearance'
  | 'readLimit'
  | 'readBlock';

/** Reading. */
export const books: Some<Books> = {
  async readNote(tx, { paymentId, from }) {
    const { org, member, staff } = tx.caller;
    if (!staff) return tx.notes.reveal(org, paymentId, member);
    const payers = from === undefined ? await payersOf(tx, paymentId) : [from];
    const keepers = [...new Set([...payers, org])].map((keeper) => [paymentId, keeper]);
    const kept = (await tx.notes.revealMany(org, keepers)).find((one) => one !== undefined);
    return kept ?? tx.notes.reveal(org, paymentId);
  },
  async read(tx, { paymentId, from }) {
    const transfer = await paymentOf(tx, paymentId, from);
    mayLook(tx, ...sidesOf(transfer));
    return transfer;
  },
  async listLots(tx, { owner, ...page }) {
    if (!OPEN.test(owner)) mayLook(tx, ...(await holdersOf(tx, owner)));
    return tx.lots.list(page, owner);
  },
  async balance(tx, { party, after }) {
    mayLook(tx, party);
    const { items, ...next } = await upTo(MOST_ADDED, (page) => tx.lots.list(page, party), after);
    return { accounts: balancesOf(items), ...next };
  },
  async statement(tx, { party, issuer, currency, from, until, zone }) {
    mayLook(tx, party);
    const period = periodOf(await zoneNamed(tx.zones, zone), from, until);
    const lots = await gather(MOST, (page) => tx.lots.list(page, party));
    const own = lots.filter((lot) => lot.issuer === issuer && lot.amount.currency === currency);
    const since: Entry[] = [];
    for (const month of monthsSince(period.begins, tx.now))
      since.push(...(await gather(MOST, (page) => tx.lines.list(page, party, accountOf(issuer, currency), month))));
    const held = sum(
      own.map(({ amount }) => amount),
      currency,
    );
    const stated = statementOf(held, since, period);
    return { party, issuer, currency, from, until, ...(zone !== undefined && { zone }), ...stated };
  },
  async proveSupply(tx, { issuer, currency, after = ORDERS }) {
    const [inOrders, from] = [after.startsWith(ORDERS), after.slice(ORDERS.length) || undefined];
    const none: { items: SupplyOrder[]; next?: string } = { items: [] };
    const asked = inOrders ? await upTo(MOST_ADDED, (page) => tx.orders.list(page, issuer), from) : none;
    const rest = asked.next === undefined ? MOST_ADDED - asked.items.length : 0;
    const held = await upTo(rest, (page) => tx.lots.list(page), inOrders ? undefined : from);
    const counted = asked.items.reduce(countOrder, noSupply(currency));
    const supply = held.items.reduce((so, lot) => countLot(so, issuer, lot), counted);
    const next = asked.next !== undefined ? `${ORDERS}${asked.next}` : rest === 0 ? LOTS : held.next && `${LOTS}${held.next}`;
    const whole = after === ORDERS && next === undefined;
    return { issuer, ...supply, proven: whole && isProven(supply), ...(next !== undefined && { next }) };
  },
  async readOrder(tx, { issuer, orderId }) {
    const order = await tx.orders.get(issuer, orderId);
    mayLook(tx, issuer, order.party);
    return order;
  },
  async listOrders(tx, { issuer, ...page }) {
    const { items, ...more } = await tx.orders.list(page, issuer);
    const all = tx.is(issuer) || tx.caller.role === 'auditor' || tx.caller.role === 'registrar';
    return { items: all ? items : items.filter(({ party }) => tx.is(party)), ...more };
  },
  async readHold(tx, { holdId }) {
    const hold = await tx.holds.get(holdId);
    mayLook(tx, hold.payer, hold.payee);
    return hold;
  },
  async readLock(tx, { lockId }) {
    const lock = await tx.locks.get(lockId);
    mayLook(tx, lock.payer, lock.payee);
    return lock;
  },
  async readEscrow(tx, { escrowId }) {
    const escrow = await tx.escrows.get(escrowId);
    mayLook(tx, ...sidesIn(escrow));
    return escrow;
  },
  listEscrows(tx, { party, as, ...page }) {
    mayLook(tx, party);
    return tx.escrows.listBy(as === 'payer' ? 'byPayer' : 'byPayee', [party], page);
  },
  readRequest: (tx, { requestId }) => tx.requests.get(requestId),
  listRequests(tx, { payee, ...page }) {
    mayLook(tx, payee);
    return tx.requests.listBy('byPayee', [payee], page);
  },
  async writeQr(tx, { requestId }) {
    return { text: writeCode(await tx.requests.get(requestId)) };
  },
  async readQr(_, { text }) {
    return readCode(text);
  },
  async readFreeze(tx, { courtOrderId }) {
    const freeze = await tx.freezes.get(courtOrderId);
    if (freeze.status === 'tracing' && freeze.waiting === undefined) mayLook(tx, freeze.by);
    return freeze;
  },
  readClawBack: (tx, named) => clawBackOf(tx.clawBacks, 'payment.readClawBack', named),
  readLimit: (tx, { currency }) => tx.limits.get(currency),
  async readClearance(tx, { paymentId, from, by }) {
    return (await tx.clearances.find(paymentId, from)) ?? tx.clearances.get(paymentId, from, by);
  },
  async readBlock(tx, { party }) {
    mayLook(tx, party);
    const block = await tx.blocks.find(party);
    return block ? { block } : {};
  },
};

/** A proof adds up the orders first, then the lots; a bookmark says in which of them it is. */
const [ORDERS, LOTS] = ['o.', 'l.'];

/** Most records that one query reads, and how many at a time. */
const MOST = 50_000;
const SIZE = 1000;

/** Of the own organisation, whoever paid under the id. */
async function payersOf(tx: Reading, paymentId: string): Promise<string[]> {
  const { items } = await tx.transfers.list({ size: 100 }, paymentId);
  return items.map(({ from }) => from).filter((from) => from.startsWith(`${tx.caller.org}/`));
}

const sidesOf = ({ from, to }: Transfer): string[] => [from, ...to.map(({ party }) => party)];

/** Of several payments with one id: that of the payer named, else the first of which the caller is a side. */
async function paymentOf(tx: Reading, paymentId: string, from: string | undefined): Promise<Transfer> {
  if (from !== undefined) return getPayment(tx, { paymentId, from });
  const first = await tx.transfers.get(paymentId);
  const isSide = (one: Transfer) => sidesOf(one).some((party) => tx.is(party));
  if (isSide(first)) return first;
  const { items } = await tx.transfers.list({ size: 100 }, paymentId);
  return items.find(isSide) ?? first;
}

/** What is quoted is for whoever may take it; a one-time address shows what is in it to whoever was told the address. */
const OPEN = /^(quote|key):/;

/** Whose money lies there: of a party its own, of an escrow that of its sides; what lies elsewhere is for who watches. */
async function holdersOf(tx: Reading, owner: string): Promise<readonly string[]> {
  if (!owner.includes(':')) return [owner];
  const escrow = owner.startsWith('escrow:') ? await tx.escrows.find(owner.slice('escrow:'.length)) : undefined;
  return escrow ? sidesIn(escrow) : [];
}

function sidesIn({ payer, payee, arbiter, milestones }: Escrow): string[] {
  const confirmers = milestones.flatMap(({ conditions }) => conditions.flatMap(({ by }) => by));
  return [payer, payee, ...(arbiter ? [arbiter.party] : []), ...confirmers];
}

/** Money is shown to its sides, the registrar and the auditor. */
function mayLook(tx: Reading, ...sides: readonly string[]): void {
  if (tx.caller.role !== 'auditor' && tx.caller.role !== 'registrar') tx.mustBe('a side of it', ...sides);
}

async function gather<R>(max: number, list: (page: { size: number; after?: string }) => Promise<Listed<R>>): Promise<R[]> {
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
