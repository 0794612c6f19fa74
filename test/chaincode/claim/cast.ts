import { ContractError } from '../../../chaincode/src/kit/errors';
import { type Money, of, zero } from '../../../chaincode/src/kit/value/money';
import type { Assessment, Exposure } from '../../../chaincode/src/claim/records/exposure';
import type { Claim } from '../../../chaincode/src/claim/records/claim';
import type { PracticeVersion } from '../../../chaincode/src/claim/records/practice';
import { VIN } from '../policy/cast';

export { asked, bound, eur, VIN } from '../policy/cast';

/** Whole euros. */
export const euro = (amount: number): Money => of(BigInt(amount) * 100n, 'EUR');

export const HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export const practice: PracticeVersion = {
  version: 1,
  effectiveOn: '2026-01-01',
  authorityLimit: euro(5_000),
  earlyClaimDays: 7,
  ringClaims: 3,
  totalLoss: 'formula',
  thresholdPercent: 75,
  comparative: false,
  madeWhole: false,
};

/** The published wreck: worth 12,000, repair 8,500, salvage 3,600. */
export const wreck: Assessment = {
  loss: euro(8_500),
  betterment: euro(0),
  value: euro(12_000),
  repair: euro(8_500),
  salvage: euro(3_600),
  faultShare: 0,
  reportHash: HASH,
};

export const exposure: Exposure = {
  claimId: 'C-1',
  exposureId: 'E-1',
  cover: 'collision',
  claimant: 'registry/olga',
  limit: euro(15_000),
  deductible: euro(500),
  open: true,
  lines: [],
};

export const claim: Claim = {
  claimId: 'C-1',
  noticeId: 'N-1',
  policyId: 'P-1',
  insurer: 'insurer',
  policyholder: 'registry/olga',
  vin: VIN,
  lossAt: '2026-03-01T10:00:00.000Z',
  cause: 'collision',
  status: 'confirmed',
  openedAt: '2026-03-02T09:00:00.000Z',
  amount: euro(12_000),
  promised: zero('EUR'),
  paid: zero('EUR'),
  openPayments: 0,
  exposures: ['E-1'],
  openExposures: 1,
  flags: [],
};

export const body = { costType: 'claimCost', costCategory: 'body' } as const;

/** The code of the refusal. */
export function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ContractError) return error.code;
    throw error;
  }
  return 'nothing refused';
}
