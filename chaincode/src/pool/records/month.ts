import { z } from 'zod';
import { table } from '../../kit/table';
import { whoever } from '../../kit/side';
import { count, id, org } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { numbered } from './asset';
import { distribution, standing } from './distribution';
import { MAX_ASSETS } from './pool';
import { className, MAX_CLASSES, minor, month, ppb } from './structure';
import { signedMoney } from '../../kit/value/money';

const signed = signedMoney.shape.amount;

/** Why a loan has no balance any more. */
export const ended = z.enum(['paid', 'soldToThirdParty', 'boughtBack', 'chargedOff']);

/** One month of one loan: begin − end = principal + charged off + other adjustment. Minor units. */
export const Row = z.strictObject({
  poolId: id,
  month,
  number: count(MAX_ASSETS, 1),
  begin: minor,
  end: minor,
  principal: signed,
  interest: signed,
  fees: signed,
  chargedOff: minor,
  otherAdjustment: signed,
  recovered: minor,
  ended: ended.optional(),
  endedIn: month.optional().meta({ description: 'the month in which it ended, if it has' }),
  pastDueDays: count(100_000),
  remaining: count(480),
  nextDue: minor,
  ratePpm: count(2_000_000),
  scheduledPrincipal: minor,
  scheduledInterest: minor,
  done: z.strictObject({ principal: minor, interest: minor, other: minor }),
  entries: count(1_000_000).meta({ description: 'entries of the loan that this knows of' }),
  txId: z.string().max(64).meta({ description: 'the transaction that computed it' }),
});
export type Row = z.output<typeof Row>;
export const rows = table({
  kind: 'poolRow',
  v: 1,
  schema: Row,
  id: ({ poolId, month: of, number }) => [poolId, of, numbered(number)],
});

/** Days past due as reports of trusts group them. */
export const LATE_BUCKETS = [31, 61, 91, 121] as const;

/** Beyond what 18 digits hold, and never rounded. */
const wide = z.codec(z.string().regex(/^(0|[1-9][0-9]{0,39})$/), z.bigint(), {
  decode: (text) => BigInt(text),
  encode: (whole) => whole.toString(),
});

/** The sums of the loans of a pool over a month. */
export const sums = z.strictObject({
  loans: count(MAX_ASSETS).meta({ description: 'with a balance at the end' }),
  begin: minor,
  end: minor,
  principal: signed,
  interest: signed,
  fees: signed,
  chargedOff: minor,
  otherAdjustment: signed,
  recovered: minor,
  scheduledPrincipal: minor,
  late: z
    .array(z.strictObject({ fromDays: count(1_000), loans: count(MAX_ASSETS), balance: minor }))
    .max(LATE_BUCKETS.length),
  weightedRate: wide.meta({ description: 'sum of balance × rate in parts per million' }),
  weightedTerm: wide.meta({ description: 'sum of balance × instalments to come' }),
});
export type Sums = z.output<typeof sums>;

/** What the servicer states about a payment date; everything else follows from the ledger. */
export const stated = z.strictObject({
  paymentOn: day,
  fees: minor.meta({ description: 'of trustee and reviewer' }),
  advances: minor,
  reimbursed: minor,
  indices: z
    .array(z.strictObject({ name: className, ratePpb: ppb }))
    .max(MAX_CLASSES)
    .meta({ description: 'the index of each floating class' }),
});
export type Stated = z.output<typeof stated>;

export const monthStatus = z.enum(['running', 'distributed']);
export const trigger = z.enum(['cumulativeNetLoss', 'delinquency', 'overCollateral']);

/** A month of a pool: its loans are looked at number by number, then its funds are distributed. */
export const PoolMonth = z.strictObject({
  poolId: id,
  month,
  servicer: org,
  trustee: org,
  status: monthStatus,
  previous: month.optional(),
  until: day.meta({ description: 'last day of the collection period' }),
  visited: count(MAX_ASSETS).meta({ description: 'all loans with a number up to this one' }),
  sums,
  stated: stated.optional(),
  period: z
    .strictObject({ paidFrom: day, paidUntil: day, nominalFrom: day, nominalUntil: day })
    .optional()
    .meta({ description: 'of interest: by payment dates for ACT, by the day of the month for 30/360' }),
  before: standing.optional().meta({ description: 'where the notes stood' }),
  repurchases: minor.optional().meta({ description: 'paid for loans that were bought back' }),
  called: z.literal(true).optional(),
  distribution: distribution.optional(),
  triggers: z.array(trigger).max(3).optional(),
  distributedAt: instant.optional(),
  txId: z.string().max(64).optional().meta({ description: 'the transaction that distributed it' }),
});
export type PoolMonth = z.output<typeof PoolMonth>;

export const months = table({
  kind: 'poolMonth',
  v: 1,
  schema: PoolMonth,
  id: ({ poolId, month: of }) => [poolId, of],
  sides: {
    servicer: ({ servicer }: PoolMonth) => servicer,
    trustee: ({ trustee }: PoolMonth) => trustee,
    auditor: whoever('auditor'),
  },
});
export const onMonth = ({ poolId, month: of }: { readonly poolId: string; readonly month: string }) =>
  months.at(poolId, of);
