import { z } from 'zod';
import { money, positiveMoney } from '../../kit/value/money';
import { table } from '../../kit/table';
import { count, id, member, org, ppm, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { about, lotId, moneyTables, party } from './money';

export const share = z.strictObject({ party, weight: count(1_000_000) });
export const fee = z.strictObject({ party, ppm: ppm(500_000) });

/** A room confirms by its own facts, in its own transaction: `room:service`. No caller can be called so. */
const room = z.string().regex(/^room:[a-z]{2,20}$/, 'must be room: and the name of a room');
/** What must come true: enough of `by` confirm it. One of one is a plain condition, three of five an oracle quorum. */
export const Condition = z.strictObject({
  conditionId: id,
  that: z.enum(['serviceCompleted', 'titleMoved', 'inspectionPassed', 'delivered', 'priceReported', 'agreed']),
  by: z
    .array(z.union([org, member, room]))
    .min(1)
    .max(10),
  need: count(10, 1),
  confirmedBy: z.array(z.union([org, member, room])).max(10),
});
export type Condition = z.output<typeof Condition>;

/** A part of the money, released by itself. */
export const Milestone = z.strictObject({
  milestoneId: id,
  amount: positiveMoney,
  notBefore: instant.optional().meta({ description: 'released 20 seconds after, so that a clock that is ahead gains nothing' }),
  conditions: z.array(Condition).max(10),
  releasedBy: id.optional().meta({ description: 'the payment that released it' }),
});
export type Milestone = z.output<typeof Milestone>;

export const Escrow = z.strictObject({
  escrowId: id,
  payer: party,
  payee: party,
  amount: positiveMoney,
  left: money.meta({ description: 'what is in the box' }),
  milestones: z.array(Milestone).min(1).max(20),
  deadline: instant.meta({ description: 'exclusive: released before, refunded 20 seconds after' }),
  arbiter: z
    .strictObject({ party, until: instant })
    .optional()
    .meta({ description: 'decides a dispute before `until`; 20 seconds after, the payer is refunded' }),
  splits: z
    .array(share)
    .min(1)
    .max(10)
    .optional()
    .meta({ description: 'who shares what the payee gets; the payee alone if not given' }),
  fee: fee.optional(),
  status: z.enum([
    'created', 'funded', 'partlyReleased', 'released', 'refunded', 'disputed', 'resolved', 'withdrawn', 'clawedBack',
  ]), // biome-ignore format: a table
  lot: lotId.optional(),
  about: about.optional(),
});
export type Escrow = z.output<typeof Escrow>;

/** Money authorised for a payee, who captures it, in parts or at once, before `until`. */
export const Hold = z.strictObject({
  holdId: id,
  payer: party,
  payee: party,
  amount: positiveMoney,
  left: money,
  until: instant.meta({ description: 'exclusive: captured before, free again 20 seconds after' }),
  status: z.enum(['authorised', 'captured', 'ended', 'clawedBack']),
  lot: lotId.optional(),
  about: about.optional(),
});
export type Hold = z.output<typeof Hold>;

/** A hash-locked payment: whoever shows the preimage of `hash` before the deadline moves it to the payee. */
export const Lock = z.strictObject({
  lockId: id,
  payer: party,
  payee: party,
  amount: positiveMoney,
  hash: sha256Hex.meta({ description: 'SHA-256 of the 32 bytes of the preimage' }),
  deadline: instant.meta({ description: 'exclusive: claimed before, reclaimed 20 seconds after' }),
  status: z.enum(['locked', 'claimed', 'reclaimed', 'clawedBack']),
  lot: lotId,
  preimage: sha256Hex.optional(),
});
export type Lock = z.output<typeof Lock>;

/** An issue or a redemption at the counter of a lender. */
export const SupplyOrder = z.strictObject({
  issuer: org,
  orderId: id,
  kind: z.enum(['issue', 'redeem']),
  party: party.meta({ description: 'who gets the new money, or handed the old in' }),
  amount: positiveMoney,
  status: z.enum(['asked', 'checked', 'settled', 'refused', 'withdrawn', 'clawedBack']),
  askedBy: member,
  checkedBy: member.optional(),
  decidedBy: member.optional(),
  lot: lotId.optional(),
  paymentId: id.optional().meta({ description: 'the payment that issued, destroyed or returned the money' }),
});
export type SupplyOrder = z.output<typeof SupplyOrder>;

export const escrows = table({
  kind: 'escrow',
  v: 1,
  schema: Escrow,
  id: ({ escrowId }) => [escrowId],
  indexes: { byPayer: ({ payer }) => [payer], byPayee: ({ payee }) => [payee] },
});
export const holds = table({ kind: 'hold', v: 1, schema: Hold, id: ({ holdId }) => [holdId] });
export const locks = table({ kind: 'lock', v: 1, schema: Lock, id: ({ lockId }) => [lockId] });
export const orders = table({ kind: 'supply-order', v: 1, schema: SupplyOrder, id: ({ issuer, orderId }) => [issuer, orderId] });

/** What a room must name among its tables to use escrow. */
export const escrowTables = { escrows, ...moneyTables };
