import { z } from 'zod';
import type { Api } from '../../kit/api';
import type { Handlers } from '../../kit/implement';
import { canonical } from '../../kit/value/json';
import { dayOf } from '../../kit/value/time';
import { confirmClaim, endClaim, mustCover, openClaim, reopenClaim } from '../../policy/door';
import { padded, termsNoAt } from '../../policy/records/policy';
import { recordAccident } from '../../vehicle/door';
import { MAX_LIENS } from '../../vehicle/records/vehicle';
import type { claimOperations } from '../api/claim';
import { compared } from '../rules/crash';
import { claimEvents } from '../events';
import type { Settlement } from '../records/exposure';
import { isElsewhere } from '../rules/fingerprint';
import { marking } from './fingerprint';
import { claimed, completed } from '../rules/notice';
import { TOTAL_LOSS } from '../rules/payment';
import { publishPractice } from '../rules/practice';
import {
  type Claim,
  type Fingerprint,
  type LossMark,
  type Notice,
  type PracticeVersion,
  practiceVersion,
} from '../records/claim';
import { bucketsOf, closeExposure, financialsOf } from '../rules/reserve';
import { assess, confirm, end, expose, flagsOf, open, rechecked, reopen, type Signs } from '../rules/claim';
import type { tables, Writing } from '../tables';
import { accidentFrom, restated } from '../rules/totalloss';
import { exposuresOf, claimOf, ruleOf, readable, shownTo } from './access';

export const claimHandlers: Handlers<Api<'claim', typeof claimOperations>, typeof tables> = {
  async publishPractice(tx, next) {
    const known = await tx.practices.find(tx.caller.org);
    if (known?.versions.some((one) => isSame(one, next))) return known;
    const practice = publishPractice(known, tx.caller.org, next, dayOf(tx.now));
    await tx.practices.put(practice);
    tx.tell(claimEvents.PracticePublished, { insurer: practice.insurer, version: next.version, effectiveOn: next.effectiveOn });
    return practice;
  },
  async open(tx, { claimId, noticeId, loss }) {
    const known = await tx.claims.known(claimId);
    if (known) return known;
    const notice = await tx.notices.get(noticeId);
    tx.mustBe('the insurer', notice.insurer);
    const { policy, signs, rule, mark } = await lookInto(tx, notice, loss);
    const taken = claimed(notice, claimId);
    const claim = open(taken, policy, { claimId, fingerprint: loss?.fingerprint }, flagsOf(policy, notice, signs, rule), tx.now);
    await saveOpened(tx, { claim, notice: taken, mark });
    await openClaim(tx, policy.policyId);
    tx.tell(claimEvents.ClaimOpened, { ...idsOf(claim), noticeId });
    if (mark && signs.lossSeenElsewhere) tx.tell(claimEvents.LossSeenTwice, { fingerprint: mark.fingerprint });
    return claim;
  },
  async recheck(tx, { claimId }) {
    const before = await claimOf(tx, claimId);
    const known = before.fingerprint === undefined ? undefined : await tx.fingerprints.find(before.fingerprint);
    const claim = rechecked(before, isElsewhere(known, before.insurer));
    if (claim === before) return before;
    await tx.claims.put(claim);
    tx.tell(claimEvents.ClaimRechecked, idsOf(claim));
    return claim;
  },
  async openExposure(tx, wanted) {
    const known = await tx.exposures.known(wanted.claimId, wanted.exposureId);
    if (known) return known;
    const before = await claimOf(tx, wanted.claimId);
    const policy = await tx.policies.get(before.policyId);
    const { covers } = await tx.coverTerms.get(policy.policyId, padded(termsNoAt(policy, before.lossAt)));
    const { claim, exposure } = expose(before, covers, wanted);
    await tx.claims.put(claim);
    await tx.exposures.put(exposure);
    tx.tell(claimEvents.ExposureOpened, { claimId: claim.claimId, exposureId: exposure.exposureId, cover: exposure.cover });
    return exposure;
  },
  async closeExposure(tx, { claimId, exposureId }) {
    const claim = await claimOf(tx, claimId);
    const exposure = closeExposure(await tx.exposures.get(claimId, exposureId));
    await tx.exposures.put(exposure);
    await tx.claims.put({ ...claim, openExposures: claim.openExposures - 1 });
    tx.tell(claimEvents.ExposureClosed, { claimId, exposureId });
    return exposure;
  },
  async assess(tx, { claimId, exposureId, found }) {
    const claim = await claimOf(tx, claimId);
    const rule = await ruleOf(tx, claim.insurer);
    const exposure = assess(await tx.exposures.get(claimId, exposureId), found, tx.caller.member, rule);
    const { crash } = await tx.notices.get(claim.noticeId);
    const seen = compared(claim, crash, [found], rule);
    await tx.exposures.put(exposure);
    if (seen !== claim) await tx.claims.put(seen);
    tx.tell(claimEvents.LossAssessed, { claimId, exposureId, reportHash: found.reportHash, payable: exposure.payable });
    return exposure;
  },
  async confirm(tx, { claimId, amount, ownFault }) {
    const before = await claimOf(tx, claimId);
    const claim = confirm(before, amount, ownFault);
    const ownFaultOn = ownFault ? dayOf(claim.lossAt) : undefined;
    await confirmClaim(tx, claim.policyId, { before: before.amount, amount, ownFaultOn });
    await tx.claims.put(claim);
    tx.tell(claimEvents.ClaimConfirmed, { ...idsOf(claim), amount });
    return claim;
  },
  async deny(tx, { claimId, reason }) {
    const claim = await finish(tx, { ...(await claimOf(tx, claimId)), denial: reason }, 'deny');
    tx.tell(claimEvents.ClaimDenied, { ...idsOf(claim), reason });
    return claim;
  },
  async withdraw(tx, { claimId }) {
    const before = await tx.claims.get(claimId);
    tx.mustBe('the policyholder', before.policyholder);
    return ended(tx, await finish(tx, before, 'withdraw'));
  },
  async cancel(tx, { claimId }) {
    return ended(tx, await finish(tx, await claimOf(tx, claimId), 'cancel'));
  },
  async close(tx, { claimId }) {
    const before = await claimOf(tx, claimId);
    const known = await tx.accidents.find(before.vin, claimId);
    const accident = restated(known, accidentFrom(before, await exposuresOf(tx, before), tx.now));
    const claim = await finish(tx, before, 'close');
    if (accident) await recordAccident(tx, accident);
    return ended(tx, claim);
  },
  async reopen(tx, { claimId }) {
    const claim = reopen(await claimOf(tx, claimId));
    await tx.claims.put(claim);
    await reopenClaim(tx, claim.policyId);
    tx.tell(claimEvents.ClaimReopened, idsOf(claim));
    return claim;
  },
  read: async (tx, { claimId }) => shownTo(tx, await readable(tx, claimId)),
  async readExposure(tx, { claimId, exposureId }) {
    await readable(tx, claimId);
    return tx.exposures.get(claimId, exposureId);
  },
  async readFinancials(tx, { claimId }) {
    const claim = await readable(tx, claimId);
    const exposures = await exposuresOf(tx, claim);
    const code = claim.amount.currency;
    return { ...financialsOf(exposures, code), ...bucketsOf(exposures, code) };
  },
  readPractice: (tx, { insurer }) => tx.practices.get(insurer),
  async listByPolicy(tx, { policyId, page }) {
    const policy = await tx.policies.get(policyId);
    if (tx.caller.role !== 'auditor') tx.mustBe('a party to the policy', policy.policyholder, policy.insurer);
    const { items, ...rest } = await tx.claims.listBy('byPolicy', [policyId], page);
    return { items: items.map((claim) => shownTo(tx, claim)), ...rest };
  },
};

export const idsOf = ({ claimId, policyId, insurer }: Claim): Pick<Claim, 'claimId' | 'policyId' | 'insurer'> => ({
  claimId,
  policyId,
  insurer,
});

/** A version sent again is not a contradiction. */
const isSame = (one: PracticeVersion, other: PracticeVersion): boolean =>
  canonical(z.encode(practiceVersion, one)) === canonical(z.encode(practiceVersion, other));

/** Everything that the ledger knows about a loss before a claim is made of it. */
async function lookInto(tx: Writing, notice: Notice, loss: LossMark | undefined) {
  const { policyId, insurer, lossAt, cause, vin } = notice;
  const policy = await tx.policies.get(policyId);
  mustCover(policy, lossAt);
  const odometer = await tx.odometers.find(vin);
  const first = await tx.lossClaims.find(policyId, dayOf(lossAt), cause);
  const seen = loss && (await marking(tx, loss));
  const signs: Signs = {
    odometerIllogical: odometer?.verdict === 'illogical',
    lossSeenElsewhere: seen?.elsewhere ?? false,
    claimedBefore: first !== undefined,
  };
  return { policy, signs, rule: await ruleOf(tx, insurer), mark: seen?.mark };
}

interface Opened {
  readonly claim: Claim;
  readonly notice: Notice;
  readonly mark: Fingerprint | undefined;
}

async function saveOpened(tx: Writing, { claim, notice, mark }: Opened): Promise<void> {
  const { claimId, policyId, lossAt, cause, flags } = claim;
  await tx.claims.put(claim);
  await tx.notices.put(notice);
  if (!flags.includes('claimedBefore')) await tx.lossClaims.put({ policyId, lossOn: dayOf(lossAt), cause, claimId });
  if (mark) await tx.fingerprints.put(mark);
}

/** What this very transfer has paid of a total loss already: a request sent again finds it. */
export async function paidBefore(tx: Writing, settlement: Settlement, transferId: string) {
  if (settlement.status !== 'paid') return undefined;
  const ids = Array.from({ length: MAX_LIENS + 1 }, (_, at) => [settlement.claimId, `${TOTAL_LOSS}${at + 1}`]);
  const payments = (await tx.payments.findMany(ids)).filter((one) => one !== undefined);
  return payments[0]?.transferId === transferId ? { settlement, payments } : undefined;
}

async function finish(tx: Writing, before: Claim, step: 'deny' | 'withdraw' | 'cancel' | 'close'): Promise<Claim> {
  const claim = end(before, step, tx.now);
  await tx.notices.put(completed(await tx.notices.get(claim.noticeId)));
  await endClaim(tx, claim.policyId, step === 'cancel' ? claim.amount : undefined);
  await tx.claims.put(claim);
  return claim;
}

function ended(tx: Writing, claim: Claim): Claim {
  tx.tell(claimEvents.ClaimEnded, { ...idsOf(claim), status: claim.status });
  return claim;
}
