import { z } from 'zod';
import { money, positiveMoney } from '../../kit/value/money';
import { anybody, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, member, org, ppm } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { moneyTables } from './money';
import { about, lotId, party } from './party';

export const share = z.strictObject({ party, weight: count(1_000_000) });
export const fee = z.strictObject({ party, ppm: ppm(500_000) });

/** A room confirms by its own facts, in its own transaction: `room:service`. No caller can be called so. */
const room = z.string().regex(/^room:[a-z]{2,20}$/, 'must be room: and the name of a room');
/**
 * What must come true: enough of `by` confirm it. One of one is a plain condition, three of five an oracle
 * quorum.
 */
export const Condition = z.strictObject({
  conditionId: id,
  that: z.enum([
    'serviceCompleted',
    'titleMoved',
    'inspectionPassed',
    'delivered',
    'priceReported',
    'agreed',
  ]),
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
  notBefore: instant
    .optional()
    .meta({ description: 'released 20 seconds after, so that a clock that is ahead gains nothing' }),
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

export const escrows = table({
  kind: 'escrow',
  v: 1,
  schema: Escrow,
  id: ({ escrowId }) => [escrowId],
  indexes: { byPayer: ({ payer }: Escrow) => [payer], byPayee: ({ payee }: Escrow) => [payee] },
  sides: {
    payer: ({ payer }: Escrow) => payer,
    payee: ({ payee }: Escrow) => payee,
    arbiter: ({ arbiter }: Escrow) => arbiter?.party,
    confirmer: ({ milestones }: Escrow) =>
      milestones.flatMap(({ conditions }) => conditions.flatMap(({ by }) => by)),
    anybody,
    registrar: whoever('registrar'),
    auditor: whoever('auditor'),
  },
});
/** What a room must name among its tables to use escrow. */
export const escrowTables = { escrows, ...moneyTables };

/** The name of the account in which the money of an escrow waits; no member bears such a name. */
export const escrowBox = (escrowId: string): string => `escrow:${escrowId}`;

/** Everybody who may get of it, the third party of the fee too: a voucher must fit them all. */
export const payeesOf = ({ payee, splits, fee }: Escrow): string[] =>
  [...(splits ?? [{ party: payee }]), ...(fee ? [fee] : [])].map(({ party }) => party);

/** Whether money waits in the box for what was agreed, undisputed. */
export const isFunded = ({ status }: Escrow): boolean => status === 'funded' || status === 'partlyReleased';
