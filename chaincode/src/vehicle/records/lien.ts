import { z } from 'zod';
import { positiveMoney } from '../../kit/value/money';
import { count, id, org, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';

/** Most liens kept in a vehicle's record, the open ones first. */
export const MAX_LIENS = 8;
/** A right of a lender in the vehicle; without `releasedAt` it is open. */
export const Lien = z.strictObject({
  lienId: id,
  /** The organisation that is secured; only it may release. */
  holder: org,
  loanId: id,
  /** The amount secured when placed, not what is still owed. */
  amount: positiveMoney,
  /** 1 is paid first. A lien moves up when one before it is released. */
  rank: count(MAX_LIENS, 1),
  placedAt: instant,
  releasedAt: instant.optional(),
});
export type Lien = z.infer<typeof Lien>;

/** Agreement of the first lien-holder to one further lien; used up when that lien is placed. */
export const LienConsent = z.strictObject({
  lienId: id,
  holder: org,
  amount: positiveMoney,
  by: org,
  at: instant,
});
export type LienConsent = z.infer<typeof LienConsent>;

/** Owners who agree that a lender takes the vehicle they own together as security. */
export const LienAgreement = z.strictObject({
  lienId: id,
  holder: org,
  agreed: z
    .array(z.union([member, org]))
    .min(1)
    .max(8),
});
export type LienAgreement = z.infer<typeof LienAgreement>;
