import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { bytesOf } from '../../../chaincode/src/policy/rules/digest';
import type { Digest } from '../../../chaincode/src/policy/records/month';
import type { OpenWorld } from '@roadbook/ledger';
import { openGarage } from '../vehicle/cast';
import { asked, driven, eur, tariff, VIN } from './cast';

const DAY = 86_400_000;
const { insurer: _insurer, ...stated } = tariff;
const start = '2026-04-01T00:00:00.000Z';
const wanted = {
  ...asked,
  tariffId: 'car',
  tariffVersion: 1,
  startsAt: start,
  quotedUntil: '2026-03-20T00:00:00.000Z',
};

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function didOf(key: KeyObject): string {
  const { x = '', y = '' } = key.export({ format: 'jwk' }) as { x?: string; y?: string };
  const odd = (Buffer.from(y, 'base64url').at(-1) ?? 0) % 2 === 1;
  const point = Buffer.concat([
    Buffer.from(['80', '24', odd ? '03' : '02'].map((byte) => Number.parseInt(byte, 16))),
    Buffer.from(x, 'base64url'),
  ]);
  let text = '';
  for (let rest = BigInt(`0x${point.toString('hex')}`); rest > 0n; rest /= 58n)
    text = BASE58[Number(rest % 58n)] + text;
  return `did:key:z${text}`;
}

async function open() {
  const world = await openGarage();
  const cast = {
    ...world,
    desk: await world.be('insurer/desk', 'insurer'),
    olga: await world.be('registry/olga', 'owner'),
    other: await world.be('registry/otto', 'owner'),
    auditor: await world.be('registry/audit', 'auditor'),
    lender: await world.be('lender/desk', 'lender'),
  };
  await cast.desk.on.policy.publishTariff(stated);
  return cast;
}

const passUntil = (ledger: OpenWorld['ledger'], day: string): void =>
  ledger.pass(Date.parse(`${day}T12:00:00Z`) - ledger.now);

describe('a policy on the ledger', () => {
  test('is quoted, bound, paid and shown as a cover note', async () => {
    const { ledger, desk, olga, auditor, lender } = await open();
    await desk.on.policy.quote(wanted);
    await olga.on.policy.bind({ policyId: 'P-1' });
    await desk.on.policy.receivePremium({ policyId: 'P-1', no: 1, paymentId: 'T-1' });
    const note = await olga.on.policy.readCoverNote({ policyId: 'P-1', at: start });
    expect(note).toMatchObject({
      standing: 'in force',
      from: start,
      until: '2026-07-15T00:00:00.000Z',
      covers: asked.covers,
    });
    expect((await auditor.on.policy.readCoverNote({ policyId: 'P-1' })).standing).toBe('not begun');
    expect(await desk.on.policy.activeCover({ vin: VIN, at: start })).toEqual({
      covered: true,
      covers: [{ insurer: 'insurer', codes: ['collision', 'glass'], until: '2026-07-15T00:00:00.000Z' }],
    });
    expect(await lender.on.policy.activeCover({ vin: VIN, at: start })).toEqual({
      covered: true,
      covers: [{ codes: ['collision', 'glass'], until: '2026-07-15T00:00:00.000Z' }],
    });
    expect(await lender.on.policy.activeCover({ vin: VIN })).toEqual({ covered: false, covers: [] });
    expect((await olga.on.policy.listOwn({})).items.map((one) => one.policyId)).toEqual(['P-1']);
    expect(ledger.events.flatMap((event) => event.facts.map((fact) => fact.name))).toEqual(
      expect.arrayContaining(['TariffPublished', 'PolicyQuoted', 'PolicyBound', 'PremiumReceived']),
    );
  });

  test('is bound only by its policyholder, sold only by its insurer and read only by its parties', async () => {
    const { desk, olga, other } = await open();
    await desk.on.policy.quote(wanted);
    await expect(other.on.policy.bind({ policyId: 'P-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await expect(other.on.policy.read({ policyId: 'P-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await expect(
      olga.on.policy.receivePremium({ policyId: 'P-1', no: 1, paymentId: 'T' }),
    ).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect((await olga.on.policy.turnDown({ policyId: 'P-1' })).status).toBe('withdrawn');
  });

  test('quoted twice in the same words is one, in other words it is refused', async () => {
    const { desk } = await open();
    const first = await desk.on.policy.quote(wanted);
    expect(await desk.on.policy.quote(wanted)).toEqual(first);
    await expect(desk.on.policy.quote({ ...wanted, months: 6, instalments: 2 })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
    expect((await desk.on.policy.takeBack({ policyId: 'P-1' })).status).toBe('declined');
  });

  test('is changed by agreement, lapses, is reinstated and cancelled', async () => {
    const { ledger, desk, olga } = await open();
    await desk.on.policy.quote(wanted);
    await olga.on.policy.bind({ policyId: 'P-1' });
    await desk.on.policy.receivePremium({ policyId: 'P-1', no: 1, paymentId: 'T-1' });
    const change = {
      policyId: 'P-1',
      covers: asked.covers.slice(0, 1),
      from: '2026-05-01T00:00:00.000Z',
      extraPremium: eur(0),
      acceptUntil: start,
    };
    await desk.on.policy.offerChange(change);
    await olga.on.policy.acceptChange({ policyId: 'P-1' });
    expect((await olga.on.policy.readTerms({ policyId: 'P-1', no: 2 })).covers).toHaveLength(1);
    passUntil(ledger, '2026-08-01');
    await expect(
      desk.on.policy.receivePremium({ policyId: 'P-1', no: 2, paymentId: 'T-2' }),
    ).rejects.toMatchObject({
      code: 'POLICY_LAPSED',
    });
    await desk.on.policy.reinstate({ policyId: 'P-1', no: 2, paymentId: 'T-2' });
    expect((await olga.on.policy.readCoverNote({ policyId: 'P-1' })).standing).toBe('in force');
    await expect(desk.on.policy.close({ policyId: 'P-1' })).rejects.toMatchObject({
      code: 'POLICY_IN_FORCE',
    });
    expect((await olga.on.policy.cancel({ policyId: 'P-1', reason: 'sold' })).status).toBe('cancelled');
    ledger.pass(DAY);
    await expect(desk.on.policy.close({ policyId: 'P-1' })).rejects.toMatchObject({ code: 'BALANCE_OPEN' });
    await desk.on.policy.settleBalance({ policyId: 'P-1', paymentId: 'T-8' });
    await expect(desk.on.policy.settleBalance({ policyId: 'P-1', paymentId: 'T-9' })).rejects.toMatchObject({
      code: 'BALANCE_NOT_OPEN',
    });
    expect((await desk.on.policy.close({ policyId: 'P-1' })).status).toBe('closed');
  });

  test('is renewed with the claim-free time it earned', async () => {
    const { ledger, desk, olga } = await open();
    await desk.on.policy.quote(wanted);
    await olga.on.policy.bind({ policyId: 'P-1' });
    passUntil(ledger, '2026-04-02');
    for (const no of [1, 2, 3, 4])
      await desk.on.policy.receivePremium({ policyId: 'P-1', no, paymentId: `T-${no}` });
    passUntil(ledger, '2027-03-01');
    const next = {
      ...wanted,
      policyId: 'P-2',
      startsAt: '2027-04-01T00:00:00.000Z',
      quotedUntil: '2027-03-31T00:00:00.000Z',
      renews: 'P-1',
    };
    expect((await desk.on.policy.quote(next)).claimFreeFactor).toBe(850_000);
    await olga.on.policy.bind({ policyId: 'P-2' });
    expect((await olga.on.policy.read({ policyId: 'P-1' })).renewedBy).toBe('P-2');
    expect(await olga.on.policy.readClaimFree({ policyId: 'P-2', on: '2029-04-01' })).toEqual({
      since: '2026-04-01',
      years: 3,
      factor: 600_000,
    });
  });
});

describe('a month driven', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signed = (digest: Digest) => ({
    digest,
    signature: sign('sha256', bytesOf(digest), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString(
      'base64url',
    ),
  });
  const april: Digest = {
    ...driven,
    metresByDay: [10_000, 300_000, 0, 500_000, ...Array<number>(26).fill(0)],
    trips: 9,
  };

  async function insured() {
    const cast = await open();
    const { listPremium: _list, ...rest } = wanted;
    await cast.desk.on.policy.quote({
      ...rest,
      pricing: 'distance',
      instalments: 12,
      carKey: didOf(publicKey),
    });
    await cast.olga.on.policy.bind({ policyId: 'P-1' });
    return cast;
  }

  test('costs 59.60, computed by every peer from what the car signed', async () => {
    const { ledger, desk, olga } = await insured();
    passUntil(ledger, '2026-05-01');
    const usage = await olga.on.policy.reportMonth(signed(april));
    expect(usage).toMatchObject({
      billableMetres: 510_000,
      factor: 1_000_000,
      due: eur(5_960),
      balance: eur(3_060),
      status: 'expected',
    });
    expect(
      await desk.on.policy
        .reportMonthMany({ items: [signed({ ...april, month: 1 })] })
        .catch((error) => error.code),
    ).toBe('EXISTS_DIFFERENTLY');
    expect((await desk.on.policy.settleMonth({ policyId: 'P-1', month: 1, paymentId: 'T-1' })).status).toBe(
      'paid',
    );
    expect((await desk.on.policy.settleMonth({ policyId: 'P-1', month: 1, paymentId: 'T-1' })).status).toBe(
      'paid',
    );
    await expect(
      desk.on.policy.settleMonth({ policyId: 'P-1', month: 1, paymentId: 'T-2' }),
    ).rejects.toMatchObject({
      code: 'MONTH_SETTLED',
    });
  });

  test('earns no credit after the cover has ended, nor on a quote that nobody bound', async () => {
    const { ledger, desk, olga } = await insured();
    const { listPremium: _list, ...rest } = wanted;
    await desk.on.policy.quote({
      ...rest,
      policyId: 'P-2',
      pricing: 'distance',
      instalments: 12,
      carKey: didOf(publicKey),
    });
    passUntil(ledger, '2026-04-10');
    await olga.on.policy.cancel({ policyId: 'P-1', reason: 'elsewhere' });
    passUntil(ledger, '2026-06-01');
    const report = (digest: Digest) => olga.on.policy.reportMonth(signed(digest));
    expect((await report(april)).month).toBe(1);
    const may = { ...april, month: 2, metresByDay: [...april.metresByDay, 0] };
    await expect(report(may)).rejects.toMatchObject({
      code: 'POLICY_MONTH_UNCOVERED',
      facts: { month: 2, from: '2026-05-01' },
    });
    await expect(report({ ...april, policyId: 'P-2' })).rejects.toMatchObject({
      code: 'POLICY_MONTH_UNCOVERED',
    });
  });

  test('shows the driver every point, and anybody may compute it again', async () => {
    const { ledger, olga, other } = await insured();
    passUntil(ledger, '2026-05-01');
    const careful = { ...driven, metresByDay: [...driven.metresByDay, 0, 0] };
    await olga.on.policy.reportMonth(signed(careful));
    const { explained } = await olga.on.policy.readMonth({ policyId: 'P-1', month: 1 });
    expect(explained).toMatchObject({
      scoreMilli: 90_450,
      factor: 800_000,
      display: { points: 778, risk: 'low' },
    });
    expect(explained.points[0]).toEqual({ habit: 'harshBrake', rateMilli: 2_000, pointsMilli: 6_000 });
    const again = await other.on.policy.computeMonth({
      insurer: 'insurer',
      tariffId: 'car',
      tariffVersion: 1,
      digest: careful,
    });
    expect(again).toEqual(explained);
  });

  test.each([
    ['POLICY_MONTH_NOT_OVER', signed({ ...april, month: 2, metresByDay: [...april.metresByDay, 0] })],
    ['POLICY_MONTH_UNKNOWN', signed({ ...april, metresByDay: [...april.metresByDay, 0] })],
    ['DIGEST_MEASURES_IMPOSSIBLE', signed({ ...april, phoneS: 3_601 })],
    ['DIGEST_MEASURES_IMPOSSIBLE', signed({ ...april, trips: 0 })],
    ['DIGEST_MEASURES_IMPOSSIBLE', signed({ ...april, vin: '1J9RP1A36A1644345' })],
    ['DIGEST_SIGNATURE_WRONG', { ...signed(april), digest: { ...april, harshBrake: 0 } }],
  ])('is refused with %s', async (code, report) => {
    const { ledger, olga } = await insured();
    passUntil(ledger, '2026-05-01');
    await expect(olga.on.policy.reportMonth(report)).rejects.toMatchObject({ code });
  });

  test('is not reported on a policy with a fixed premium', async () => {
    const { ledger, desk, olga } = await open();
    await desk.on.policy.quote(wanted);
    await olga.on.policy.bind({ policyId: 'P-1' });
    passUntil(ledger, '2026-05-01');
    await expect(olga.on.policy.reportMonth(signed(april))).rejects.toMatchObject({
      code: 'NOT_BY_DISTANCE',
    });
  });
});
