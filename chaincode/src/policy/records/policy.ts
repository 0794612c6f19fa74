import { z } from 'zod';
import { money, signedMoney } from '../../kit/value/money';
import { whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, member, org, ppm } from '../../kit/value/text';
import { type Day, day, dayOf, instant, type Instant } from '../../kit/value/time';
import { zoneName } from '../../kit/value/zone';
import { vin } from '../../words/vin';
import { claimFree } from './claimfree';
import { cancelReason } from './ending';
import { instalment } from './instalment';

/** Lapse and expiry are no statuses: they follow from the dates and are derived on read (rules/cover.ts). */
export const policyStatus = z.enum(['quoted', 'withdrawn', 'declined', 'bound', 'cancelled', 'closed']);

export type PolicyStatus = z.output<typeof policyStatus>;

/**
 * What is covered. `compulsory` is the traffic liability that law asks for (交强险 in China); the others are
 * voluntary.
 */
export const coverCode = z.enum([
  'compulsory',
  'liability',
  'collision',
  'comprehensive',
  'theft',
  'glass',
  'medical',
]);

export type CoverCode = z.output<typeof coverCode>;

export const cover = z.strictObject({
  code: coverCode,
  sumInsured: money.meta({ description: 'most that is paid for all claims of the term' }),
  limit: money.meta({ description: 'most that is paid for one claim' }),
  deductible: money.meta({ description: 'borne by the policyholder in each claim' }),
});

export type Cover = z.output<typeof cover>;

export const covers = z
  .array(cover)
  .min(1)
  .max(7)
  .refine((list) => new Set(list.map((one) => one.code)).size === list.length, 'must name each cover once')
  .refine(
    (list) => list.every((one) => one.limit.amount <= one.sumInsured.amount),
    'must not have a limit above the sum insured',
  );

/** A change of cover that the insurer has offered and the policyholder has not yet accepted. */
export const change = z.strictObject({
  covers,
  from: instant,
  extraPremium: signedMoney,
  acceptUntil: instant,
});

export type Change = z.output<typeof change>;

export const pricing = z.enum(['fixed', 'distance']).meta({
  description: 'a premium for the term, or a base in advance plus a price per kilometre in arrears',
});

export type Pricing = z.output<typeof pricing>;

/**
 * The key that signs what was driven: that of the car where its birth names one, else of the device that both
 * sides agreed on.
 */
export const carKey = z
  .string()
  .regex(/^did:key:zDn[1-9A-HJ-NP-Za-km-z]{45,46}$/, 'must be a did:key of a P-256 key')
  .meta({ description: 'did:key of a P-256 key' });

/** The term and its changes, and the reinstatements, that one policy has room for. */
export const MAX_PARTS = 24;

export const MAX_GAPS = 12;

export const policy = z.strictObject({
  policyId: id,
  insurer: org,
  policyholder: member,
  vin,
  status: policyStatus,
  pricing,
  carKey: carKey.optional(),
  tariffId: id,
  tariffVersion: count(9999, 1),
  graceDays: count(90).meta({
    description: 'from the tariff: days after an instalment is due until cover lapses',
  }),
  shortRate: ppm().meta({
    description: 'from the tariff: share of the unearned premium kept when the policyholder cancels',
  }),
  claimFreeFactor: ppm(5_000_000).meta({ description: 'already inside the premium, parts per million' }),
  sumInsured: money.meta({ description: 'sum over the covers in force' }),
  startsAt: instant,
  endsAt: instant.meta({ description: 'exclusive end of the term' }),
  zone: zoneName.optional().meta({ description: 'on whose clocks days are read; UTC if not given' }),
  startsOn: day.optional().meta({ description: 'first day of the term in that zone' }),
  endsOn: day.optional().meta({ description: 'first day after the term in that zone' }),
  lapsedOver: count(36, 1)
    .optional()
    .meta({ description: 'the instalment over which a lapse was written down' }),
  quotedUntil: instant.meta({ description: 'the quote may be bound before this moment' }),
  boundAt: instant.optional(),
  instalments: z.array(instalment).max(36),
  refunded: money,
  parts: z
    .array(z.strictObject({ from: instant, premium: signedMoney }))
    .min(1)
    .max(MAX_PARTS)
    .meta({
      description:
        'the term and each change of cover: from when, for how much until the end; part n has the covers ' +
        'of terms n',
    }),
  offered: change.optional(),
  gaps: z
    .array(z.strictObject({ from: instant, until: instant }))
    .max(MAX_GAPS)
    .meta({ description: 'lapses that were ended by reinstatement; no cover inside' }),
  cancelledAt: instant.optional(),
  cancelReason: cancelReason.optional(),
  exhaustedAt: instant
    .optional()
    .meta({ description: 'the vehicle became a total loss; cover ends, premium is earned' }),
  closedAt: instant.optional(),
  balance: signedMoney
    .optional()
    .meta({ description: 'at cancellation: owed to the policyholder, negative if owed by' }),
  balancePaymentId: id.optional().meta({ description: 'the payment that settled the balance' }),
  renews: id.optional(),
  answers: id.optional().meta({ description: 'the application that the quote answers' }),
  renewedBy: id.optional(),
  claimFreeSince: day.meta({
    description: 'day after which no own-fault claim counts, carried over renewals',
  }),
  claimFree: claimFree.optional(),
  claimsCount: count(9999),
  openClaims: count(9999),
  claimed: money.meta({ description: 'sum of confirmed claim amounts, at most the sum insured' }),
  paidOut: money.meta({ description: 'sum of indemnity paid, at most what was claimed' }),
});

export type Policy = z.output<typeof policy>;

export const firstDayOf = ({ startsOn, startsAt }: Policy): Day => startsOn ?? dayOf(startsAt);

/** Exclusive. */
export const lastDayOf = ({ endsOn, endsAt }: Policy): Day => endsOn ?? dayOf(endsAt);

/**
 * The covers in force from a moment on. A change makes a new number and leaves the old, so an earlier loss
 * finds its own covers.
 */
export const terms = z.strictObject({ policyId: id, no: count(24, 1), from: instant, covers });

export type Terms = z.output<typeof terms>;

/** Numbers in keys are padded, so that they sort. */
export const padded = (no: number): string => no.toString().padStart(2, '0');

export const policies = table({
  kind: 'policy',
  v: 1,
  schema: policy,
  id: (one: Policy) => [one.policyId],
  indexes: {
    byVin: (one: Policy) => (one.boundAt === undefined ? undefined : [one.vin]),
    byPolicyholder: (one: Policy) => [one.policyholder],
  },
  sides: {
    policyholder: ({ policyholder }: Policy) => policyholder,
    insurer: ({ insurer }: Policy) => insurer,
    auditor: whoever('auditor'),
    registrar: whoever('registrar'),
  },
});

export const coverTerms = table({
  kind: 'terms',
  v: 1,
  schema: terms,
  id: (one) => [one.policyId, padded(one.no)],
});

/** Where a policy stands: a status, or what its dates make of it. */
export const standing = z.enum([
  ...policyStatus.options,
  'quote expired',
  'not begun',
  'in force',
  'in gap',
  'expired',
  'lapsed',
  'exhausted',
]);

export type Standing = z.output<typeof standing>;

/** The number of the covers in force at a moment: the last part of the term that had begun. */
export const termsNoAt = (policy: Policy, at: Instant): number =>
  Math.max(1, policy.parts.filter((part) => part.from <= at).length);

/** The policy that a request names, for operations to state. */
export const onPolicy = ({ policyId }: { readonly policyId: string }) => policies.at(policyId);
