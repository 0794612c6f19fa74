import { addMillis, DAY_MS, earlierOf, type Instant } from '../../kit/value/time';
import type {
  Paper,
  Requirements,
  Requirement,
  Capability,
  DisabledReason,
  CapabilityStatus,
} from '../records/requirement';
import { demand, refuse } from '../../kit/errors';
import { sha256 } from '../../kit/value/hash';
import { merchantErrors } from '../errors';
import type { Merchant, Probe, MerchantStatus } from '../records/merchant';

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
export const ALTERNATIVES: { readonly [R in Requirement]?: Requirement } = {
  garage_licence: 'manufacturer_authorisation',
};

/** How long ahead a deadline, or the end of a paper, is announced as due. */
export const AHEAD_MS = 30 * DAY_MS;

/** Whether a verified paper stands at a moment. */
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
  {
    papers,
    status,
    disabled,
  }: { papers: readonly Paper[]; status: MerchantStatus; disabled?: DisabledReason | undefined },
  now: Instant,
): Requirements {
  const soon = addMillis(now, AHEAD_MS);
  const unmet = papers.filter((paper) => !isMet(paper, papers, now));
  const waiting = unmet.filter(({ pending }) => pending !== undefined);
  const due = unmet.filter(({ pending }) => pending === undefined);
  const isBy = (moment: Instant) => (paper: Paper) => (dueOf(paper) ?? now) <= moment;
  const past = due.filter((paper) => dueOf(paper) !== undefined && isBy(now)(paper));
  const current = due.filter(isBy(soon));
  const ending = papers.filter(
    (paper) => isMet(paper, papers, now) && (paper.held?.validUntil ?? '9') <= soon,
  );
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
      held
        ? [{ requirement: name, code: 'document_expired' as const }]
        : refusal
          ? [{ requirement: name, code: refusal }]
          : [],
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

/**
 * A requirement whose deadline is ahead does not hold a capability up; one that is late, or whose paper has
 * ended, turns it off at that moment.
 */
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
  if (reason !== undefined && !(reason.startsWith('requirements.') && wanted !== 'payouts'))
    return 'inactive';
  const needed = merchant.papers.filter(
    (one) => NEEDS[wanted].includes(one.requirement) && !isMet(one, merchant.papers, now),
  );
  if (needed.some(({ requirement: name, held }) => pastDue.includes(name) || held !== undefined))
    return 'inactive';
  return needed.some(({ dueAt }) => dueAt === undefined || dueAt <= now) ? 'pending' : 'active';
}

const BEFORE: readonly MerchantStatus[] = ['draft', 'submitted', 'underReview', 'infoRequired', 'approved'];

/** The paper of a requirement; REQUIREMENT_UNASKED if it was never asked. */
export const paperOf = ({ papers, merchant }: Merchant, requirement: Requirement): Paper =>
  papers.find((one) => one.requirement === requirement) ??
  refuse(merchantErrors.REQUIREMENT_UNASKED, { requirement, merchant });

/** The merchant with one paper changed. */
export function withPaper(
  merchant: Merchant,
  requirement: Requirement,
  rule: (paper: Paper) => Paper,
): Merchant {
  const paper = paperOf(merchant, requirement);
  return { ...merchant, papers: merchant.papers.map((one) => (one === paper ? rule(paper) : one)) };
}

/** The requirement is met by this, and what waited is not needed. */
export const holdPaper = (
  merchant: Merchant,
  requirement: Requirement,
  held: NonNullable<Paper['held']>,
): Merchant =>
  withPaper(merchant, requirement, (paper) => ({ ...paper, pending: undefined, refusal: undefined, held }));

/** A paper was handed in and waits to be verified. */
export const prove = (merchant: Merchant, requirement: Requirement, documentHash: string): Merchant =>
  withPaper(merchant, requirement, (paper) => ({ ...paper, refusal: undefined, pending: documentHash }));

/** The registrar has seen the paper itself. */
export function verify(
  merchant: Merchant,
  requirement: Requirement,
  validUntil: Instant | undefined,
  now: Instant,
): Merchant {
  demand(validUntil === undefined || validUntil > now, merchantErrors.PAPER_ENDED, {
    validUntil: validUntil ?? '',
  });
  return withPaper(merchant, requirement, ({ pending, ...paper }) => ({
    ...paper,
    refusal: undefined,
    held: { documentHash: pending ?? refuse(merchantErrors.NOTHING_PENDING, { requirement }), validUntil },
  }));
}

/** How long a micro-deposit may be read (Stripe Connect has ten days), and how long the proof holds. */
const PROBE_MS = 10 * DAY_MS;
const ACCOUNT_MS = 365 * DAY_MS;

/** A cent is on its way to the bank account, with a code that proves it for ten days. */
export function probeAccount(merchant: Merchant, probe: Omit<Probe, 'until'>, now: Instant): Merchant {
  return withPaper(
    { ...merchant, probe: { ...probe, until: addMillis(now, PROBE_MS) } },
    'bank_account',
    (paper) => paper,
  );
}

/** The code stood in the account's statement alone, so nobody need look at a paper. */
export function proveAccount({ probe, ...merchant }: Merchant, code: string, now: Instant): Merchant {
  if (!probe || now >= probe.until)
    return refuse(merchantErrors.PROBE_MISSING, { merchant: merchant.merchant });
  demand(sha256(code) === probe.codeHash, merchantErrors.CODE_WRONG);
  const held = { documentHash: probe.accountHash, validUntil: addMillis(now, ACCOUNT_MS) };
  return withPaper(merchant, 'bank_account', ({ requirement, dueAt }) => ({ requirement, dueAt, held }));
}

/** A paper that was handed in does not do. Refuses with NOTHING_PENDING. */
export const reject = (
  merchant: Merchant,
  requirement: Requirement,
  code: NonNullable<Paper['refusal']>,
): Merchant =>
  withPaper(merchant, requirement, ({ pending, ...paper }) =>
    pending === undefined
      ? refuse(merchantErrors.NOTHING_PENDING, { requirement })
      : { ...paper, refusal: code },
  );

/** A requirement may come later, but never without a deadline ahead. */
export function requirePaper(
  merchant: Merchant,
  requirement: Requirement,
  dueAt: Instant,
  now: Instant,
): Merchant {
  demand(dueAt > now, merchantErrors.DEADLINE_BEHIND, { dueAt });
  const asked = merchant.papers.some((one) => one.requirement === requirement);
  if (!asked) return { ...merchant, papers: [...merchant.papers, { requirement, dueAt }] };
  return withPaper(merchant, requirement, (paper) => ({ ...paper, dueAt }));
}
