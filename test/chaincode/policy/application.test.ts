import { applicationToGif } from '../../../chaincode/src/policy/export/gif';
import { applicationLife } from '../../../chaincode/src/policy/life';
import { birth, EUROPEAN, openGarage } from '../vehicle/cast';
import { asked, eur, tariff, VIN } from './cast';

const { insurer: _insurer, ...stated } = tariff;
const startsAt = '2026-04-01T00:00:00.000Z';
const wish = {
  ...{ applicationId: 'W-1', insurer: 'insurer', vin: VIN, pricing: 'fixed' as const, covers: asked.covers },
  ...{ startsAt, months: 12, consentId: 'C-1' },
};
const quote = {
  ...{ ...asked, policyholder: 'registry/owner', tariffId: 'car', tariffVersion: 1 },
  ...{ startsAt, quotedUntil: '2026-03-20T00:00:00.000Z', answers: 'W-1' },
};

async function open() {
  const garage = await openGarage();
  const { insurer: desk, registrar, be } = garage;
  await desk.on.policy.publishTariff(stated);
  await registrar.on.member.admit({
    org: 'lender',
    kind: 'lender',
    confers: ['lender', 'insurer', 'owner', 'dealer'],
  });
  return { ...garage, desk, rival: await be('lender/insurance', 'insurer') };
}

test('an application goes the way of a policy of GIF: APPLIED, then REVOKED, DECLINED or COLLATERALIZED', () => {
  expect(applicationLife.statuses.map((status) => applicationToGif(status))).toEqual([
    ...['APPLIED', 'REVOKED', 'DECLINED', 'APPLIED'],
  ]);
  expect([applicationToGif('quoted', 'withdrawn'), applicationToGif('quoted', 'declined')]).toEqual([
    'REVOKED',
    'DECLINED',
  ]);
  expect([applicationToGif('quoted', 'bound'), applicationToGif('quoted', 'closed')]).toEqual([
    'COLLATERALIZED',
    'CLOSED',
  ]);
});

describe('an application of a customer', () => {
  test('is answered with a quote that may differ, and bound', async () => {
    const { desk, owner, ledger } = await open();
    const applied = await owner.on.policy.apply(wish);
    expect(applied).toMatchObject({ status: 'applied', applicant: 'registry/owner', consentId: 'C-1' });
    expect(await owner.on.policy.apply(wish)).toEqual(applied);
    expect(ledger.events.at(-1)?.facts[0]).toMatchObject({
      name: 'CoverAppliedFor',
      insurer: 'insurer',
      vin: VIN,
    });
    const policy = await desk.on.policy.quote({
      ...quote,
      listPremium: eur(40_000),
      covers: asked.covers.slice(0, 1),
    });
    expect(policy.answers).toBe('W-1');
    expect(await owner.on.policy.readApplication({ applicationId: 'W-1' })).toMatchObject({
      status: 'quoted',
      policyId: 'P-1',
    });
    expect((await owner.on.policy.bind({ policyId: 'P-1' })).status).toBe('bound');
    expect((await owner.on.policy.listApplications({})).items).toHaveLength(1);
  });

  test('is revoked by its applicant and then not answered', async () => {
    const { desk, owner, ledger } = await open();
    await owner.on.policy.apply(wish);
    expect((await owner.on.policy.revoke({ applicationId: 'W-1' })).status).toBe('revoked');
    expect(ledger.events.at(-1)?.facts[0]).toMatchObject({
      name: 'CoverApplicationEnded',
      status: 'revoked',
    });
    await expect(desk.on.policy.quote(quote)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    await expect(desk.on.policy.decline({ applicationId: 'W-1', refusal: 'risk' })).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
  });

  test('is declined by its insurer with the reason, and answered once', async () => {
    const { desk, owner } = await open();
    await owner.on.policy.apply(wish);
    await owner.on.policy.apply({ ...wish, applicationId: 'W-2' });
    expect(await desk.on.policy.decline({ applicationId: 'W-2', refusal: 'region' })).toMatchObject({
      refusal: 'region',
    });
    await desk.on.policy.quote(quote);
    await expect(desk.on.policy.quote({ ...quote, policyId: 'P-2' })).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
    await expect(owner.on.policy.revoke({ applicationId: 'W-1' })).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
  });

  test('is for its applicant and its insurer alone', async () => {
    const { desk, rival, owner, buyer, auditor } = await open();
    await owner.on.policy.apply(wish);
    await expect(buyer.on.policy.revoke({ applicationId: 'W-1' })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    await expect(buyer.on.policy.readApplication({ applicationId: 'W-1' })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    const declining = rival.on.policy.decline({ applicationId: 'W-1', refusal: 'other' });
    await expect(declining).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await rival.on.policy.publishTariff(stated);
    await expect(rival.on.policy.quote(quote)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    expect((await auditor.on.policy.readApplication({ applicationId: 'W-1' })).status).toBe('applied');
    await expect(buyer.on.policy.apply(wish)).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
    expect((await desk.on.policy.quote(quote)).status).toBe('quoted');
  });

  test('is not answered for another customer or vehicle', async () => {
    const { desk, owner, plant } = await open();
    await plant.on.vehicle.certifyBirth(birth(EUROPEAN));
    await owner.on.policy.apply(wish);
    for (const other of [{ policyholder: 'registry/buyer' }, { vin: EUROPEAN }])
      await expect(desk.on.policy.quote({ ...quote, ...other })).rejects.toMatchObject({
        code: 'QUOTE_UNLIKE_APPLICATION',
      });
  });

  test('is not made for the past, nor for a vehicle that is gone', async () => {
    const { owner, registrar } = await open();
    const late = { ...wish, startsAt: '2026-03-01T00:00:00.000Z' };
    await expect(owner.on.policy.apply(late)).rejects.toMatchObject({ code: 'COVER_IN_PAST' });
    await registrar.on.vehicle.exportVehicle({ vin: VIN, country: 'NOR' });
    await expect(owner.on.policy.apply(wish)).rejects.toMatchObject({ code: 'VEHICLE_UNINSURABLE' });
  });
});
