import { z } from 'zod';
import { dayCount } from '../../kit/value/daycount';
import { money, positiveMoney } from '../../kit/value/money';
import { count, org, ppm } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { zoneName } from '../../kit/value/zone';
import { businessDays } from './calendar';

/** Longest schedule: 40 years of months. */
export const MAX_INSTALMENTS = 480;

const WHEN = ['pastDue', 'due', 'inAdvance'] as const;
const WHAT = ['penalty', 'fee', 'interest', 'principal'] as const;
export type When = (typeof WHEN)[number];
export type What = (typeof WHAT)[number];
export type Slot = `${When}.${What}`;

/** Past due first, then due, then in advance; in each penalty, fee, interest, principal. */
export const DEFAULT_ORDER: readonly Slot[] = WHEN.flatMap((when) =>
  WHAT.map((what) => `${when}.${what}` as const),
);

const order = z
  .array(z.enum(DEFAULT_ORDER as [Slot, ...Slot[]]))
  .length(12)
  .refine((slots) => new Set(slots).size === 12, 'must name each of the twelve once')
  .meta({ description: 'what a payment pays first; past due before due before in advance if not given' });

/** How a payment is shared out. */
export const allocation = z.strictObject({
  order: order.optional(),
  direction: z.enum(['horizontal', 'vertical']).meta({
    description: 'horizontal: one instalment after the other; vertical: one kind of debt after the other',
  }),
  ahead: z.enum(['next', 'last', 'reamortise']).meta({
    description:
      'money in advance pays the next instalments, shortens the loan, or lowers all later instalments',
  }),
});
export type Allocation = z.output<typeof allocation>;

export const payoffUntil = z
  .enum(['day', 'periodEnd'])
  .meta({ description: 'interest of a payoff: to the day of payment, or to the end of the running period' });
export type PayoffUntil = z.output<typeof payoffUntil>;

/** What settling early costs. */
export const payoffTerms = z
  .strictObject({
    till: payoffUntil,
    feePpm: ppm(100_000)
      .optional()
      .meta({
        description:
          'fee on principal paid before it is due, never more than the interest that is lost, and none after ' +
          'the lender declared the default (Directive 2008/48/EC, Article 16; BGB § 502; BGH XI ZR 103/15)',
      }),
    lastYearFeePpm: ppm(100_000).optional().meta({
      description: 'the same when a year or less is left to the last instalment; feePpm if not given',
    }),
  })
  .meta({ description: 'interest rule, and fee on principal paid before it is due, in part or as a whole' });

/** What being late costs. */
export const lateTerms = z
  .strictObject({
    graceDays: count(60),
    tolerance: money.optional().meta({
      description: 'an instalment that is short by no more is not late: neither fee nor days past due',
    }),
    fee: money.optional().meta({
      description:
        'once for an instalment, and not for one that is short only by earlier fees (16 CFR 444.4(a))',
    }),
    feePpm: ppm(1_000_000).optional().meta({ description: 'the same as a share of what is past due of it' }),
    take: z
      .enum(['lesser', 'greater'])
      .optional()
      .meta({ description: 'which of the two when both are given; the lesser if not said' }),
    annualRatePpm: ppm(2_000_000).optional().meta({
      description: 'late interest: simple yearly rate on principal past due, from the end of grace',
    }),
  })
  .meta({ description: 'days after a due date before an instalment is late, and what that costs' });

/** What lender and borrower agree on; the schedule follows from it alone. */
export const terms = z.strictObject({
  principal: positiveMoney.meta({ description: 'amount lent' }),
  annualRatePpm: ppm(2_000_000).meta({ description: 'yearly rate the borrower pays, parts per million' }),
  method: z
    .enum(['annuity', 'equalPrincipal', 'flat'])
    .meta({ description: 'level instalments, level principal, or add-on interest on the first principal' }),
  dayCount,
  instalments: count(MAX_INSTALMENTS, 1).meta({ description: 'number of instalments' }),
  every: z
    .strictObject({ count: count(24, 1), unit: z.enum(['month', 'week', 'day']) })
    .meta({ description: 'length of a period' }),
  zone: zoneName.optional().meta({
    description:
      'on whose clocks days are read: when one ends, and on which a payment was made; UTC if not given',
  }),
  startOn: day.meta({ description: 'interest runs from this day' }),
  firstDueOn: day.meta({
    description: 'first instalment; another distance than `every` from the start makes a broken first period',
  }),
  onDates: z
    .array(count(31, 1))
    .min(1)
    .max(2)
    .optional()
    .meta({
      description:
        'dates of the month on which instalments fall due, such as 1 and 15; a month without a date takes ' +
        'its last day, so 31 is the end of every month (BGB § 188(3)). Without it the date of the first one',
    }),
  businessDays: businessDays.optional().meta({
    description: 'when an instalment falls due whose day is no business day; on that day if not given',
  }),
  upfront: positiveMoney.optional().meta({
    description:
      'finance charge that the borrower pays at the start, or that is kept back of the amount lent: part of ' +
      'the annual percentage rates (12 CFR 1026.4; Directive 2008/48/EC, Article 3(g))',
  }),
  balloon: positiveMoney
    .optional()
    .meta({ description: 'principal left for the last instalment on top of a regular one' }),
  gracePrincipal: count(MAX_INSTALMENTS)
    .optional()
    .meta({ description: 'first instalments without principal' }),
  graceInterest: count(MAX_INSTALMENTS)
    .optional()
    .meta({ description: 'first instalments without interest; it falls due with the next one' }),
  smooth: z.boolean().optional().meta({ description: 'level out a last instalment that differs by much' }),
  subvention: z
    .strictObject({ annualRatePpm: ppm(2_000_000), payer: org })
    .optional()
    .meta({
      description:
        'full yearly rate and the organisation that pays the difference to the rate of the borrower',
    }),
  allocation,
  payoff: payoffTerms,
  late: lateTerms,
  securesUpTo: positiveMoney.optional().meta({
    description:
      'the most that the lien secures, interest and costs included (BGB § 1190); all that is owed as it ' +
      'stands if not given (BGB § 1210(1); UCC 9-204)',
  }),
});
export type Terms = z.output<typeof terms>;

/** Five classes of the Chinese rules on the risk of financial assets (商业银行金融资产风险分类办法, 2023). */
export const RISK_CLASSES = ['normal', 'specialMention', 'substandard', 'doubtful', 'loss'] as const;
export type RiskClass = (typeof RISK_CLASSES)[number];

/** Days past due from which an auto loan is usually charged off. */
export const CHARGE_OFF_DAYS = 120;
