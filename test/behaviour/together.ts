import { createHash } from 'node:crypto';
import { plateTag, time } from '@roadbook/chaincode/api';
import { type Caller, deliverTheCar, settleTheClaim, shipAndInvoice } from '../../stories/together';
import { carTerms, eur, practice, scorecard, tariff, underwriting } from '../../stories/terms';
import { carOf, moneyFor } from './sale';
import type { Behaviour, World } from './world';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const as = async (world: World, member: string, role: Parameters<World['be']>[1]): Promise<Caller> =>
  (await world.be(member, role)).on as unknown as Caller;
const cover = {
  code: 'collision' as const,
  ...{ sumInsured: eur(3_000_000), limit: eur(3_000_000), deductible: eur(50_000) },
};
const OWNER = 'registry/owner';

/** A policy that the insurer quotes for somebody, not bound yet. */
async function quoted(world: World, vin: string, policyholder: string, startsAt: string): Promise<string> {
  const insurer = await as(world, 'insurer/desk', 'insurer');
  await insurer.policy.publishTariff(tariff);
  const policyId = world.fresh('P');
  const price = { listPremium: eur(78_000), startsAt, months: 12, instalments: 4, quotedUntil: startsAt };
  const wanted = { policyholder, vin, tariffId: 'car', tariffVersion: 1, pricing: 'fixed' } as const;
  await insurer.policy.quote({ policyId, ...wanted, covers: [cover], ...price });
  return policyId;
}

/** What the page docs/tasks/together.md shows, played as it shows it. */
export const togetherBehaviour: Behaviour = (open) => {
  test('a car is delivered: title, registration, disbursement and cover, each signer’s part as one', async () => {
    const world = await open();
    const [seller, buyer] = [await as(world, OWNER, 'owner'), await as(world, 'registry/buyer', 'owner')];
    const lender = await as(world, 'lender/desk', 'lender');
    const registrar = await as(world, 'registry/registrar', 'registrar');
    const [vin, id, on] = [await carOf(world), world.fresh('D'), time.dayOf(world.now())];
    const loan = { applicationId: `A-${id}`, decisionId: `D-${id}`, loanId: `L-${id}` };
    const offerId = `O-${id}`;
    await seller.vehicle.offerTitle({ vin, offerId, to: 'registry/buyer' });
    await lender.loan.publishScorecard(scorecard);
    const terms = carTerms(on, time.addMonths(on, 1));
    const { applicationId, decisionId, loanId } = loan;
    const asked = { applicationId, vin, amount: terms.principal, instalments: 48, consentId: `C-${id}` };
    await buyer.loan.apply(asked);
    const { seal } = await lender.loan.underwrite({ applicationId, decisionId }, underwriting);
    const decision = { outcome: 'approve', scorecardVersion: 1, seal, terms, validDays: 14 } as const;
    await lender.loan.decide({ applicationId, decisionId, ...decision });
    const policyId = await quoted(world, vin, 'registry/buyer', time.addMillis(world.now(), 3_600_000));
    const tag = plateTag(Buffer.from('a key of the registrar alone'), 'DE', `new ${vin}`);
    const plate = { registrationId: world.fresh('reg'), jurisdiction: 'DE', plateTag: tag };
    const delivery = { vin, offerId, buyer: 'registry/buyer', plate, loan, policyId, on };
    expect(await deliverTheCar({ buyer, registrar, lender }, delivery)).toMatchObject({
      loanId,
      status: 'active',
    });
    expect(await buyer.vehicle.read({ vin })).toMatchObject({ owner: 'registry/buyer', registration: plate });
    expect((await buyer.policy.read({ policyId })).status).toMatch(/bound|inForce|active/);
    // A second delivery of the same car does nothing of it: the offer is taken.
    await expect(
      deliverTheCar({ buyer, registrar, lender }, { ...delivery, loan: { ...loan, loanId: `X-${id}` } }),
    ).rejects.toMatchObject({
      facts: { call: 0, operation: 'vehicle.acceptTitle' },
    });
  });

  test('a claim is settled with the payment of its repair in one transaction', async () => {
    const world = await open();
    const insurer = await as(world, 'insurer/desk', 'insurer');
    const owner = await as(world, OWNER, 'owner');
    const [vin, id] = [await carOf(world), world.fresh('S')];
    const startsAt = time.addMillis(world.now(), 8_000);
    const policyId = await quoted(world, vin, OWNER, startsAt);
    const published = await insurer.claim
      .readPractice({ insurer: 'insurer' })
      .catch((error: { code?: string }) => error.code);
    if (published === 'NOT_FOUND')
      await insurer.claim.publishPractice({ ...practice, effectiveOn: time.dayOf(world.now()) });
    await owner.policy.bind({ policyId });
    await insurer.policy.receivePremium({ policyId, no: 1, paymentId: `Q-${id}` });
    await world.wait(time.addMillis(startsAt, 1));
    const loss = { lossAt: startsAt, cause: 'collision', vehicles: 2, injured: 0 } as const;
    const [noticeId, claimId] = [`N-${id}`, `K-${id}`];
    await owner.claim.notify({ noticeId, policyId, ...loss, evidenceIds: [] });
    await insurer.claim.open({ claimId, noticeId });
    await insurer.claim.openExposure({ claimId, exposureId: 'E-1', cover: 'collision', claimant: OWNER });
    const lots = [await moneyFor(world, 'insurer', 170_000n)];
    const workshop = 'registry/workshop';
    const supervisor = await as(world, 'insurer/supervisor', 'insurer');
    const settled = await settleTheClaim(
      { insurer, supervisor },
      { claimId, workshop, reportHash: sha256(id), lots },
    );
    expect(settled).toMatchObject({ status: 'closed', paid: eur(170_000) });
    const garage = await as(world, workshop, 'workshop');
    const held = await garage.payment.listLots({ owner: workshop });
    expect(held.items.map(({ amount }) => amount.amount)).toContain(170_000n);
  });

  test('a shipment is captured with the request for its payment; received, it is paid', async () => {
    const world = await open();
    const supplier = await as(world, 'manufacturer/supplier', 'supplier');
    const plant = await as(world, 'manufacturer/plant', 'manufacturer');
    const epc = `urn:epc:id:sgtin:4012345.011111.${world.fresh('T').replaceAll('-', '')}`;
    const at = time.addMillis(world.now(), -60_000);
    const made = {
      type: 'ObjectEvent',
      action: 'ADD',
      epcList: [epc],
      eventTimeZoneOffset: '+00:00',
    } as const;
    await supplier.part.capture({
      event: { ...made, epcList: [epc], eventTime: at, bizStep: 'commissioning', disposition: 'active' },
    });
    const lots = [await moneyFor(world, 'manufacturer', 20_000n)];
    const shipment = {
      epc,
      at: time.addMillis(at, 1_000),
      until: time.addMillis(world.now(), 86_400_000),
      lots,
    };
    const paid = await shipAndInvoice({ supplier, plant }, shipment);
    expect(paid).toMatchObject({ requestId: expect.stringMatching(/^INV-/), from: 'manufacturer' });
    expect(await plant.part.read({ epc })).toMatchObject({ state: { custodian: 'manufacturer' } });
  });
};
