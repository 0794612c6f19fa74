import { z } from 'zod';
import { placed } from '../../identity/records/credential';
import { sha256Hex } from '../../kit/value/text';
import { addMillis, DAY_MS, earlierOf, type Instant, instant } from '../../kit/value/time';
import type { MerchantStatus } from '../life';

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

export const capability = z.enum(['accept_payments', 'payouts', 'issue_coupons', 'repair', 'inspection', 'battery_service']);
export type Capability = z.output<typeof capability>;

/** What each capability stands on. */
export const NEEDS: Readonly<Record<Capability, readonly Requirement[]>> = {
  accept_payments: ['business_licence', 'owner_identity', 'terms_of_service'],
  payouts: ['business_licence', 'owner_identity', 'bank_account'],
  issue_coupons: ['business_licence', 'terms_of_service'],
  repair: ['business_licence', 'insurance', 'garage_licence'],
  inspection: ['business_licence', 'insurance', 'inspection_licence'],
  battery_service: ['business_licence', 'insurance', 'high_voltage_certificate'],
};
/** A paper that serves as well. */
export const ALTERNATIVES: { readonly [R in Requirement]?: Requirement } = { garage_licence: 'manufacturer_authorisation' };

/** Words of Stripe Connect, whose account requirements this engine follows. */
export const disabledReason = z.enum([
  'requirements.past_due', 'requirements.pending_verification', 'listed', 'platform_paused', 'rejected.fraud', 'rejected.listed',
  'rejected.terms_of_service', 'rejected.other', 'under_review', 'other',
]); // biome-ignore format: a table
export type DisabledReason = z.output<typeof disabledReason>;

export const refusalCode = z.enum(['document_unreadable', 'document_expired', 'document_fraudulent', 'name_mismatch', 'other']);

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

/** How long ahead a deadline, or the end of a paper, is announced as due. */
export const AHEAD_MS = 30 * DAY_MS;

export const isHeld = ({ held }: Paper, now: Instant): boolean =>
  held !== undefined && (held.validUntil === undefined || now < held.validUntil);

/** When an unmet requirement becomes, or became, late. */
const dueOf = ({ dueAt, held }: Paper): Instant | undefined => held?.validUntil ?? dueAt;

const alternativeOf = (name: Requirement, papers: readonly Paper[]): Paper | undefined =>
  papers.find((one) => one.requirement === ALTERNATIVES[name]);

const isMet = (paper: Paper, papers: readonly Paper[], now: Instant): boolean => {
  const other = alternativeOf(paper.requirement, papers);
  return isHeld(paper, now) || (other !== undefined && isHeld(other, now));
};

/** What is due of a merchant at a moment: nothing is stored, so a deadline passes by itself. */
export function requirementsAt(
  { papers, status, disabled }: { papers: readonly Paper[]; status: MerchantStatus; disabled?: DisabledReason | undefined },
  now: Instant,
): Requirements {
  const soon = addMillis(now, AHEAD_MS);
  const unmet = papers.filter((paper) => !isMet(paper, papers, now));
  const waiting = unmet.filter(({ pending }) => pending !== undefined);
  const due = unmet.filter(({ pending }) => pending === undefined);
  const isBy = (moment: Instant) => (paper: Paper) => (dueOf(paper) ?? now) <= moment;
  const past = due.filter((paper) => dueOf(paper) !== undefined && isBy(now)(paper));
  const current = due.filter(isBy(soon));
  const ending = papers.filter((paper) => isMet(paper, papers, now) && (paper.held?.validUntil ?? '9') <= soon);
  const deadlines = current.flatMap((paper) => dueOf(paper) ?? []);
  const named = (list: readonly Paper[]) => list.map((paper) => paper.requirement);
  const late = waiting.some((paper) => (dueOf(paper) ?? '9') <= now);
  const reason = disabled ?? REASON_OF[status] ?? (past.length > 0 ? 'requirements.past_due' : undefined);
  return {
    currentlyDue: named(current),
    eventuallyDue: named([...due, ...ending]),
    pastDue: named(past),
    pendingVerification: named(waiting),
    errors: unmet.flatMap(({ requirement: name, refusal, held }) =>
      held ? [{ requirement: name, code: 'document_expired' as const }] : refusal ? [{ requirement: name, code: refusal }] : [],
    ),
    alternatives: due.flatMap(({ requirement: original }) => {
      const alternative = ALTERNATIVES[original];
      return alternative ? [{ original, alternative }] : [];
    }),
    currentDeadline: deadlines.length > 0 ? deadlines.reduce(earlierOf) : undefined,
    disabledReason: reason ?? (late ? 'requirements.pending_verification' : undefined),
  };
}

const REASON_OF: { readonly [S in MerchantStatus]?: DisabledReason } = {
  submitted: 'under_review',
  underReview: 'under_review',
  infoRequired: 'under_review',
  suspended: 'platform_paused',
  terminated: 'other',
  rejected: 'rejected.other',
};

export const capabilityStatus = z.enum(['unrequested', 'pending', 'active', 'inactive']);
export type CapabilityStatus = z.output<typeof capabilityStatus>;

/** A requirement whose deadline is ahead does not hold a capability up; one that is late, or whose paper has ended, turns it off at that moment. */
export function capabilityAt(
  wanted: Capability,
  merchant: {
    papers: readonly Paper[];
    status: MerchantStatus;
    requested: readonly Capability[];
    disabled?: DisabledReason | undefined;
  },
  now: Instant,
): CapabilityStatus {
  if (!merchant.requested.includes(wanted)) return 'unrequested';
  if (BEFORE.includes(merchant.status)) return 'pending';
  const { pastDue, disabledReason: reason } = requirementsAt(merchant, now);
  if (reason !== undefined && !(reason.startsWith('requirements.') && wanted !== 'payouts')) return 'inactive';
  const needed = merchant.papers.filter((one) => NEEDS[wanted].includes(one.requirement) && !isMet(one, merchant.papers, now));
  if (needed.some(({ requirement: name, held }) => pastDue.includes(name) || held !== undefined)) return 'inactive';
  return needed.some(({ dueAt }) => dueAt === undefined || dueAt <= now) ? 'pending' : 'active';
}

const BEFORE: readonly MerchantStatus[] = ['draft', 'submitted', 'underReview', 'infoRequired', 'approved'];
