import { passportLife } from '../../../chaincode/src/part/life';
import { ContractError } from '../../../chaincode/src/kit/errors';
import { type Passport, tractionBatteryCode } from '../../../chaincode/src/part/records/passport';
import { passportOut } from '../../../chaincode/src/part/catenax/passport';
import { issue, measure } from '../../../chaincode/src/part/rules/passport';
import { type Report8d } from '../../../chaincode/src/part/records/report';
import { doneIn } from '../../../chaincode/src/part/rules/report';
import { type WarrantyClaim } from '../../../chaincode/src/part/records/warrantyclaim';
import { checkSums } from '../../../chaincode/src/part/rules/warrantyclaim';
import { openWorld } from '@roadbook/ledger';
import { commission, epc, receive, ship } from './yard';

const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'allowed';
  } catch (error) {
    return error instanceof ContractError ? error.code : String(error);
  }
};
const euros = (amount: bigint) => ({ amount, currency: 'EUR' as const });

describe('a warranty claim', () => {
  const claim: WarrantyClaim = {
    claimId: 'W-1',
    billingId: 'B-1',
    epc: epc('A'),
    baseLaborMinutes: 400,
    diagnosticLaborMinutes: 20,
    totalMinutes: 420,
    hourlyRate: euros(10_000n),
    laborCosts: euros(70_000n),
    materialCosts: euros(20_000n),
    otherCosts: euros(10_000n),
    repairCostsTF100: euros(100_000n),
    billedTechnicalFactorPpm: 850_000,
    billedAmount: euros(85_000n),
    warrantyType: 'standard',
    recoveryType: 'technical factor',
  };

  test('of 420 minutes at 100 an hour, 200 of material and 100 of other costs makes 1000', () => {
    expect(codeOf(() => checkSums(claim))).toBe('allowed');
  });

  test.each<[string, Partial<WarrantyClaim>]>([
    ['minutes', { totalMinutes: 421 }],
    ['labour', { laborCosts: euros(70_001n) }],
    ['repair costs', { repairCostsTF100: euros(99_999n) }],
    ['billed amount', { billedAmount: euros(85_001n) }],
    ['currencies', { otherCosts: { amount: 10_000n, currency: 'USD' } }],
  ])('whose %s do not add up is refused with SUM_DIFFERS', (_, change) => {
    expect(codeOf(() => checkSums({ ...claim, ...change }))).toBe('SUM_DIFFERS');
  });

  test('is kept privately once its sums hold', async () => {
    const { be } = await openWorld();
    const plant = await be('manufacturer/plant', 'manufacturer');
    await plant.on.part.keepWarrantyClaim({ claimId: 'W-1' }, claim);
    expect(await plant.on.part.revealWarrantyClaim({ claimId: 'W-1', org: 'manufacturer' })).toEqual(claim);
    await expect(
      plant.on.part.keepWarrantyClaim({ claimId: 'W-2' }, { ...claim, totalMinutes: 1 }),
    ).rejects.toMatchObject({
      code: 'SUM_DIFFERS',
    });
  });
});

describe('an 8D report', () => {
  const action = {
    measure: 'Camera inspection',
    effectivenessResult: 80,
    introductionDate: '2026-03-10',
    status: 'closed',
  } as const;
  const whole: Report8d = {
    stepD1: { teamLeader: { name: 'A. Leader' }, teamMembers: [] },
    stepD2: { problemDescription: 'Loose bolts', errorType: 'torque' },
    stepD3: { descriptionOfInterimContainmentActions: [action] },
    stepD4: { causes: [{ causeHypothesisDescription: 'Worn spanner', method: '5why', typeOfCauses: 'TUA' }] },
    stepD5: { definePermanentCorrectiveActions: [action] },
    stepD6: { implementedCorrectiveMeasures: [action] },
    stepD7: { errorPreventiveMeasures: [action] },
    stepD8: { closingDate: '2026-05-02', resultAssesment: 'Solved' },
  };

  test('has the disciplines that it states', () => {
    const { stepD8: _closing, ...open } = whole;
    expect(doneIn(open, 'N-1')).toEqual(['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7']);
  });

  test('closed without its causes is refused with REPORT_INCOMPLETE', () => {
    const { stepD4: _causes, ...hasty } = whole;
    expect(codeOf(() => doneIn(hasty, 'N-1'))).toBe('REPORT_INCOMPLETE');
  });

  test('names people to its own organisation only', async () => {
    const { be } = await openWorld();
    const insurer = await be('insurer/garage', 'workshop');
    const plant = await be('manufacturer/plant', 'manufacturer');
    await insurer.on.part.raise({
      id: 'N-1',
      type: 'INVESTIGATION',
      severity: 'MAJOR',
      title: 'Loose bolts',
      information: 'Seen twice',
      affected: [epc('A')],
      to: 'manufacturer',
    });
    await insurer.on.part.send({ id: 'N-1' });
    const { seal } = await plant.on.part.keepReport({ notification: 'N-1' }, whole);
    const done = doneIn(whole, 'N-1');
    const digest = await plant.on.part.report({ notification: 'N-1', seal, done, closedOn: '2026-05-02' });
    expect(JSON.stringify(digest)).not.toContain('Leader');
    const { stepD8: _closing, stepD2: _problem, ...open } = whole;
    const kept = await plant.on.part.keepReport({ notification: 'N-1' }, open);
    const named = ['D7', 'D1', 'D3', 'D1', 'D5', 'D4', 'D6'] as const;
    const disordered = await plant.on.part.report({ notification: 'N-1', seal: kept.seal, done: [...named] });
    expect(disordered.done).toEqual(['D1', 'D3', 'D4', 'D5', 'D6', 'D7']);
    await plant.on.part.report({ notification: 'N-1', seal, done, closedOn: '2026-05-02' });
    expect(await insurer.on.part.readReport({ notification: 'N-1', party: 'manufacturer' })).toEqual(digest);
    expect(await plant.on.part.revealReport({ notification: 'N-1', org: 'manufacturer' })).toEqual(whole);
    await expect(plant.on.part.report({ notification: 'N-1', seal, done: ['D8'] })).rejects.toMatchObject({
      code: 'REPORT_INCOMPLETE',
    });
    const early = { notification: 'N-1', seal, done: ['D1', 'D2'] as const, closedOn: '2026-05-02' };
    await expect(plant.on.part.report({ ...early, done: [...early.done] })).rejects.toMatchObject({
      code: 'REPORT_INCOMPLETE',
      facts: { missing: 'D3, D4, D5, D6, D7, D8' },
    });
    await expect(insurer.on.part.report({ notification: 'N-1', seal, done })).rejects.toMatchObject({
      code: 'WRONG_SIDE',
    });
  });
});

test('a part that two BLOCK notifications hold is free when the second lets it go', async () => {
  const { be } = await openWorld();
  const plant = await be('manufacturer/plant', 'manufacturer');
  const garage = await be('insurer/garage', 'workshop');
  await plant.on.part.capture({ event: commission(epc('A')) });
  const block = async (id: string) => {
    const about = {
      type: 'BLOCK',
      severity: 'MAJOR',
      title: 'Loose bolts',
      information: 'Seen twice',
    } as const;
    await garage.on.part.raise({ id, ...about, affected: [epc('A')], to: 'manufacturer' });
    await garage.on.part.send({ id });
    await plant.on.part.acknowledge({ id });
  };
  for (const id of ['N-1', 'N-2']) {
    await block(id);
    await plant.on.part.accept({ id });
  }
  await garage.on.part.close({ id: 'N-1' });
  await expect(plant.on.part.capture({ event: ship(epc('A')) })).rejects.toMatchObject({
    code: 'PART_BLOCKED',
    facts: { notification: 'N-2' },
  });
  await garage.on.part.close({ id: 'N-2' });
  for (let no = 3; no < 19; no += 1) await block(`N-${no}`);
  await expect(block('N-19')).rejects.toMatchObject({ code: 'TOO_MANY_BLOCKS', facts: { max: 16 } });
  for (let no = 3; no < 19; no += 1) await garage.on.part.close({ id: `N-${no}` });
  expect((await plant.on.part.capture({ event: ship(epc('A')) })).recorded).toBe('new');
});

describe('a battery passport', () => {
  const request = {
    epc: epc('A'),
    metadata: {
      passportIdentifier: 'urn:uuid:550e8400-e29b-41d4-a716-446655440000',
      economicOperatorId: 'BPNL0123456789ZZ',
      issueDate: '2026-01-01',
      expirationDate: '2036-01-01',
    },
    identification: {
      chemistry: 'NMC',
      idDmc: '34567890',
      category: 'EV' as const,
      tractionBatteryCode: 'X12MCPM27KLPCLX2M2382320',
    },
    carbonFootprint: [
      { lifecycle: 'main product production' as const, gramsPerKwh: 12_678, performanceClass: 'A' as const },
    ],
    hazardous: [{ substance: 'lead', concentrationPpm: 5, location: 'Housing', critical: true }],
  };
  const measured = {
    stateOfChargePpm: 500_000,
    fullCycles: 1500,
    capacityFadePpm: 50_000,
    stateOfCertifiedEnergyPpm: 930_000,
    negativeEvents: 0,
    measuredAt: '2026-03-02T08:00:00.000Z',
  };
  const taken = (passport: Passport, dynamic: typeof measured) =>
    measure(passport, dynamic, 'insurer', '2026-03-02T09:00:00.000Z');
  const approved = (): Passport => ({
    ...issue(request, 'manufacturer'),
    metadata: { ...request.metadata, status: 'approved' },
  });

  test.each([
    [
      'PASSPORT_ENDS_BEFORE',
      () =>
        issue(
          { ...request, metadata: { ...request.metadata, expirationDate: '2026-01-01' } },
          'manufacturer',
        ),
    ],
    ['PASSPORT_NOT_APPROVED', () => taken(issue(request, 'manufacturer'), measured)],
    ['MEASURED_BACKWARDS', () => taken(taken(approved(), measured), { ...measured, fullCycles: 1499 })],
    ['MEASURED_AHEAD', () => taken(approved(), { ...measured, measuredAt: '2026-03-02T09:15:00.001Z' })],
    ['allowed', () => taken(taken(approved(), measured), { ...measured, fullCycles: 1501 })],
    ['WRONG_STATUS', () => passportLife.step('approvePassport', 'invalid')],
  ])('%s', (code, act) => {
    expect(codeOf(act)).toBe(code);
  });

  test('is written as Catena-X writes it, expired when its day has come', () => {
    const passport = taken(approved(), measured);
    expect(passportOut(passport, '2026-03-02T09:00:00.000Z')).toMatchObject({
      metadata: { status: 'approved' },
      sustainability: { carbonFootprint: [{ value: 12.678, unit: 'kg CO2 / kWh', performanceClass: 'A' }] },
      performance: {
        dynamic: {
          stateOfCharge: { value: 50 },
          energy: { soce: { value: 93 } },
          fullCycles: { value: 1500 },
        },
      },
    });
    expect(passportOut(passport, '2036-01-01T00:00:00.000Z')).toMatchObject({
      metadata: { status: 'expired' },
    });
  });

  test.each([
    ['X12MCPM27KLPCLX2M2382320', true],
    ['X12MCPM27KLPCLX2M238232', false],
    ['I12MCPM27KLPCLX2M2382320', false],
  ])('takes %s for a traction battery code: %s', (code, holds) => {
    expect(tractionBatteryCode.safeParse(code).success).toBe(holds);
  });

  test('is issued by who commissioned the battery, approved, and measured by a workshop once fitted', async () => {
    const { be } = await openWorld();
    const plant = await be('manufacturer/plant', 'manufacturer');
    const garage = await be('insurer/garage', 'workshop');
    await plant.on.part.capture({ event: commission(epc('A')) });
    const rival = await be('registry/cells', 'supplier');
    await rival.on.part.capture({ event: receive(epc('A')) });
    await expect(rival.on.part.issuePassport(request)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    const drafted = await plant.on.part.issuePassport(request);
    expect(await plant.on.part.issuePassport(request)).toEqual(drafted);
    await plant.on.part.approvePassport({ epc: epc('A') });
    await expect(garage.on.part.measureBattery({ epc: epc('A'), dynamic: measured })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    await plant.on.part.measureBattery({ epc: epc('A'), dynamic: measured });
    expect(await garage.on.part.readPassport({ epc: epc('A') })).toMatchObject({
      dynamic: measured,
      measuredBy: 'manufacturer',
    });
    expect(await garage.on.part.exportPassport({ epc: epc('A') })).toMatchObject({
      metadata: { status: 'approved' },
    });
    expect((await plant.on.part.invalidatePassport({ epc: epc('A') })).metadata.status).toBe('invalid');
  });
});
