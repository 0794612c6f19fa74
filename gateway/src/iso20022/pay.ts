import { createHash } from 'node:crypto';
import { apis, ContractError, iso20022 } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { refusedBefore, RefusedByContract } from '../errors/call';
import { payFrom } from '../payment/pay';
import type { Rooms } from '../rooms/rooms';
import { type PaymentRead, type PaymentsRead, readPain001 } from './read';

type Transfer = Awaited<ReturnType<Rooms['payment']['transfer']>>;
type Payer = Pick<Rooms, 'payment' | 'member'> & { readonly caller: string };

/** Most credits of a message that are paid, and most of them in one payment (it has 20 payees at most). */
const MOST = 2_000;
const AT_ONCE = 19;

const party = apis.payment.operations.transfer.request.shape.from;
const payee = apis.payment.operations.transfer.request.shape.to.element.shape.party;

/** One payment of a message: whose, under which id, and the end-to-end ids of its credits in order. */
export interface Pain001Paid {
  readonly paymentId: string;
  readonly endToEndIds: readonly string[];
  readonly transfer: Transfer;
}

/**
 * Pays what a pain.001 asks for: credits of one debtor and currency together, up to 19 in one payment, one payment
 * after the other. Ids of payments come from the message, so the same message pays once, and after a failure the
 * same call goes on where it ended. Refuses before anything is sent, as `RefusedByContract` with ISO_UNREADABLE: AC01
 * an account that is no party here, AM02 too many credits, DT01 a day that has not come, and what `readPain001`
 * throws. Afterwards whatever `payFrom` throws.
 */
export async function payPain001(
  on: Payer,
  text: string,
  today = new Date().toISOString().slice(0, 10),
): Promise<Pain001Paid[]> {
  const orders = ordersIn(text, today);
  await mustBeHere(on, orders);
  const paid: Pain001Paid[] = [];
  for (const { paymentId, from, lots, credits } of orders) {
    const to = credits.map((one) => ({ party: one.to, amount: one.amount }));
    const transfer =
      lots.length > 0
        ? await on.payment.transfer({ paymentId, from, lots: [...lots], to })
        : await payFrom(on, { paymentId, from, to });
    paid.push({ paymentId, endToEndIds: credits.map(({ endToEndId }) => endToEndId), transfer });
  }
  return paid;
}

interface Order {
  readonly paymentId: string;
  readonly from: string;
  readonly lots: readonly string[];
  readonly credits: readonly PaymentRead[];
}

function ordersIn(text: string, today: string): Order[] {
  try {
    const message = readPain001(text);
    for (const one of message.payments) mustBePayable(one, today);
    if (message.payments.length > MOST)
      iso20022.unreadable('AM02', `it asks for more than ${MOST} payments at once`);
    return groupsOf(message);
  } catch (error) {
    throw error instanceof ContractError ? refusedBefore(error) : error;
  }
}

function mustBePayable({ from, to, on, amount }: PaymentRead, today: string): void {
  for (const [name, schema] of [
    [from, party],
    [to, payee],
  ] as const)
    if (!z.safeParse(schema, name).success)
      iso20022.unreadable('AC01', `the account ${name.slice(0, 40)} is no party of this ledger`);
  if (on !== undefined && on > today)
    iso20022.unreadable('DT01', `it is to be executed on ${on}, which has not come`);
  if (amount.amount <= 0n) iso20022.unreadable('AM01', 'an amount is zero or less');
}

/** Who is paid by a file belongs to an organisation of the network: nobody could spend what another got. */
async function mustBeHere(on: Payer, orders: readonly Order[]): Promise<void> {
  const parties = orders.flatMap(({ credits }) => credits.map(({ to }) => to));
  const named = parties.filter((to) => !to.startsWith('key:')).map((to) => to.split('/')[0] ?? to);
  for (const org of new Set(named))
    await on.member.readOrganisation({ org }).catch((error: unknown) => {
      if (error instanceof RefusedByContract && error.code === 'NOT_FOUND') refuseAccount(org);
      throw error;
    });
}

function refuseAccount(name: string): never {
  try {
    return iso20022.unreadable('AC01', `the account ${name.slice(0, 40)} is no party of this ledger`);
  } catch (error) {
    throw error instanceof ContractError ? refusedBefore(error) : error;
  }
}

/** What this ledger wrote is one payment with its own id and lots; of others credits go together in their order. */
function groupsOf({ messageId, payments, paymentId, lots }: PaymentsRead): Order[] {
  const [first] = payments;
  if (first && paymentId !== undefined && lots.length > 0 && payments.every((one) => isWith(first, one)))
    return [{ paymentId, from: first.from, lots, credits: payments }];
  const groups: PaymentRead[][] = [];
  for (const one of payments) {
    const last = groups.at(-1);
    if (last?.[0] && last.length < AT_ONCE && isWith(last[0], one)) last.push(one);
    else groups.push([one]);
  }
  return groups.map((credits, at) => ({
    paymentId: `iso-${createHash('sha256').update(`${messageId}\n${at}`).digest('hex').slice(0, 32)}`,
    ...{ from: credits[0]?.from ?? '', lots: [], credits },
  }));
}

const isWith = (left: PaymentRead, right: PaymentRead): boolean =>
  left.from === right.from && left.amount.currency === right.amount.currency;
