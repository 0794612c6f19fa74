import { z } from 'zod';
import { table } from '../../kit/table';
import { positiveMoney, signedMoney } from '../../kit/value/money';
import { id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { about, party } from '../../payment/records/party';
import { points } from './program';

/** Points of one issuer that another partner took as payment: what the issuer owes it. A key each. */
export const PointClaim = z.strictObject({
  programId: id,
  claimId: id,
  from: party.meta({ description: 'who issued the points and owes for them' }),
  to: party.meta({ description: 'who took them' }),
  units: points.meta({ description: 'none for a coupon' }),
  amount: positiveMoney,
  at: instant,
  about: about.optional(),
  member,
});
export type PointClaim = z.output<typeof PointClaim>;
export const pointClaims = table({
  kind: 'point-claim',
  v: 1,
  schema: PointClaim,
  id: ({ programId, from, claimId }) => [programId, from, claimId],
});

/** As everybody may read it: who owes whom how much, not whose points they were. */
export const SeenClaim = PointClaim.omit({ member: true, about: true });

/** One payment that a netting makes due, and how far it was paid. */
export const Due = z.strictObject({
  from: party,
  to: party,
  amount: positiveMoney,
  left: signedMoney.meta({ description: 'what is still to be paid' }),
});
export type Due = z.output<typeof Due>;

/** Claims netted among all partners: what each is to pay or to get, which adds up to nothing. */
export const Netting = z.strictObject({
  programId: id,
  nettingId: id,
  claims: z
    .array(z.strictObject({ from: party, claimId: id }))
    .min(1)
    .max(100),
  positions: z.array(z.strictObject({ party, net: signedMoney })).max(200),
  dues: z.array(Due).max(200),
  status: z.enum(['open', 'settled']),
  at: instant,
});
export type Netting = z.output<typeof Netting>;
export const nettings = table({
  kind: 'loyalty-netting',
  v: 1,
  schema: Netting,
  id: ({ programId, nettingId }) => [programId, nettingId],
});
export const onNetting = ({
  programId,
  nettingId,
}: {
  readonly programId: string;
  readonly nettingId: string;
}) => nettings.at(programId, nettingId);
