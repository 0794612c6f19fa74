import { canonical } from '../../../chaincode/src/kit/value/json';
import { openGarage } from '../vehicle/cast';
import { asked, eur, tariff } from './cast';

const { insurer: _insurer, ...stated } = tariff;
const zones = {
  'Asia/Shanghai': [{ until: '2030-01-01T00:00:00.000Z', offsetMinutes: 480 }],
  'Europe/Berlin': [
    { until: '2026-03-29T01:00:00.000Z', offsetMinutes: 60 },
    { until: '2026-10-25T01:00:00.000Z', offsetMinutes: 120 },
    { until: '2027-03-28T01:00:00.000Z', offsetMinutes: 60 },
    { until: '2027-10-31T01:00:00.000Z', offsetMinutes: 120 },
  ],
};

/**
 * A policy in four instalments from the first of April, local midnight, with 14 days of grace; the first is
 * paid.
 */
async function openIn(zone: keyof typeof zones | undefined, startsAt: string) {
  const world = await openGarage();
  const { be, ledger, registrar } = world;
  for (const [name, offsets] of Object.entries(zones))
    await registrar.on.merchant.publishZone({ zone: name, from: '2026-01-01T00:00:00.000Z', offsets });
  const [desk, olga] = [await be('insurer/desk', 'insurer'), await be('registry/olga', 'owner')];
  await desk.on.policy.publishTariff(stated);
  const wanted = {
    ...asked,
    tariffId: 'car',
    tariffVersion: 1,
    startsAt,
    quotedUntil: '2026-03-20T00:00:00.000Z',
  };
  const policy = await desk.on.policy.quote({ ...wanted, ...(zone !== undefined && { zone }) });
  await olga.on.policy.bind({ policyId: 'P-1' });
  await desk.on.policy.receivePremium({ policyId: 'P-1', no: 1, paymentId: 'T-1' });
  const [clerk, second] = [await be('lender/clerk', 'lender'), await be('lender/second', 'lender')];
  await clerk.on.payment.askIssue({ orderId: 'O-1', party: 'registry/olga', amount: eur(50_000) });
  await second.on.payment.settle({ orderId: 'O-1', paymentId: 'issue-1' });
  const at = (moment: string) => {
    ledger.now = Date.parse(moment);
  };
  const paying = { policyId: 'P-1', no: 2, paymentId: 'D-2', lots: ['issue-1:0'] };
  return { ...world, policy, desk, olga, at, paying };
}

// The second instalment is due on the first of July, so that cover lapses as the fifteenth begins.
const CASES = [
  [undefined, '2026-04-01T00:00:00.000Z', '2026-07-15T00:00:00.000Z', '2027-04-01T00:00:00.000Z'],
  ['Asia/Shanghai', '2026-03-31T16:00:00.000Z', '2026-07-14T16:00:00.000Z', '2027-03-31T16:00:00.000Z'],
  ['Europe/Berlin', '2026-03-31T22:00:00.000Z', '2026-07-14T22:00:00.000Z', '2027-03-31T22:00:00.000Z'],
] as const;
const before = (moment: string, millis = 1) => new Date(Date.parse(moment) - millis).toISOString();
const after = (moment: string, millis: number) => new Date(Date.parse(moment) + millis).toISOString();

describe.each(CASES)('a policy in the zone %s', (zone, startsAt, lapses, endsAt) => {
  test('has its days on the clocks there', async () => {
    const { policy, olga } = await openIn(zone, startsAt);
    expect(policy).toMatchObject({ startsAt, endsAt });
    expect(policy.instalments.map(({ dueOn }) => dueOn)).toEqual([
      '2026-04-01',
      '2026-07-01',
      '2026-10-01',
      '2027-01-01',
    ]);
    expect((await olga.on.policy.readCoverNote({ policyId: 'P-1' })).until).toBe(lapses);
  });

  test('takes an instalment in the last moment of its grace, and reinstates or writes a lapse down two windows later', async () => {
    const { desk, olga, at, paying } = await openIn(zone, startsAt);
    const late = { policyId: 'P-1', no: 2, paymentId: 'T-2' };
    for (const moment of [before(lapses), after(lapses, 19_999)]) {
      at(moment);
      await expect(desk.on.policy.reinstate(late)).rejects.toMatchObject({ code: 'POLICY_NOT_LAPSED' });
      await expect(desk.on.policy.lapse({ policyId: 'P-1' })).rejects.toMatchObject({
        code: 'POLICY_NOT_LAPSED',
      });
    }
    await expect(olga.on.policy.payPremium(paying)).rejects.toMatchObject({ code: 'POLICY_LAPSED' });
    at(before(lapses));
    expect((await olga.on.policy.payPremium(paying)).instalments[1]?.status).toBe('paid');
  });

  test('counts an instalment on the day on which it was paid, though the insurer records it later', async () => {
    const { desk, at } = await openIn(zone, startsAt);
    at(after(lapses, 86_400_000));
    const received = { policyId: 'P-1', no: 2, paymentId: 'T-2' };
    const recorded = (on: string) => desk.on.policy.receivePremium({ ...received, on });
    await expect(recorded('2026-07-15')).rejects.toMatchObject({ code: 'POLICY_LAPSED' });
    await expect(desk.on.policy.receivePremium(received)).rejects.toMatchObject({ code: 'POLICY_LAPSED' });
    const paid = await recorded('2026-07-14');
    expect(paid.instalments[1]?.status).toBe('paid');
    expect(await recorded('2026-07-14')).toEqual(paid);
    await expect(recorded('2026-07-13')).rejects.toBeDefined();
    await expect(desk.on.policy.receivePremium(received)).rejects.toBeDefined();
  });
});

describe('a premium that was signed in time and held back until there was a loss', () => {
  const [, startsAt, lapses] = CASES[0];
  async function holdBack() {
    const open = await openIn(undefined, startsAt);
    open.at(before(lapses, 5_000));
    const call = {
      manner: 'submit',
      room: 'policy',
      name: 'payPremium',
      request: canonical(open.paying),
    } as const;
    return { ...open, held: await open.ledger.simulate(open.olga, call) };
  }

  test('does not come after the lapse was written down', async () => {
    const { desk, olga, at, ledger, held } = await holdBack();
    at(after(lapses, 20_000));
    const lapsed = await desk.on.policy.lapse({ policyId: 'P-1' });
    expect(lapsed.lapsedOver).toBe(2);
    expect(await desk.on.policy.lapse({ policyId: 'P-1' })).toEqual(lapsed);
    expect(ledger.events.at(-1)?.facts).toEqual([{ name: 'PolicyLapsed', policyId: 'P-1', no: 2 }]);
    expect(ledger.commit(held)).toEqual(['MVCC_READ_CONFLICT']);
    await expect(
      desk.on.policy.receivePremium({ policyId: 'P-1', no: 2, paymentId: 'T-2', on: '2026-07-14' }),
    ).rejects.toMatchObject({ code: 'POLICY_LAPSED' });
    const late = { policyId: 'P-1', no: 2, paymentId: 'T-2' };
    const reinstated = await desk.on.policy.reinstate(late);
    expect(await desk.on.policy.reinstate(late)).toEqual(reinstated);
    expect((await olga.on.policy.readCoverNote({ policyId: 'P-1' })).standing).toBe('in force');
  });
});
