import { crashRecord } from '../../../chaincode/src/claim/records/crash';
import { isContradicted } from '../../../chaincode/src/claim/rules/crash';
import { commonDeltaV } from '../../../chaincode/src/claim/rules/practice';
import { practiceVersion } from '../../../chaincode/src/claim/records/practice';
import { frameLeaf } from '../../../chaincode/src/evidence/rules/frame';
import { EMPTY_ROOT, inclusionPath, rootOf } from '../../../chaincode/src/evidence/rules/merkle';
import { entrusted, makeDevice, registration, someHash } from '../evidence/cast';
import { euro, practice, wreck } from './cast';
import { openDesk } from './insurer';

const rule = { ...practice, deltaV: commonDeltaV };
const lossAt = '2026-04-30T18:00:00.000Z';

/** A crash at so many km/h, as the event data recorder wrote it. */
const recordOf = (maxDeltaV: number) =>
  crashRecord.parse({
    frame: {
      ...{ at: lossAt, category: 'crash', precision: 'full', salt: '5a'.repeat(16) },
      values: {
        ...{ deltaVLongitudinal: Array<number>(26).fill(maxDeltaV), maxDeltaV, timeOfMaxDeltaV: 120 },
        ...{ speedIndicated: Array<number>(11).fill(47), throttle: Array<number>(11).fill(0) },
        ...{
          serviceBrakeOn: Array<boolean>(11).fill(true),
          ignitionCycleCrash: 812,
          ignitionCycleDownload: 813,
        },
        ...{ driverBelted: true, airbagWarningLampOn: false, events: 1, completeFile: true },
      },
    },
    ...{ leaf: 1, path: [] },
  });

describe('the damage that a change of speed explains', () => {
  test.each([
    [7, 1_800, false],
    [7, 1_920, true],
    [8, 4_900, false],
    [15, 4_921, true],
    [24, 360, false],
    [24, 359, true],
    [40, 2_999, true],
    [60, 20_000, false],
  ])('at %d km/h with a repair of %d.00 on 12,000.00 is contradicted: %s', (speed, repair, contradicted) => {
    expect(isContradicted(speed, { ...wreck, repair: euro(repair) }, rule)).toBe(contradicted);
  });

  test('is not told without thresholds, or where the expert valued nothing', () => {
    expect(isContradicted(2, wreck, practice)).toBe(false);
    expect(isContradicted(2, { ...wreck, value: undefined }, rule)).toBe(false);
    expect(isContradicted(2, { ...wreck, value: euro(0) }, rule)).toBe(false);
    expect(isContradicted(2, wreck, rule)).toBe(true);
  });

  test('is published in rising steps only', () => {
    const steps = (deltaV: typeof commonDeltaV) => practiceVersion.shape.deltaV.safeParse(deltaV).success;
    expect([steps(commonDeltaV), steps([...commonDeltaV].reverse())]).toEqual([true, false]);
    expect(steps([{ fromKmh: 0, leastPercent: 20, mostPercent: 10 }])).toBe(false);
  });
});

describe('the crash record of a claim', () => {
  async function crashed(
    maxDeltaV = -6,
    change: { evidenceId?: string; test?: boolean; at?: string; by?: 'workshop' } = {},
  ) {
    const desk = await openDesk();
    const device = makeDevice('EDR-1');
    if (change.by) await entrusted(desk);
    const registrant = change.by ? await desk.be('registry/workshop', 'workshop') : desk.plant;
    await registrant.on.evidence.register({ ...registration(device), kind: 'edr' });
    await desk.desk.on.claim.publishPractice({ ...rule, version: 2, effectiveOn: '2026-03-03' });
    desk.start();
    const { frame } = recordOf(maxDeltaV);
    const leaves = [someHash('one'), frameLeaf(frame), someHash('three')];
    const { evidenceId = 'X-1', at = lossAt, test: isTest = false } = change;
    const incident = { kind: 'crash' as const, at, automatic: true, test: isTest, complete: true };
    await desk.owner.on.evidence.anchor(
      device.anchors({
        ...{ evidenceId, seq: 1, prevRoot: EMPTY_ROOT, root: rootOf(leaves), count: 3, t0: at, t1: at },
        ...{ schema: 'edr.563.v1', categories: ['crash'], incident },
      }),
    );
    const report = {
      noticeId: 'N-1',
      policyId: 'P-1',
      lossAt,
      cause: 'collision',
      vehicles: 2,
      injured: 0,
    } as const;
    await desk.owner.on.claim.notify({ ...report, evidenceIds: ['X-1'] });
    const named = { noticeId: 'N-1', deviceId: 'EDR-1', evidenceId, maxDeltaV: Math.abs(maxDeltaV) };
    const record = { frame, leaf: 1, path: inclusionPath(leaves, 1) };
    const exposed = { claimId: 'C-1', exposureId: 'E-1' };
    const claimed = async () => {
      await desk.desk.on.claim.open({ claimId: 'C-1', noticeId: 'N-1' });
      await desk.desk.on.claim.openExposure({ ...exposed, cover: 'collision', claimant: 'registry/owner' });
    };
    const assess = async () => desk.desk.on.claim.assess({ ...exposed, found: wreck });
    const flags = async () => (await desk.desk.on.claim.read({ claimId: 'C-1' })).flags;
    return { ...desk, named, record, claimed, assess, flags };
  }

  test('that does not explain the damage flags the claim, and refuses nothing', async () => {
    const { desk, owner, named, record, claimed, assess, flags, ledger } = await crashed();
    const { seal } = await desk.on.claim.keepCrash(named, record);
    await claimed();
    await assess();
    expect(await flags()).toEqual([]);
    expect((await desk.on.claim.stateCrash({ ...named, seal })).crash?.maxDeltaV).toBe(6);
    expect(await flags()).toEqual(['deltaVInconsistent']);
    expect((await owner.on.claim.read({ claimId: 'C-1' })).flags).toEqual([]);
    expect(ledger.events.at(-1)?.facts).toEqual([{ name: 'CrashStated', ...named }]);
    await desk.on.claim.setReserve({
      ...{ claimId: 'C-1', exposureId: 'E-1', costType: 'claimCost', costCategory: 'body' },
      total: euro(100),
    });
    await desk.on.claim.confirm({ claimId: 'C-1', amount: euro(100), ownFault: false });
    const paying = {
      claimId: 'C-1',
      paymentId: 'Y-1',
      exposureId: 'E-1',
      costType: 'claimCost',
      costCategory: 'body',
    } as const;
    const payee = { as: 'policyholder', party: 'registry/owner' } as const;
    const due = await desk.on.claim.schedulePayment({ ...paying, amount: euro(1), eroding: true, payee });
    expect(due.status).toBe('pending');
  });

  test('that is stated first is compared when the expert has assessed', async () => {
    const { desk, named, record, claimed, assess, flags, ledger } = await crashed();
    const { seal } = await desk.on.claim.keepCrash(named, record);
    const stated = await desk.on.claim.stateCrash({ ...named, seal });
    const told = ledger.events.length;
    expect(await desk.on.claim.stateCrash({ ...named, seal })).toEqual(stated);
    expect(ledger.events).toHaveLength(told);
    await claimed();
    expect(await flags()).toEqual([]);
    await assess();
    expect(await flags()).toEqual(['deltaVInconsistent']);
  });

  test('that explains the damage flags nothing', async () => {
    const { desk, named, record, claimed, assess, flags } = await crashed(44);
    const { seal } = await desk.on.claim.keepCrash(named, record);
    await claimed();
    await assess();
    await desk.on.claim.stateCrash({ ...named, seal });
    expect(await flags()).toEqual([]);
  });

  test('stays with the insurer; in public are the greatest change of speed and a seal', async () => {
    const { desk, boss, owner, named, record, ledger } = await crashed();
    const { seal } = await desk.on.claim.keepCrash(named, record);
    await desk.on.claim.stateCrash({ ...named, seal });
    expect(await boss.on.claim.readCrash(named)).toEqual(record);
    await expect(owner.on.claim.readCrash(named)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const everything = [...ledger.world.state.values()]
      .map((entry) => Buffer.from(entry.value).toString())
      .join();
    expect(everything + JSON.stringify(ledger.events)).not.toMatch(/driverBelted|deltaVLongitudinal/);
  });

  test('of a device that nobody who built the vehicle stands behind is not taken', async () => {
    const { desk, named, record } = await crashed(-6, { by: 'workshop' });
    const why = 'nobody who built the vehicle stands behind the device';
    const refused = { code: 'CRASH_UNFITTING', facts: { why } };
    await expect(desk.on.claim.keepCrash(named, record)).rejects.toMatchObject(refused);
    await expect(desk.on.claim.stateCrash({ ...named, seal: someHash('kept') })).rejects.toMatchObject(
      refused,
    );
  });

  test.each([
    ['another number than the record holds', (one: ReturnType<typeof recordOf>) => one, 7],
    [
      'a record that was changed',
      (one: ReturnType<typeof recordOf>) => ({ ...one, frame: recordOf(-30).frame }),
      30,
    ],
    ['a record at another place', (one: ReturnType<typeof recordOf>) => ({ ...one, leaf: 2 }), 6],
  ])('is not kept with %s', async (_what, change, maxDeltaV) => {
    const { desk, named, record } = await crashed();
    await expect(desk.on.claim.keepCrash({ ...named, maxDeltaV }, change(record))).rejects.toMatchObject({
      code: 'CRASH_UNPROVEN',
    });
  });

  test('is not stated with another number or seal than was kept', async () => {
    const { desk, named, record } = await crashed();
    const { seal } = await desk.on.claim.keepCrash(named, record);
    for (const wrong of [{ maxDeltaV: 40 }, { seal: 'ab'.repeat(32) }])
      await expect(desk.on.claim.stateCrash({ ...named, seal, ...wrong })).rejects.toMatchObject({
        code: 'PRIVATE_DIFFERS',
      });
  });

  test.each([
    ['the notice does not name', { evidenceId: 'X-2' }],
    ['is a test', { test: true }],
    ['is more than a day from the loss', { at: '2026-05-01T18:00:00.001Z' }],
  ])('that %s is refused', async (_what, change) => {
    const { desk, named, record } = await crashed(-6, change);
    await expect(desk.on.claim.keepCrash(named, record)).rejects.toMatchObject({ code: 'CRASH_UNFITTING' });
    const stated = desk.on.claim.stateCrash({ ...named, seal: 'ab'.repeat(32) });
    await expect(stated).rejects.toMatchObject({ code: 'CRASH_UNFITTING' });
  });

  test('is for the insurer of the notice alone', async () => {
    const { registrar, be, named, record } = await crashed();
    await registrar.on.member.admit({
      org: 'lender',
      kind: 'lender',
      confers: ['lender', 'insurer', 'owner', 'dealer'],
    });
    const rival = await be('lender/insurance', 'insurer');
    await expect(rival.on.claim.keepCrash(named, record)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    const stated = rival.on.claim.stateCrash({ ...named, seal: 'ab'.repeat(32) });
    await expect(stated).rejects.toMatchObject({ code: 'NOT_YOURS' });
  });
});
