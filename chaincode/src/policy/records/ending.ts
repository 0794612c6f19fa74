import { z } from 'zod';
import { count, line, member, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { claimFree } from './claimfree';

export const cancelReason = z.enum([
  'sold',
  'scrapped',
  'elsewhere',
  'misstated',
  'unpaid',
  'risk',
  'totalLoss',
  'other',
  'withdrawn',
]);

export type CancelReason = z.output<typeof cancelReason>;

/** What a tariff says of an early end, where the law of the market leaves it or another law asks for it. */
export const endingTerms = z.strictObject({
  withdrawalDays: count(60).meta({
    description:
      'days after binding in which the policyholder may withdraw (VVG § 8: 14); no right if not given',
  }),
  afterTotalLoss: z.enum(['earned', 'proRata']).meta({
    description:
      'premium after a total loss: of the whole term, as if not given, or until the insurer knew of it ' +
      '(VVG § 80(2))',
  }),
});

/** The claim-free time that another insurer attested ((EU) 2021/2118, Article 16). */
export const attested = z.strictObject({
  claimFreeSince: day,
  insurer: line(100).meta({ description: 'who attested it' }),
  statementHash: sha256Hex.meta({ description: 'SHA-256 of the claims-history statement' }),
});

export type Attested = z.output<typeof attested>;

/** Whom a policy had as its policyholder before the buyer of the vehicle took it over, and until when. */
export const formerHolder = z.strictObject({
  policyholder: member,
  until: instant,
  claimFreeSince: day,
  claimFree: claimFree.optional(),
});

export type FormerHolder = z.output<typeof formerHolder>;

/** Most owners of a vehicle that one policy passes on to. */
export const MAX_HOLDERS = 12;

/** What a policy holds of its end and of who held it. */
export const ending = z.strictObject({
  ...endingTerms.shape,
  coverAtOnce: z.boolean().meta({
    description: 'the policyholder agreed that cover begins before the time to withdraw is over (VVG § 9(1))',
  }),
  interestEndedAt: instant.meta({
    description: 'when the insurer knew of the total loss, if premium is earned until then alone',
  }),
  attested,
  heldSince: instant.meta({ description: 'when the buyer of the vehicle took the policy over' }),
  formerHolders: z.array(formerHolder).max(MAX_HOLDERS),
});
