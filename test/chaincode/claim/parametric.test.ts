import { freeze } from '../../behaviour/court';
import { euro } from './cast';
import { openDesk, VIN } from './insurer';

const from = '2026-05-02T00:00:00.000Z';
const until = '2026-09-01T00:00:00.000Z';
const seenAt = '2026-06-10T16:30:00.000Z';
const ORACLES = ['registry/weather', 'manufacturer/telematics', 'lender'];
const wanted = {
  ...{
    coverId: 'H-1',
    policyId: 'P-1',
    kind: 'hail' as const,
    atLeast: 20,
    cell: 'u33db',
    payout: euro(1_500),
  },
  ...{ oracles: ORACLES, quorum: 2, from, until, reportDays: 5 },
};

/** The desk of an insurer on 2026-05-01 with three oracles, and money of the insurer at a lender. */
async function open() {
  const desk = await openDesk();
  desk.start();
  const { be, ledger, auditor } = desk;
  const oracles = {
    weather: await be('registry/weather', 'merchant'),
    telematics: await be('manufacturer/telematics', 'manufacturer'),
    bank: await be('lender/desk', 'lender'),
  };
  const second = await be('lender/second', 'lender');
  let count = 0;
  const issue = async (amount: number) => {
    const orderId = `O-${++count}`;
    await oracles.bank.on.payment.askIssue({ orderId, party: 'insurer', amount: euro(amount) });
    const { transfer } = await second.on.payment.settle({ orderId, paymentId: `issue-${count}` });
    return transfer?.made[0]?.lotId ?? 'none';
  };
  const goTo = (instant: string) => ledger.pass(Date.parse(instant) - ledger.now);
  const holds = async (party: string) =>
    (await auditor.on.payment.balance({ party })).accounts[0]?.free.amount ?? 0n;
  const seen = (
    observationId: string,
    change: { measure?: number; seenAt?: string; coverId?: string } = {},
  ) => ({
    ...{ coverId: 'H-1', observationId, seenAt, measure: 25 },
    ...change,
  });
  return { ...desk, ...oracles, issue, goTo, holds, seen };
}

/** A cover against hail that is agreed, with its payout set aside. */
async function agreed({ money = true } = {}) {
  const cast = await open();
  await cast.desk.on.claim.offerParametric(wanted);
  await cast.owner.on.claim.agreeParametric({ coverId: 'H-1' });
  if (money) {
    const lots = [await cast.issue(2_000)];
    await cast.desk.on.claim.setAside({ coverId: 'H-1', escrowId: 'ESC-1', paymentId: 'PAY-1', lots });
  }
  cast.goTo('2026-06-10T18:00:00.000Z');
  return cast;
}

describe('a parametric cover', () => {
  test('pays in the transaction of the report that makes the quorum, once', async () => {
    const { weather, telematics, bank, owner, seen, holds, ledger } = await agreed();
    const first = await weather.on.claim.observe(seen('W-1'));
    expect(first).toMatchObject({
      cover: { status: 'agreed' },
      observation: { oracle: 'registry/weather', on: '2026-06-10' },
    });
    expect(await holds('registry/owner')).toBe(0n);
    const { cover } = await bank.on.claim.observe(
      seen('B-1', { measure: 20, seenAt: '2026-06-10T16:00:00.000Z' }),
    );
    expect(cover).toMatchObject({ status: 'paid', happenedAt: '2026-06-10T16:00:00.000Z' });
    expect(await holds('registry/owner')).toBe(150_000n);
    const facts = ledger.events.at(-1)?.facts ?? [];
    expect(facts.map(({ name }) => name)).toEqual(['EventObserved', 'MoneyMoved', 'PayoutDecided']);
    expect(await owner.on.payment.read({ paymentId: cover.paymentId ?? '' })).toMatchObject({
      ...{ from: 'escrow:ESC-1', about: { room: 'claim', id: 'H-1' } },
      to: [{ party: 'registry/owner', amount: euro(1_500) }],
    });
    expect((await telematics.on.claim.observe(seen('T-1'))).cover).toEqual(cover);
    expect(await owner.on.claim.tick({ coverId: 'H-1', on: '2026-06-10' })).toEqual({
      coverId: 'H-1',
      status: 'paid',
    });
    expect(await holds('registry/owner')).toBe(150_000n);
  });

  test('without money set aside is due, and paid by the insurer', async () => {
    const { weather, telematics, desk, seen, issue, holds } = await agreed({ money: false });
    await weather.on.claim.observe(seen('W-1'));
    expect((await telematics.on.claim.observe(seen('T-1'))).cover.status).toBe('due');
    const late = desk.on.claim.setAside({
      coverId: 'H-1',
      escrowId: 'E',
      paymentId: 'P',
      lots: [await issue(1_500)],
    });
    await expect(late).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    const lots = [await issue(1_500)];
    const paid = await desk.on.claim.confirmPayout({ coverId: 'H-1', transferId: 'T-9', lots });
    expect(paid).toMatchObject({ status: 'paid', paymentId: 'T-9' });
    expect(await desk.on.claim.confirmPayout({ coverId: 'H-1', transferId: 'T-9', lots })).toEqual(paid);
    const others = { coverId: 'H-1', transferId: 'T-9', lots: ['another:0'] };
    await expect(desk.on.claim.confirmPayout(others)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    await expect(desk.on.claim.tick({ coverId: 'H-1', on: '2026-06-11' })).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
    await expect(desk.on.claim.confirmPayout({ coverId: 'H-1', transferId: 'T-8' })).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
    expect(await holds('registry/owner')).toBe(150_000n);
  });

  test('whose money a court stopped is due; the report stands', async () => {
    const { weather, telematics, registrar, desk: insurer, owner, seen } = await agreed();
    const { items } = await owner.on.payment.listLots({ owner: 'escrow:ESC-1' });
    const lots = items.map(({ lotId }) => lotId);
    await freeze(registrar, insurer, { courtOrderId: 'COURT-1', holder: 'escrow:ESC-1', lots });
    await weather.on.claim.observe(seen('W-1'));
    expect((await telematics.on.claim.observe(seen('T-1'))).cover).toMatchObject({ status: 'due' });
  });

  test('is not decided by reports below the trigger, nor by one oracle alone', async () => {
    const { weather, telematics, bank, buyer, seen } = await agreed();
    await weather.on.claim.observe(seen('W-1'));
    await telematics.on.claim.observe(seen('T-1', { measure: 19 }));
    const missing = { code: 'QUORUM_MISSING', facts: { have: 1, need: 2 } };
    await expect(buyer.on.claim.tick({ coverId: 'H-1', on: '2026-06-10' })).rejects.toMatchObject(missing);
    expect((await bank.on.claim.observe(seen('B-1', { measure: 0 }))).cover.status).toBe('agreed');
    const { items } = await bank.on.claim.listObservations({ coverId: 'H-1', on: '2026-06-10' });
    expect(items.map(({ oracle, measure }) => [oracle, measure])).toEqual([
      ['registry/weather', 25],
      ['manufacturer/telematics', 19],
      ['lender', 0],
    ]);
  });

  test('refuses strangers, contradictions and double reports by name; the same words again are one voice', async () => {
    const { weather, bank, buyer, be, desk, seen } = await agreed();
    const said = await weather.on.claim.observe(seen('W-1'));
    expect(await weather.on.claim.observe(seen('W-1'))).toEqual(said);
    const contradicting = {
      code: 'OBSERVATION_CONTRADICTS',
      facts: { oracle: 'registry/weather', measure: 25 },
    };
    await expect(weather.on.claim.observe(seen('W-1', { measure: 0 }))).rejects.toMatchObject(contradicting);
    await expect(weather.on.claim.observe(seen('W-2', { measure: 30 }))).rejects.toMatchObject(contradicting);
    await expect(weather.on.claim.observe(seen('W-2'))).rejects.toMatchObject({ code: 'OBSERVATION_MADE' });
    for (const stranger of [buyer, desk])
      await expect(stranger.on.claim.observe(seen('S-1'))).rejects.toMatchObject({ code: 'NOT_AN_ORACLE' });
    await bank.on.claim.observe(seen('B-1', { measure: 0 }));
    const colleague = await be('lender/second', 'lender');
    await expect(colleague.on.claim.observe(seen('B-2'))).rejects.toMatchObject({
      code: 'OBSERVATION_CONTRADICTS',
    });
  });

  test.each([
    ['OBSERVATION_AHEAD', { seenAt: '2026-06-10T18:00:00.001Z' }, '2026-06-10T18:00:00.000Z'],
    ['OBSERVATION_OUTSIDE', { seenAt: '2026-05-01T23:59:59.999Z' }, '2026-06-10T18:00:00.000Z'],
    ['OBSERVATION_OUTSIDE', { seenAt: until }, '2026-09-02T00:00:00.000Z'],
    ['OBSERVATION_LATE', {}, '2026-06-16T00:00:00.000Z'],
  ])('refuses a report with %s', async (code, change, now) => {
    const { weather, goTo, seen } = await agreed();
    goTo(now);
    await expect(weather.on.claim.observe(seen('W-1', change))).rejects.toMatchObject({ code });
  });

  test('takes a report until the last moment of its days', async () => {
    const { weather, goTo, seen } = await agreed();
    goTo('2026-06-15T23:59:59.999Z');
    expect((await weather.on.claim.observe(seen('W-1'))).observation.measure).toBe(25);
  });

  test('counts what its oracles said for another cover, when anybody asks', async () => {
    const { desk, owner, buyer, weather, telematics, goTo, seen } = await agreed();
    goTo('2026-05-01T13:00:00.000Z');
    await desk.on.claim.offerParametric({
      ...wanted,
      coverId: 'H-2',
      oracles: ORACLES.slice(0, 2),
      reportDays: 1,
    });
    await owner.on.claim.agreeParametric({ coverId: 'H-2' });
    goTo('2026-06-10T18:00:00.000Z');
    await weather.on.claim.observe(seen('W-1'));
    await telematics.on.claim.observe(seen('T-1'));
    const both = await buyer.on.claim.tick({ coverId: 'H-2', on: '2026-06-10' });
    expect(both).toEqual({ coverId: 'H-2', status: 'due' });
    expect((await owner.on.claim.listParametric({ policyId: 'P-1', page: {} })).items).toHaveLength(2);
  });

  test('is paid by a tick for an event before its policy was closed', async () => {
    const { desk, owner, buyer, weather, telematics, goTo, seen } = await agreed();
    goTo('2026-05-01T13:00:00.000Z');
    await desk.on.claim.offerParametric({ ...wanted, coverId: 'H-2' });
    await owner.on.claim.agreeParametric({ coverId: 'H-2' });
    goTo('2026-06-10T18:00:00.000Z');
    await weather.on.claim.observe(seen('W-1'));
    await telematics.on.claim.observe(seen('T-1'));
    await desk.on.policy.cancel({ policyId: 'P-1', reason: 'risk' });
    await desk.on.policy.settleBalance({ policyId: 'P-1', paymentId: 'T-9' });
    expect((await desk.on.policy.close({ policyId: 'P-1' })).status).toBe('closed');
    expect((await buyer.on.claim.tick({ coverId: 'H-2', on: '2026-06-10' })).status).toBe('due');
  });

  test('does not count for another cover what came too late for it', async () => {
    const { desk, owner, buyer, weather, telematics, goTo, seen } = await agreed();
    goTo('2026-05-01T13:00:00.000Z');
    await desk.on.claim.offerParametric({ ...wanted, coverId: 'H-2', reportDays: 1 });
    await owner.on.claim.agreeParametric({ coverId: 'H-2' });
    goTo('2026-06-12T00:00:00.000Z');
    await weather.on.claim.observe(seen('W-1'));
    expect((await telematics.on.claim.observe(seen('T-1'))).cover.status).toBe('paid');
    await expect(buyer.on.claim.tick({ coverId: 'H-2', on: '2026-06-10' })).rejects.toMatchObject({
      ...{ code: 'QUORUM_MISSING', facts: { have: 0 } },
    });
  });

  test('pays nothing for an event at which the policy gave no cover; the reports stay on record', async () => {
    const { desk, owner, weather, telematics, buyer, goTo, seen } = await agreed();
    goTo('2026-06-10T10:00:00.000Z');
    await desk.on.policy.cancel({ policyId: 'P-1', reason: 'risk' });
    goTo('2026-06-10T18:00:00.000Z');
    await weather.on.claim.observe(seen('W-1'));
    expect((await telematics.on.claim.observe(seen('T-1'))).cover.status).toBe('agreed');
    await expect(buyer.on.claim.tick({ coverId: 'H-1', on: '2026-06-10' })).rejects.toMatchObject({
      code: 'LOSS_NOT_COVERED',
    });
    expect((await owner.on.claim.listObservations({ coverId: 'H-1', on: '2026-06-10' })).items).toHaveLength(
      2,
    );
  });

  test('gives money back that was set aside for nothing, and pays no more', async () => {
    const { weather, telematics, buyer, goTo, seen, holds } = await agreed();
    await weather.on.claim.observe(seen('W-1'));
    await expect(
      buyer.on.payment.refundEscrow({ escrowId: 'ESC-1', paymentId: 'R-0' }),
    ).rejects.toMatchObject({
      code: 'DEADLINE_AHEAD',
    });
    goTo('2026-10-06T00:00:00.000Z');
    await expect(telematics.on.claim.observe(seen('T-1'))).rejects.toMatchObject({
      code: 'OBSERVATION_LATE',
    });
    await expect(buyer.on.claim.tick({ coverId: 'H-1', on: '2026-06-10' })).rejects.toMatchObject({
      code: 'PARAMETRIC_OVER',
    });
    await expect(
      buyer.on.payment.refundEscrow({ escrowId: 'ESC-1', paymentId: 'R-1' }),
    ).rejects.toMatchObject({
      code: 'DEADLINE_AHEAD',
    });
    goTo('2026-10-06T00:00:20.000Z');
    await buyer.on.payment.refundEscrow({ escrowId: 'ESC-1', paymentId: 'R-1' });
    expect(await holds('insurer')).toBe(200_000n);
  });

  test('cannot be confirmed by a person, nor taken back by the insurer', async () => {
    const { desk, weather, owner } = await agreed();
    const condition = { escrowId: 'ESC-1', milestoneId: 'payout', conditionId: 'quorum' };
    for (const one of [desk, weather, owner])
      await expect(one.on.payment.confirm(condition)).rejects.toMatchObject({ code: 'NOT_A_CONFIRMER' });
    await expect(desk.on.payment.refundEscrow({ escrowId: 'ESC-1', paymentId: 'R-1' })).rejects.toMatchObject(
      {
        code: 'DEADLINE_AHEAD',
      },
    );
  });

  test('of two deciding reports in one block pays once', async () => {
    const { weather, telematics, bank, seen, holds, ledger } = await agreed();
    await weather.on.claim.observe(seen('W-1'));
    const call = (request: object) =>
      ({ manner: 'submit', room: 'claim', name: 'observe', request: JSON.stringify(request) }) as const;
    const verdicts = await ledger.race([telematics, call(seen('T-1'))], [bank, call(seen('B-1'))]);
    expect(verdicts).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
    expect((await bank.on.claim.observe(seen('B-1'))).cover.status).toBe('paid');
    expect(await holds('registry/owner')).toBe(150_000n);
  });
});

describe('a parametric cover is agreed', () => {
  test('by its policyholder before it begins, or turned down by either side', async () => {
    const { desk, owner, buyer, boss, weather, goTo, seen } = await open();
    const offered = await desk.on.claim.offerParametric(wanted);
    expect(offered).toMatchObject({ status: 'offered', where: 'u33db', vin: VIN });
    expect(await desk.on.claim.offerParametric(wanted)).toEqual(offered);
    await expect(buyer.on.claim.agreeParametric({ coverId: 'H-1' })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    await expect(buyer.on.claim.readParametric({ coverId: 'H-1' })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    await expect(weather.on.claim.observe(seen('W-1'))).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    goTo('2026-05-02T00:00:00.001Z');
    await expect(owner.on.claim.agreeParametric({ coverId: 'H-1' })).rejects.toMatchObject({
      code: 'COVER_IN_PAST',
    });
    expect((await boss.on.claim.withdrawParametric({ coverId: 'H-1' })).status).toBe('withdrawn');
    await expect(owner.on.claim.agreeParametric({ coverId: 'H-1' })).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
  });

  test.each([
    ['COVER_IN_PAST', { from: '2026-05-01T00:00:00.000Z' }],
    ['PARAMETRIC_OUTSIDE', { until: '2027-04-01T00:00:00.001Z' }],
    ['PARAMETRIC_OUTSIDE', { until: from }],
    ['PLACE_UNFITTING', { kind: 'breakdown' as const }],
    ['PLACE_UNFITTING', { cell: undefined }],
    ['ORACLES_UNUSABLE', { oracles: ['registry/weather', 'insurer'] }],
    ['ORACLES_UNUSABLE', { oracles: ['registry/weather', 'insurer/boss'] }],
    ['ORACLES_UNUSABLE', { oracles: ['registry/weather', 'registry/owner'] }],
    ['ORACLES_UNUSABLE', { oracles: ['registry/weather', 'registry/weather'] }],
    ['ORACLES_UNUSABLE', { oracles: ['lender', 'lender/desk', 'registry/weather'] }],
    ['ORACLES_UNUSABLE', { quorum: 4 }],
  ])('is not offered with %s: %o', async (code, change) => {
    const { desk } = await open();
    await expect(desk.on.claim.offerParametric({ ...wanted, ...change })).rejects.toMatchObject({ code });
  });

  test('on a bound policy of its own insurer, with money set aside once', async () => {
    const { desk, owner, registrar, be, issue } = await open();
    await registrar.on.member.admit({
      org: 'lender',
      kind: 'lender',
      confers: ['lender', 'insurer', 'owner', 'dealer'],
    });
    const rival = await be('lender/insurance', 'insurer');
    await expect(rival.on.claim.offerParametric(wanted)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await desk.on.claim.offerParametric(wanted);
    const aside = { coverId: 'H-1', escrowId: 'ESC-1', paymentId: 'PAY-1', lots: [await issue(1_500)] };
    await expect(desk.on.claim.setAside(aside)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    await owner.on.claim.agreeParametric({ coverId: 'H-1' });
    await expect(rival.on.claim.setAside(aside)).rejects.toMatchObject({ code: 'WRONG_SIDE' });
    const cover = await desk.on.claim.setAside(aside);
    expect(await desk.on.claim.setAside(aside)).toEqual(cover);
    for (const change of [{ paymentId: 'PAY-9' }, { lots: ['another:0'] }])
      await expect(desk.on.claim.setAside({ ...aside, ...change })).rejects.toMatchObject({
        code: 'PAYOUT_SET_ASIDE',
      });
    const again = { ...aside, escrowId: 'ESC-2', paymentId: 'PAY-2', lots: [await issue(1_500)] };
    await expect(desk.on.claim.setAside(again)).rejects.toMatchObject({ code: 'PAYOUT_SET_ASIDE' });
    await desk.on.policy.cancel({ policyId: 'P-1', reason: 'risk' });
    await expect(desk.on.claim.offerParametric({ ...wanted, coverId: 'H-3' })).rejects.toMatchObject({
      code: 'POLICY_NOT_OPEN',
    });
  });

  test('against a breakdown is observed at the vehicle', async () => {
    const { desk, owner, weather, telematics, goTo } = await open();
    const { cell: _cell, ...rest } = wanted;
    await desk.on.claim.offerParametric({ ...rest, coverId: 'B-1', kind: 'breakdown', atLeast: 24 });
    await owner.on.claim.agreeParametric({ coverId: 'B-1' });
    goTo('2026-06-12T18:00:00.000Z');
    const stood = { coverId: 'B-1', seenAt, measure: 30 };
    expect((await weather.on.claim.observe({ ...stood, observationId: 'W-1' })).observation.where).toBe(VIN);
    expect((await telematics.on.claim.observe({ ...stood, observationId: 'T-1' })).cover.status).toBe('due');
  });
});
