import { z } from 'zod';
import { refuse } from '../../kit/errors';
import { anybody, ruled, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id, line, member, org, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { category } from '../../words/category';
import { merchantErrors } from '../errors';
import { capability, capabilityStatus, disabledReason, Paper, Requirements } from './requirement';
import { Poll, Tally } from './vote';

export const Application = z.strictObject({
  businessName: line(80),
  registrationNumber: line(40).optional().meta({ description: 'in the commercial register; public there' }),
  usci: z
    .string()
    .regex(/^[0-9A-Z]{18}$/)
    .optional()
    .meta({ description: 'unified social credit code (GB 32100) of a business in China' }),
  category: category.meta({ description: 'merchant category code (ISO 18245)' }),
  requested: z.array(capability).min(1).max(capability.options.length),
  branchOf: member.optional().meta({ description: 'the merchant that this one is a branch of' }),
});

/**
 * A cent that a lender sent to the merchant's bank account, with a code as its remittance text: who shows the
 * code reads the account.
 */
export const Probe = z.strictObject({
  by: org,
  accountHash: sha256Hex.meta({
    description: 'salted hash of the account number; the number stays with the lender',
  }),
  codeHash: sha256Hex.meta({ description: 'SHA-256 of the code' }),
  until: instant.meta({ description: 'exclusive: the code proves the account before' }),
});
export type Probe = z.output<typeof Probe>;

export const merchantStatus = z.enum([
  ...(['draft', 'submitted', 'underReview', 'infoRequired', 'approved'] as const),
  ...(['active', 'suspended', 'terminated', 'rejected'] as const),
]);
export type MerchantStatus = z.output<typeof merchantStatus>;

/**
 * A business that sells services around the car. What is due of it and what it may do are derived from this
 * on read.
 */
export const Merchant = z.strictObject({
  merchant: member,
  ...Application.shape,
  status: merchantStatus,
  papers: z.array(Paper).max(20),
  probe: Probe.optional(),
  review: Poll.optional(),
  rounds: count(100),
  disabled: disabledReason
    .optional()
    .meta({ description: 'said by the registrar, beside what the requirements say' }),
  branchAcceptedAt: instant
    .optional()
    .meta({ description: 'since when the head office that it names says so too' }),
  bondId: id.optional().meta({ description: 'the escrow (room payment) that holds its bond' }),
  appliedAt: instant,
});
export type Merchant = z.output<typeof Merchant>;

export const merchants = table({
  kind: 'merchant',
  v: 1,
  schema: Merchant,
  id: ({ merchant }) => merchant.split('/'),
  indexes: { byStatus: ({ status }: Merchant) => [status] },
  sides: {
    merchant: ({ merchant }: Merchant) => merchant,
    head: ({ branchOf }: Merchant) => branchOf,
    registrar: whoever('registrar'),
    lender: whoever('lender'),
    // Who votes, and what the votes say, is in the records of the ballot.
    ...{ voter: ruled, ballot: ruled, anybody },
  },
  absent: (id) => refuse(merchantErrors.NOT_A_MERCHANT, { merchant: id.join('/') }),
});

/** A merchant as it stands at the time of the question. */
export const Standing = z.strictObject({
  merchant: Merchant,
  requirements: Requirements,
  capabilities: z
    .array(z.strictObject({ capability, status: capabilityStatus }))
    .max(capability.options.length),
  chargesEnabled: z.boolean(),
  payoutsEnabled: z.boolean(),
  detailsSubmitted: z.boolean(),
  tally: Tally.optional(),
});
export type Standing = z.output<typeof Standing>;

export const INNER = {
  papers: true,
  probe: true,
  rounds: true,
  disabled: true,
  bondId: true,
  appliedAt: true,
} as const;
/** As a customer sees it: who it is and what it may do, not what papers it lacks. */
export const SeenMerchant = Merchant.partial(INNER);
export const SeenStanding = Standing.extend({ merchant: SeenMerchant }).partial({ requirements: true });

/** The record that a request names, or the caller's own, for operations to state. */
export const onMerchant = ({ merchant }: { readonly merchant: string }) =>
  merchants.at(...merchant.split('/'));
export const onOwn = (_request: object, { member: own }: { readonly member: string }) =>
  onMerchant({ merchant: own });
