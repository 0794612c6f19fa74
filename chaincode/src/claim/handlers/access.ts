import { dayOf } from '../../kit/value/time';
import type { Exposure } from '../records/exposure';
import { practiceOn } from '../rules/practice';
import type { Claim, PracticeVersion } from '../records/claim';
import type { Reading, Writing } from '../tables';

export async function exposuresOf(tx: Reading | Writing, { claimId, exposures }: Claim): Promise<Exposure[]> {
  const found = await tx.exposures.findMany(exposures.map((exposureId) => [claimId, exposureId]));
  return found.filter((one) => one !== undefined);
}

/** A claim of the caller's own organisation. */
export async function claimOf(tx: Writing, claimId: string): Promise<Claim> {
  const claim = await tx.claims.get(claimId);
  tx.mustBe('the insurer', claim.insurer);
  return claim;
}

/** The rules of the insurer in effect today. */
export async function ruleOf(tx: Writing, insurer: string): Promise<PracticeVersion> {
  return practiceOn(await tx.practices.find(insurer), insurer, dayOf(tx.now));
}

export async function readable(tx: Reading, claimId: string): Promise<Claim> {
  const claim = await tx.claims.get(claimId);
  if (tx.caller.role !== 'auditor') tx.mustBe('a party to the claim', claim.policyholder, claim.insurer);
  return claim;
}

const without = ({ fingerprint: _mark, ...claim }: Claim): Claim => ({ ...claim, flags: [] });

/** A policyholder does not see what made the insurer look twice. */
export const shownTo = (tx: Reading, claim: Claim): Claim =>
  tx.caller.role === 'auditor' || tx.is(claim.insurer) ? claim : without(claim);
