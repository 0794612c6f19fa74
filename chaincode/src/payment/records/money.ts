import { z } from 'zod';
import { positiveMoney, signedMoney } from '../../kit/value/money';
import { maybe, type Placed } from '../../kit/ref';
import { secretTable, table } from '../../kit/table';
import { id, line, org, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { party, holder, lotId, Purpose, about, isAddress } from './party';
import { blocks, limits, clearances } from './court';
import { addresses } from './address';

/** One indivisible piece of digital money: a claim on its issuer. Spending deletes its key. */
export const Lot = z.strictObject({
  owner: holder,
  lotId,
  issuer: org.meta({ description: 'the lender that redeems it' }),
  amount: positiveMoney,
  purpose: Purpose.optional(),
  frozenBy: id.optional().meta({ description: 'the court order that freezes it' }),
});
export type Lot = z.output<typeof Lot>;

export const transferKind = z.enum([
  'issue', 'transfer', 'bind', 'remainder', 'askRedemption', 'returnRedemption', 'redeem', 'authorise', 'capture', 'endHold',
  'fund', 'release', 'refund', 'resolve', 'lock', 'claim', 'reclaim', 'clawBack', 'quote', 'exchange', 'returnQuoted', 'payByKey',
  'draw', 'openTab', 'closeTab',
]); // biome-ignore format: a table
export type TransferKind = z.output<typeof transferKind>;

const portion = z.strictObject({ party: holder, amount: positiveMoney });
/** One movement of money. Its id is the payment id, which a payer uses once. */
export const Transfer = z.strictObject({
  paymentId: id,
  kind: transferKind,
  from: holder,
  issuer: org,
  to: z.array(portion).max(20),
  spent: z.array(lotId).max(100),
  made: z.array(z.strictObject({ lotId, owner: holder, amount: positiveMoney })).max(21),
  at: instant,
  about: about.optional(),
  requestId: id.optional(),
  refunds: z
    .strictObject({ paymentId: id, from: holder })
    .optional()
    .meta({ description: 'of a refund: the payment that it gives back, and who or what made it' }),
  purpose: Purpose.optional().meta({ description: 'of vouchers that were spent: what they were for' }),
  noteSeal: sha256Hex.optional().meta({ description: 'seal of the remittance text, which stays private' }),
  apart: z
    .literal(true)
    .optional()
    .meta({ description: 'another payer used the id first: it stands under its payer too' }),
});
export type Transfer = z.output<typeof Transfer>;

/** What a payee has given back of one payment, under a key of its own: refunds meet there, and add up. */
export const Refunded = z.strictObject({
  paymentId: id,
  from: holder.meta({ description: 'who paid, or the box that let it go' }),
  payer: holder.optional().meta({ description: 'whose money was in the box, if it was one' }),
  by: party.meta({ description: 'who was paid and gives back' }),
  paid: positiveMoney,
  refunded: positiveMoney.meta({ description: 'in sum, never more than was paid' }),
});
export type Refunded = z.output<typeof Refunded>;

/** A line of an account: what one movement added or took. */
export const Entry = z.strictObject({
  party,
  issuer: org,
  amount: signedMoney,
  at: instant,
  paymentId: id,
  kind: transferKind,
  other: holder.optional().meta({ description: 'the other side, when there is one' }),
  about: about.optional(),
  payer: holder
    .optional()
    .meta({ description: 'given when the id of the payment is used by several payers' }),
});
export type Entry = z.output<typeof Entry>;

/** Remittance text, which stays in the payer's organisation; ISO 20022 gives it 140 characters. */
export const Note = z.strictObject({ text: line(140) });

const placeIn = ({ paymentId, from, apart }: Transfer): string[] => (apart ? [paymentId, from] : [paymentId]);

export const lots = table({ kind: 'lot', v: 1, schema: Lot, id: (lot) => [lot.owner, lot.lotId] });
export const transfers = table({ kind: 'transfer', v: 1, schema: Transfer, id: placeIn });
export const refunds = table({
  kind: 'refunded',
  v: 1,
  schema: Refunded,
  id: ({ paymentId, from, by }) => [paymentId, from, by],
});
export const monthOf = (at: string): string => at.slice(0, 7);
export const accountOf = (issuer: string, currency: string): string => `${issuer}.${currency}`;
export const lines = table({
  kind: 'entry',
  v: 1,
  schema: Entry,
  id: (entry) => [
    entry.party,
    accountOf(entry.issuer, entry.amount.currency),
    monthOf(entry.at),
    entry.at,
    entry.paymentId,
    ...(entry.payer ? [entry.payer] : []),
  ],
});
export const notes = secretTable({ kind: 'payment-note', v: 1, schema: Note });
/**
 * Where the payment of this payer with this id stands, for operations to state that they make it: a payer
 * uses an id once.
 */
export const paymentAt = (paymentId: string, from: string): Placed<Transfer> => ({
  first: transfers.at(paymentId),
  apart: transfers.at(paymentId, from),
  mine: (one) => one.from === from,
});

/**
 * The payment with an id, whoever made it, for operations that know its payer only from what they load: so it
 * comes with the request.
 */
export const paymentNamed = ({ paymentId }: { readonly paymentId: string }) => ({
  made: maybe(transfers.at(paymentId)),
});

/**
 * What is read to spend own lots, as far as the request names it, for operations to load: all in one message.
 */
export const spending = (
  { from, lots: named }: { readonly from: string; readonly lots: readonly string[] },
  to: readonly { readonly party: string; readonly amount: { readonly currency: string } }[],
) => ({
  spent: named.map((one) => maybe(lots.at(from, one))),
  block: maybe(blocks.at(from)),
  limit: to.slice(0, 1).map(({ amount }) => maybe(limits.at(amount.currency))),
  paid: to.filter(({ party: name }) => isAddress(name)).map(({ party: name }) => maybe(addresses.at(name))),
});

/** What a room must name among its tables to pay: `implement(api, { loans, ...moneyTables }, …)`. */
export const moneyTables = { lots, transfers, lines, blocks, limits, clearances, addresses };

export const returning = z.strictObject({ paymentId: id, owner: party, lot: lotId });
