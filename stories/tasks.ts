import { time } from '@roadbook/chaincode/api';
import { type Rooms, walkRecall } from '@roadbook/gateway';
import { carTerms, eur, underwriting } from './terms';

const OWNER = 'registry/owner';

/** A loan on a registered car, from the application to the first instalment. */
export async function loanInSixCalls(owner: Rooms, lender: Rooms, vin: string, id: string) {
  const [applicationId, decisionId, loanId] = [`A-${id}`, `D-${id}`, `L-${id}`];
  const today = time.dayOf(new Date().toISOString());
  const terms = carTerms(today, time.addMonths(today, 1));
  await owner.loan.apply({
    applicationId,
    vin,
    amount: terms.principal,
    instalments: 48,
    consentId: `C-${id}`,
  });
  const { seal } = await lender.loan.underwrite({ applicationId, decisionId }, underwriting);
  const decision = { outcome: 'approve', scorecardVersion: 1, seal, terms, validDays: 14 } as const;
  await lender.loan.decide({ applicationId, decisionId, ...decision });
  await owner.loan.accept({ applicationId, decisionId, loanId });
  await lender.loan.disburse({ loanId, on: today });
  return await lender.loan.repay({ loanId, paymentId: `I-${id}`, amount: eur(55_805), on: today });
}

/** A car insured, and a collision settled with a second person's approval. */
export async function claimInFourteenCalls(
  {
    owner,
    insurer,
    supervisor,
  }: { readonly owner: Rooms; readonly insurer: Rooms; readonly supervisor: Rooms },
  { vin, id, startsAt, reportHash }: { vin: string; id: string; startsAt: string; reportHash: string },
  begun: () => Promise<unknown>,
) {
  const [policyId, noticeId, claimId] = [`P-${id}`, `N-${id}`, `K-${id}`];
  const cover = {
    code: 'collision',
    sumInsured: eur(3_000_000),
    limit: eur(3_000_000),
    deductible: eur(50_000),
  } as const;
  const price = { listPremium: eur(78_000), startsAt, months: 12, instalments: 4, quotedUntil: startsAt };
  const wanted = { policyholder: OWNER, vin, tariffId: 'car', tariffVersion: 1, pricing: 'fixed' } as const;
  await insurer.policy.quote({ policyId, ...wanted, covers: [cover], ...price });
  await owner.policy.bind({ policyId });
  await insurer.policy.receivePremium({ policyId, no: 1, paymentId: `Q-${id}` });
  await begun();
  const loss = { lossAt: startsAt, cause: 'collision', vehicles: 2, injured: 0 } as const;
  await owner.claim.notify({ noticeId, policyId, ...loss, evidenceIds: [] });
  await insurer.claim.open({ claimId, noticeId });
  const exposure = { claimId, exposureId: 'E-1' };
  await insurer.claim.openExposure({ ...exposure, cover: 'collision', claimant: OWNER });
  const found = { loss: eur(230_000), betterment: eur(10_000), faultShare: 0, reportHash };
  const { payable: amount = eur(0) } = await insurer.claim.assess({ ...exposure, found });
  const line = { ...exposure, costType: 'claimCost', costCategory: 'body' } as const;
  await insurer.claim.setReserve({ ...line, total: amount });
  await insurer.claim.confirm({ claimId, amount, ownFault: false });
  const payment = { claimId, paymentId: `Z-${id}` };
  const payee = { as: 'policyholder', party: OWNER } as const;
  await insurer.claim.schedulePayment({ ...line, ...payment, amount, eroding: true, payee });
  await supervisor.claim.approvePayment(payment);
  await insurer.claim.confirmPaid({ ...payment, transferId: `T-${id}` });
  await insurer.claim.closeExposure(exposure);
  return await insurer.claim.close({ claimId });
}

/**
 * A defect of a supplied part, followed through the plant's private bill of material to the cars that hold
 * it.
 */
export async function recallToTheVin(supplier: Rooms, plant: Rooms, part: string, id: string) {
  const defect = {
    type: 'ALERT',
    severity: 'MAJOR',
    title: 'Brittle bolts',
    information: 'They crack in the cold',
  } as const;
  await supplier.part.raise({ id: `QN-${id}`, ...defect, affected: [part], to: 'manufacturer' });
  await supplier.part.send({ id: `QN-${id}` });
  for await (const step of walkRecall(plant, `QN-${id}`))
    if (step.did === 'refused') throw new Error(step.says);
  await plant.vehicle.announceRecall({
    ...{ campaign: `RC-${id}`, notification: `QN-${id}`, receivedOn: time.dayOf(new Date().toISOString()) },
    ...{ make: 'Roadbook', model: '3', component: 'Gearbox', summary: 'Bolts may crack in the cold' },
    ...{
      consequence: 'The car may stand still',
      remedy: 'New bolts',
      parkIt: false,
      parkOutside: false,
      overTheAir: false,
    },
  });
  for await (const step of walkRecall(plant, `QN-${id}`)) if (step.did === 'recalled') return step.vehicles;
  return 0;
}
