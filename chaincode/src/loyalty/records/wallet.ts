import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, member } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { lotState, PointLot } from './lot';
import { points } from './program';

/** What was earned on one day: all of it, and what counts for the tier. */
export const EarnDay = z.strictObject({ on: day, earned: points, qualifying: points });
export type EarnDay = z.output<typeof EarnDay>;

/** What merchants may use to address a member, as the member consented; withdrawn at will. */
export const audienceAttribute = z.enum(['tier', 'level', 'model', 'modelYear', 'memberSince', 'lastEarned']);
export const AudienceConsent = z.strictObject({
  attributes: z.array(audienceAttribute).min(1).max(6),
  vin: vin.optional().meta({ description: 'the own vehicle whose model may be used' }),
  model: z.string().max(40).optional(),
  modelYear: count(2_200, 1_900).optional(),
  since: instant,
  until: instant.meta({ description: 'exclusive' }),
});
export type AudienceConsent = z.output<typeof AudienceConsent>;

/** A member of a program: its tier, and the days from which it follows. One for all apps. */
export const Wallet = z.strictObject({
  programId: id,
  member,
  joinedAt: instant,
  tier: count(9).meta({ description: 'place of its tier, 0 the lowest, as of `reviewedOn`' }),
  reviewedOn: day,
  belowSince: day
    .optional()
    .meta({ description: 'since when the points no longer reach the tier: its grace runs' }),
  days: z.array(EarnDay).max(800),
  lifetime: count(Number.MAX_SAFE_INTEGER).meta({ description: 'qualifying points of all time' }),
  earnedOnce: z.boolean(),
  balance: count(Number.MAX_SAFE_INTEGER).meta({
    description: 'points of its lots, those among them whose end has passed and is not written down yet',
  }),
  owed: points.meta({ description: 'points taken back after they were spent' }),
  audience: AudienceConsent.optional(),
});
export type Wallet = z.output<typeof Wallet>;
export const wallets = table({
  kind: 'loyalty-wallet',
  v: 1,
  schema: Wallet,
  id: ({ programId, member: of }) => [programId, of],
  indexes: { byMember: ({ member: of }: Wallet) => [of] },
  sides: { member: ({ member: of }: Wallet) => of },
});
export const onWallet = ({
  programId,
  member: of,
}: {
  readonly programId: string;
  readonly member: string;
}) => wallets.at(programId, of);

/** A wallet as it stands now. */
export const Standing = z.strictObject({
  programId: id,
  member,
  tier: id,
  level: count(9),
  qualifying: points.meta({ description: 'within the window' }),
  toNext: points.optional().meta({ description: 'points that the next tier still takes' }),
  keptUntil: day.optional().meta({ description: 'of a tier in its grace: the day on which it ends' }),
  benefits: z.array(z.string().max(120)).max(200),
  active: count(Number.MAX_SAFE_INTEGER),
  pending: count(Number.MAX_SAFE_INTEGER),
  locked: count(Number.MAX_SAFE_INTEGER),
  expiring: z
    .array(z.strictObject({ at: instant, units: points }))
    .max(100)
    .meta({ description: 'what expires next, the soonest first' }),
  complete: z.boolean().meta({ description: 'whether all lots were counted' }),
});
export type Standing = z.output<typeof Standing>;
export const SeenLot = PointLot.extend({ state: lotState });
