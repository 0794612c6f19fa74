import { z } from 'zod';
import { whoever } from '../../kit/side';
import { secretTable, table } from '../../kit/table';
import { count, id, line, org, ppm, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { MAX_ASSETS } from './pool';
import { minor } from './structure';

export const pledgeStatus = z.enum(['pledged', 'withdrawn', 'declined', 'boughtBack']);

/** What a loan had done since it was lent; minor units. */
export const cumulated = z.strictObject({ principal: minor, interest: minor, other: minor });

/** Why a loan must be bought back (Reg AB II, repurchaseReplacementReasonCode). */
export const demandReason = z.enum([
  ...([
    'fraud',
    'earlyPaymentDefault',
    'otherRecourse',
    'representation',
    'servicerBreach',
    'other',
  ] as const),
]);
/** Where a demand stands (assetSubjectDemandStatusCode). */
export const demandStatus = z.enum(['pending', 'repurchased', 'disputed', 'withdrawn', 'rejected']);

/** A demand to buy a loan back. */
export const demand = z.strictObject({ reason: demandReason, status: demandStatus, at: instant });

/** That a loan is in a pool: the key is the loan, so no loan is in two. */
export const Pledge = z.strictObject({
  loanId: id,
  poolId: id,
  number: count(MAX_ASSETS, 1).meta({ description: 'asset number in the pool' }),
  originator: org,
  depositor: org,
  trustee: org,
  status: pledgeStatus,
  pledgedAt: instant,
  balance: minor.meta({ description: 'principal at the cut-off' }),
  done: cumulated.meta({ description: 'paid on it by the cut-off' }),
  factsSeal: sha256Hex.optional().meta({ description: 'seal of what the originator keeps about it' }),
  demand: demand.optional(),
  boughtBackOn: day.optional(),
  price: minor.optional().meta({ description: 'paid for it when it was bought back' }),
});
export type Pledge = z.output<typeof Pledge>;

export const pledges = table({
  kind: 'pledge',
  v: 1,
  schema: Pledge,
  id: ({ loanId }) => [loanId],
  sides: {
    originator: ({ originator }: Pledge) => originator,
    depositor: ({ depositor }: Pledge) => depositor,
    trustee: ({ trustee }: Pledge) => trustee,
    auditor: whoever('auditor'),
  },
});
export const onPledge = ({ loanId }: { readonly loanId: string }) => pledges.at(loanId);

export const numbered = (number: number): string => number.toString().padStart(6, '0');

/** Which loan has a number in a pool: so that a month is run without a list. */
export const Asset = z.strictObject({ poolId: id, number: count(MAX_ASSETS, 1), loanId: id });
export type Asset = z.output<typeof Asset>;
export const assets = table({
  kind: 'poolAsset',
  v: 1,
  schema: Asset,
  id: ({ poolId, number }) => [poolId, numbered(number)],
});

const level = (max: number) => count(max, 1);
/**
 * What a report names of a loan and nobody else may know of the borrower: kept by the originator (Reg AB II,
 * Schedule AL, Item 3, obligor and vehicle).
 */
export const AssetFacts = z.strictObject({
  scoreType: line(100).optional(),
  score: count(1_000).optional(),
  incomeVerification: level(5),
  employmentVerification: level(3),
  coObligor: z.boolean(),
  paymentToIncomePpm: ppm(5_000_000).optional(),
  state: line(40).meta({ description: 'state or region of the borrower' }),
  vehicle: z.strictObject({
    maker: line(60),
    model: line(60),
    year: count(2_100, 1_900),
    condition: z.enum(['new', 'used']),
    type: z.enum(['car', 'truck', 'suv', 'motorcycle', 'other']),
    value: minor,
    valueSource: z.enum(['invoice', 'sticker', 'kelley', 'other']),
  }),
  subvented: z.enum(['no', 'rate', 'rebate', 'other']),
  underwritten: z.boolean().meta({ description: 'met the criteria of the originator' }),
});
export type AssetFacts = z.output<typeof AssetFacts>;
export const assetFacts = secretTable({ kind: 'poolAssetFacts', v: 1, schema: AssetFacts });
