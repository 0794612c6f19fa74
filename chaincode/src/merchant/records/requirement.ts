import { z } from 'zod';
import { placed } from '../../identity/records/credential';
import { sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';

/** Papers that the consortium may ask of a merchant. Only the hash of a paper is on the ledger. */
export const requirement = z.enum([
  'business_licence',
  'owner_identity',
  'bank_account',
  'terms_of_service',
  'insurance',
  'garage_licence',
  'manufacturer_authorisation',
  'inspection_licence',
  'high_voltage_certificate',
]);
export type Requirement = z.output<typeof requirement>;

export const capability = z.enum([
  'accept_payments',
  'payouts',
  'issue_coupons',
  'repair',
  'inspection',
  'battery_service',
]);
export type Capability = z.output<typeof capability>;

/** Words of Stripe Connect, whose account requirements this engine follows. */
export const disabledReason = z.enum([
  'requirements.past_due', 'requirements.pending_verification', 'listed', 'platform_paused', 'rejected.fraud', 'rejected.listed',
  'rejected.terms_of_service', 'rejected.other', 'under_review', 'other',
]); // biome-ignore format: a table
export type DisabledReason = z.output<typeof disabledReason>;

export const refusalCode = z.enum([
  'document_unreadable',
  'document_expired',
  'document_fraudulent',
  'name_mismatch',
  'other',
]);

/** One requirement of one merchant. A paper handed in for renewal does not weaken the one that is held. */
export const Paper = z.strictObject({
  requirement,
  dueAt: instant.optional().meta({ description: 'from then on, if unmet, past due; without it due at once' }),
  pending: sha256Hex.optional().meta({ description: 'hash of the paper that waits to be verified' }),
  held: z
    .strictObject({
      documentHash: sha256Hex,
      validUntil: instant.optional().meta({ description: 'exclusive' }),
      credential: z
        .strictObject(placed)
        .optional()
        .meta({ description: 'where its status is, if it is a verifiable credential' }),
    })
    .optional()
    .meta({ description: 'the verified paper' }),
  refusal: refusalCode.optional().meta({ description: 'why the last one was refused' }),
});
export type Paper = z.output<typeof Paper>;

const names = z.array(requirement).max(requirement.options.length);
export const Requirements = z.strictObject({
  currentlyDue: names,
  eventuallyDue: names,
  pastDue: names,
  pendingVerification: names,
  errors: z.array(z.strictObject({ requirement, code: refusalCode })).max(20),
  alternatives: z.array(z.strictObject({ original: requirement, alternative: requirement })).max(10),
  currentDeadline: instant.optional(),
  disabledReason: disabledReason.optional(),
});
export type Requirements = z.output<typeof Requirements>;

export const capabilityStatus = z.enum(['unrequested', 'pending', 'active', 'inactive']);
export type CapabilityStatus = z.output<typeof capabilityStatus>;

export const credentialed = z.enum(['business_licence', 'garage_licence', 'inspection_licence']);
export type Credentialed = z.output<typeof credentialed>;
