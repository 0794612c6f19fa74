import { z } from 'zod';
import { ruled } from '../../kit/side';
import { table } from '../../kit/table';
import { money } from '../../kit/value/money';
import { count, id, line, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { about, party } from '../../payment/records/party';
import { points, somePoints } from './program';

/** Where a lot of points came from and how long it is good. Its key is the points: it is deleted when spent. */
export const PointLot = z.strictObject({
  programId: id,
  member,
  lotId: id,
  issuer: party.meta({ description: 'who owes for the points' }),
  slice: count(63).meta({ description: 'where its issuer counts them' }),
  units: somePoints.meta({ description: 'as they were earned' }),
  unitsLeft: somePoints,
  earnedAt: instant,
  availableAt: instant,
  expiresAt: instant.optional().meta({ description: 'exclusive; without it never' }),
  sourceTx: id.meta({ description: 'the transaction that made it' }),
  about: about.optional().meta({ description: 'for what the points are' }),
  locked: z.strictObject({ orderId: id, until: instant }).optional(),
});
export type PointLot = z.output<typeof PointLot>;
export const pointLots = table({
  kind: 'point-lot',
  v: 1,
  schema: PointLot,
  id: ({ programId, member: of, lotId }) => [programId, of, lotId],
  sides: { member: ({ member: of }: PointLot) => of, issuer: ({ issuer }: PointLot) => issuer },
});

/** As it stands at a moment: derived, never stored. */
export const lotState = z.enum(['pending', 'active', 'locked', 'expired']);
export type LotState = z.output<typeof lotState>;

/** A line of a wallet: what one act added or took. Kept for good, with what became of the points. */
export const PointEntry = z.strictObject({
  programId: id,
  member,
  at: instant,
  entryId: id,
  kind: z.enum(['earned', 'spent', 'expired', 'revoked', 'sent', 'received', 'reinstated']),
  units: points,
  partner: party.optional(),
  about: about.optional(),
});
export type PointEntry = z.output<typeof PointEntry>;
export const pointEntries = table({
  kind: 'point-entry',
  v: 1,
  schema: PointEntry,
  id: ({ programId, member: of, at, entryId, kind }) => [programId, of, at, entryId, kind],
});

/** Points given for one fact: the key makes a second time impossible. */
export const Earning = z.strictObject({
  programId: id,
  partner: party,
  cause: id.meta({ description: 'the room of the fact, `receipt`, or the rule' }),
  of: line(80).meta({ description: 'the fact: a booking, a receipt, a milestone' }),
  member,
  lotId: id,
  units: points,
  qualifying: points,
  revoked: points,
  at: instant,
  availableAt: instant,
  expiresAt: instant.optional(),
});
export type Earning = z.output<typeof Earning>;
export const earnings = table({
  kind: 'point-earning',
  v: 1,
  schema: Earning,
  id: ({ programId, partner, cause, of }) => [programId, partner, cause, of],
  sides: { partner: ({ partner }: Earning) => partner, member: ({ member: of }: Earning) => of, crew: ruled },
});

/** A month of a policy as a fact that earns: two digits first, so that ids of all lengths stay apart. */
export const monthNamed = (policyId: string, month: number): string =>
  `${`${month}`.padStart(2, '0')}.${policyId}`;

/** Points on their way: paid to a partner, or sent to another member. What was taken can be given back. */
export const PointUse = z.strictObject({
  programId: id,
  member,
  useId: id,
  to: party.meta({ description: 'the partner that takes them, or the member that gets them' }),
  kind: z.enum(['payment', 'transfer']),
  units: somePoints,
  worth: money.meta({ description: 'what they pay; nothing when they are sent' }),
  taken: z
    .array(
      z.strictObject({
        issuer: party,
        slice: count(63),
        units: somePoints,
        earnedAt: instant,
        availableAt: instant,
        expiresAt: instant.optional(),
      }),
    )
    .min(1)
    .max(50),
  about: about.optional(),
  at: instant,
  settledAt: instant
    .optional()
    .meta({ description: 'since when the partner has earned them; before, they wait for the work' }),
  returned: points.meta({ description: 'points given back' }),
});
export type PointUse = z.output<typeof PointUse>;
export const pointUses = table({
  kind: 'point-use',
  v: 1,
  schema: PointUse,
  id: ({ programId, member: of, useId }) => [programId, of, useId],
  sides: { member: ({ member: of }: PointUse) => of, taker: ({ to }: PointUse) => to, crew: ruled },
});
