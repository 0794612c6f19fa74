import { vin } from '../../words/vin';
import { z } from 'zod';
import { currency, positiveMoney, signedMoney } from '../../kit/value/money';
import { secretTable, table } from '../../kit/table';
import { id, line, member, org, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { category } from '../../words/category';

/** Who owns money in its own right: an organisation or a member. */
export const party = z.union([org, member]).meta({ description: 'an organisation, or a member as organisation/name' });

/** Money that waits: `escrow:E-1`. No organisation or member can be called so (a colon is in neither), so only the rule of the box moves it. */
export const box = z
  .string()
  .regex(/^(escrow|hold|lock|quote|redemption):[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/, 'must be a kind of box, a colon and an id');
/** A one-time owner of money under its public key alone (address.ts). The multikey of a P-256 key; a colon keeps it apart from every party. */
export const address = z
  .string()
  .regex(/^key:zDn[1-9A-HJ-NP-Za-km-z]{46}$/, 'must be key: and the multikey of a P-256 key')
  .meta({ description: 'one-time address: a public key', examples: ['key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv'] });
export const isAddress = (name: string): boolean => name.startsWith('key:');
/** Who may be paid. */
export const payable = z.union([org, member, address]).meta({ description: 'a party, or a one-time address' });
export const holder = z.union([org, member, box, address]).meta({ description: 'who or what holds money' });

/** `<paymentId>:<n>`, with a tag of the payer before the colon when another payer used the id first (place.ts): unique, as the payment is. */
export const lotId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}(~[0-9a-f]{32})?:[0-9]{1,2}$/, 'must be the id of a payment, a colon and a number')
  .meta({ description: 'the payment that made the lot, and which of its lots it is', examples: ['P-1:0'] });

/** What a voucher is for. At least one of merchants, categories and vin; every one that is given must fit. */
export const Purpose = z.strictObject({
  merchants: z.array(party).min(1).max(50).optional().meta({ description: 'who may be paid with it' }),
  categories: z.array(category).min(1).max(20).optional().meta({ description: 'merchant category codes it may be spent on' }),
  vin: vin.optional().meta({ description: 'the vehicle it is for' }),
  until: instant.meta({ description: 'exclusive: after that it only goes back' }),
  remainderTo: party.meta({ description: 'who gets, free of purpose, what is left then' }),
});
export type Purpose = z.output<typeof Purpose>;

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
]); // biome-ignore format: a table
export type TransferKind = z.output<typeof transferKind>;

const portion = z.strictObject({ party: holder, amount: positiveMoney });
/** What a payment is for: the record of another room. */
export const about = z.strictObject({ room: z.string().regex(/^[a-z]{2,20}$/), id });
/** Facts that purpose-bound money asks for, vouched for by the room or the payee, never by the payer. */
export const circumstances = z.strictObject({ category: category.optional(), vin: vin.optional() });

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
  noteSeal: sha256Hex.optional().meta({ description: 'seal of the remittance text, which stays private' }),
  apart: z.literal(true).optional().meta({ description: 'another payer used the id first: it stands under its payer too' }),
});
export type Transfer = z.output<typeof Transfer>;

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
  payer: holder.optional().meta({ description: 'given when the id of the payment is used by several payers' }),
});
export type Entry = z.output<typeof Entry>;

/** Remittance text, which stays in the payer's organisation; ISO 20022 gives it 140 characters. */
export const Note = z.strictObject({ text: line(140) });

/** While it stands, nothing leaves the account of the party. */
export const Block = z.strictObject({ party: payable, courtOrderId: id });
/** Above the limit a payment needs the clearance of an auditor. */
export const Bounds = z.strictObject({
  currency,
  above: positiveMoney,
  toAddress: positiveMoney
    .optional()
    .meta({ description: 'most that an address is paid; none is paid in this currency if not given' }),
  least: positiveMoney
    .optional()
    .meta({ description: 'least that is paid to somebody who did not ask for it: dust costs its receiver queries' }),
});
export type Bounds = z.output<typeof Bounds>;
export const Limit = Bounds.extend({
  waiting: Bounds.extend({ by: member })
    .optional()
    .meta({ description: 'what loosens them and waits for a second person of another organisation' }),
});
export type Limit = z.output<typeof Limit>;
/** An auditor's consent to one payment above the limit; it counts from when a second person of another organisation agreed. */
export const Clearance = z.strictObject({
  paymentId: id,
  from: payable,
  amount: positiveMoney,
  by: member,
  status: z
    .enum(['asked', 'cleared'])
    .optional()
    .meta({ description: 'not given: cleared, by one person, before two were asked for' }),
  confirmedBy: member.optional(),
});

/** A one-time owner of money: a key whose holder is known to the registry alone, under seal. It is paid once. */
export const Address = z.strictObject({
  address,
  keptBy: org.meta({ description: 'the organisation that keeps, under seal, who holds the key' }),
  seal: sha256Hex.meta({ description: 'seal of the link' }),
  paid: z
    .strictObject({ paymentId: id, amount: positiveMoney, issuer: org, at: instant, aboveLimit: z.boolean() })
    .optional()
    .meta({ description: 'the one payment that it got' }),
});
export type Address = z.output<typeof Address>;

/** What is asked stands under who asked it, so that nobody's asking is in the way of another's. */
const clearanceIn = ({ paymentId, from, by, status }: z.output<typeof Clearance>): string[] =>
  status === 'asked' ? [paymentId, from, by] : [paymentId, from];

const placeIn = ({ paymentId, from, apart }: Transfer): string[] => (apart ? [paymentId, from] : [paymentId]);

export const lots = table({ kind: 'lot', v: 1, schema: Lot, id: (lot) => [lot.owner, lot.lotId] });
export const transfers = table({ kind: 'transfer', v: 1, schema: Transfer, id: placeIn });
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
export const blocks = table({ kind: 'block', v: 1, schema: Block, id: (block) => [block.party] });
export const limits = table({ kind: 'limit', v: 1, schema: Limit, id: (limit) => [limit.currency] });
export const clearances = table({ kind: 'clearance', v: 1, schema: Clearance, id: clearanceIn });
export const notes = secretTable({ kind: 'payment-note', v: 1, schema: Note });
export const addresses = table({ kind: 'money-address', v: 1, schema: Address, id: (one) => [one.address] });

/** What a room must name among its tables to pay: `implement(api, { loans, ...moneyTables }, …)`. */
export const moneyTables = { lots, transfers, lines, blocks, limits, clearances, addresses };

export const returning = z.strictObject({ paymentId: id, owner: party, lot: lotId });
