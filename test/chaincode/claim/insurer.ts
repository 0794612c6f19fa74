import { openBank } from '../loan/cast';
import { tariff as policyTariff } from '../policy/cast';
import { asked, body, euro, practice, VIN, wreck } from './cast';

const { insurer: _insurer, ...tariff } = policyTariff;

/**
 * A car of the owner, insured from 2026-04-01, with two people and a boss at the insurer. It is 2026-05-01.
 */
export async function openDesk(options: { batched?: boolean } = {}) {
  const bank = await openBank({ at: Date.parse('2026-03-02T09:00:00Z'), ...options });
  const { be, insurer: desk, owner, goTo } = bank;
  const boss = await be('insurer/boss', 'insurer');
  await desk.on.policy.publishTariff(tariff);
  await desk.on.claim.publishPractice({ ...practice, effectiveOn: '2026-03-02' });
  const wanted = {
    ...asked,
    policyholder: 'registry/owner',
    tariffId: 'car',
    tariffVersion: 1,
    instalments: 1,
  };
  await desk.on.policy.quote({
    ...wanted,
    startsAt: '2026-04-01T00:00:00.000Z',
    quotedUntil: '2026-03-20T00:00:00.000Z',
  });
  await owner.on.policy.bind({ policyId: 'P-1' });
  await desk.on.policy.receivePremium({ policyId: 'P-1', no: 1, paymentId: 'T-0' });

  /** A loan of 7,200.00 secured by the car. */
  const lend = (change: Parameters<typeof bank.lend>[0] = {}) =>
    bank.lend({ principal: euro(7_200), startOn: '2026-03-02', firstDueOn: '2026-04-02', ...change });

  const report = {
    noticeId: 'N-1',
    policyId: 'P-1',
    lossAt: '2026-04-30T18:00:00.000Z',
    cause: 'collision',
    vehicles: 2,
    injured: 0,
    evidenceIds: [] as string[],
  } as const;
  const notify = (change: Partial<{ noticeId: string; lossAt: string; cause: 'glass' | 'collision' }> = {}) =>
    owner.on.claim.notify({ ...report, ...change });

  /** A claim with one exposure that is assessed, reserved and confirmed. */
  const claimed = async (noticeId = 'N-1', claimId = 'C-1') => {
    await notify({
      noticeId,
      lossAt: `2026-04-${noticeId === 'N-1' ? '30' : `1${noticeId.slice(2)}`}T18:00:00.000Z`,
    });
    await desk.on.claim.open({ claimId, noticeId });
    await desk.on.claim.openExposure({
      claimId,
      exposureId: 'E-1',
      cover: 'collision',
      claimant: 'registry/owner',
    });
    await desk.on.claim.assess({ claimId, exposureId: 'E-1', found: wreck });
    await desk.on.claim.setReserve({ claimId, exposureId: 'E-1', ...body, total: euro(12_000) });
    return desk.on.claim.confirm({ claimId, amount: euro(12_000), ownFault: false });
  };

  const payment = {
    claimId: 'C-1',
    paymentId: 'Y-1',
    exposureId: 'E-1',
    ...body,
    amount: euro(4_500),
    eroding: true,
    payee: { as: 'policyholder', party: 'registry/owner' },
  } as const;
  return { ...bank, desk, boss, lend, notify, claimed, payment, goTo, start: () => goTo('2026-05-01') };
}

export { VIN };
