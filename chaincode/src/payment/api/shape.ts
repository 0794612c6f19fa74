import { z } from 'zod';
import { currency, money, positiveMoney, signedMoney } from '../../kit/value/money';
import { count, id, member, org, ppm, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { zoneName } from '../../kit/value/zone';
import { Condition, Escrow, fee, Milestone, share, SupplyOrder } from '../records/escrow';
import { PaymentRequest } from '../records/request';
import { address, Entry, holder, lotId, party, payable, Purpose, Transfer } from '../records/money';
import { category } from '../../words/category';

/** Lots that the payer names. */
export const named = z.array(lotId).min(1).max(100);
export const portions = z
  .array(z.strictObject({ party: payable, amount: positiveMoney }))
  .min(1)
  .max(20);
/** What every payment out of own lots names. */
export const paying = { paymentId: id, from: party, lots: named };

export const transfer = z.strictObject({ ...paying, to: portions, noteSeal: sha256Hex.optional() });
export const sharing = z.strictObject({
  ...paying,
  amount: positiveMoney,
  shares: z.array(share).min(1).max(19),
  fee: fee.optional(),
});
export const binding = z.strictObject({ ...paying, to: party, amount: positiveMoney, purpose: Purpose });
export const issuing = z.strictObject({ orderId: id, party, amount: positiveMoney });
export const redeeming = z.strictObject({ ...paying, orderId: id, issuer: org, amount: positiveMoney });
export const order = z.strictObject({ issuer: org, orderId: id });
export const deciding = z.strictObject({ orderId: id, paymentId: id });
export const decided = z.strictObject({ order: SupplyOrder, transfer: Transfer.optional() });

export const authorising = z.strictObject({ holdId: id, ...paying, payee: party, amount: positiveMoney, until: instant });
export const capturing = z.strictObject({ holdId: id, paymentId: id, amount: positiveMoney, last: z.boolean() });
export const locking = z.strictObject({
  lockId: id,
  ...paying,
  payee: party,
  amount: positiveMoney,
  hash: sha256Hex,
  deadline: instant,
});

/** 32 bytes in lower-case hexadecimal. */
export const preimage = sha256Hex;

const condition = Condition.omit({ confirmedBy: true });
const milestone = Milestone.omit({ releasedBy: true, conditions: true }).extend({ conditions: z.array(condition).max(10) });
export const agreement = Escrow.omit({ status: true, left: true, lot: true, about: true, milestones: true }).extend({
  milestones: z.array(milestone).min(1).max(19),
  holdBack: z
    .strictObject({ ppm: ppm(500_000), until: instant })
    .optional()
    .meta({ description: 'kept back of every milestone until then' }),
});
export const funding = z.strictObject({ escrowId: id, paymentId: id, lots: named });
export const resolving = z.strictObject({ escrowId: id, paymentId: id, payerShare: money, payeeShare: money });
export const ofEscrow = z.strictObject({ escrowId: id, milestoneId: id });

export const asking = PaymentRequest.omit({ status: true, paymentId: true });
export const answering = z.strictObject({ ...paying, requestId: id, amount: positiveMoney });
export const qr = z.strictObject({ text: z.string().min(1).max(400) });
export const code = z.strictObject({
  payee: payable,
  currency,
  amount: positiveMoney.optional(),
  requestId: id.optional(),
  issuer: org.optional(),
  category: category.optional(),
  until: instant.optional(),
});

export const freezing = z.strictObject({ courtOrderId: id, holder, lots: z.array(lotId).max(100) });
export const clawing = z.strictObject({ courtOrderId: id, paymentId: id, lots: named, to: party, amount: positiveMoney }).extend({
  holder: holder.optional().meta({ description: 'an address that the order reaches; its own holder if not given' }),
});
export const clearing = z.strictObject({ paymentId: id, from: payable, amount: positiveMoney });
export const confirming = z.strictObject({
  courtOrderId: id,
  addresses: z
    .array(address)
    .max(100)
    .optional()
    .meta({ description: 'the addresses that wait to be frozen, when there are any' }),
});
export const taking = z.strictObject({
  courtOrderId: id,
  paymentId: id,
  by: member.optional().meta({ description: 'who asked; to be said when several did under these ids' }),
});
export const agreeing = z.strictObject({
  paymentId: id,
  from: payable,
  by: member.meta({ description: 'the auditor who asked' }),
});

const account = { party, issuer: org, currency };
const days = {
  from: day,
  until: day.meta({ description: 'exclusive' }),
  zone: zoneName.optional().meta({ description: 'on whose clocks days are read; UTC if not given' }),
};
export const period = z.strictObject({ ...account, ...days });
export const statement = z.strictObject({
  ...account,
  ...days,
  opening: signedMoney,
  entries: z.array(Entry).max(1000),
  credits: money,
  debits: money,
  closing: signedMoney,
});
const bookmark = z.string().max(2100).optional();
export const holding = z.strictObject({ party, after: bookmark.meta({ description: 'the `next` of the page before' }) });
export const balances = z.strictObject({
  accounts: z.array(z.strictObject({ issuer: org, free: money, bound: money, frozen: money, lots: count(1_000_000) })).max(1000),
  next: bookmark.meta({ description: 'given when there are more lots: the accounts of all pages add up to the balance' }),
});
export const supplyAsked = z.strictObject({
  issuer: org,
  currency,
  after: bookmark.meta({ description: 'the `next` of the page before' }),
});
export const supply = z.strictObject({
  issuer: org,
  issued: money,
  redeemed: money,
  inLots: money,
  lots: count(1_000_000),
  proven: z.boolean().meta({ description: 'issued less redeemed is the sum of all lots; only told when all is on one page' }),
  next: bookmark.meta({ description: 'given when there is more: the sums of all pages are compared' }),
});
