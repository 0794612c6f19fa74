import { cellSealOf } from '../../../chaincode/src/evidence/rules/cell';
import { geohashOf } from '../../../chaincode/src/words/geohash';
import { money } from '@roadbook/chaincode/api';
import { minute, openStage, reading, slice, type Stage, terms, VIN } from './cast';

const cell = { geohash: 'u33dbf', salt: 'ab'.repeat(16) };
const there = { t0: '2026-03-02T09:20:00.000Z', t1: '2026-03-02T09:20:59.000Z' };
const within = { ...slice, evidenceId: 'E-2', fromTime: there.t0, untilTime: there.t1 };
const grantWith = ({ owner }: Stage, more: object) =>
  owner.on.consent.grant({ vin: VIN, grantId: 'G-1', terms: { ...terms, ...more } });

test.each([
  ['u4pruyd', 576_491_100, 104_074_400],
  ['ezs42', 426_050_000, -56_030_000],
  ['u33dc', 525_200_000, 134_050_000],
  ['7zzzz', -1, -1],
  ['s0000', 0, 0],
])('the cell %s of a place', (text, latitude, longitude) => {
  expect(geohashOf(latitude, longitude, text.length)).toBe(text);
});

describe('a grant with a fence', () => {
  const open = async (fence: string[], seal: string | undefined = cellSealOf(cell)) => {
    const stage = await openStage();
    await stage.owner.on.evidence.anchor(stage.device.anchors(minute(2, { ...there, cellSeal: seal })));
    await grantWith(stage, { fence });
    return (more: object) => stage.desk.on.consent.access(reading('A-1', { slice: { ...within, ...more } }));
  };

  test.each([[['u33db']], [['gcpvj', 'u33dbf']], [['u']]])(
    '%j opens what was recorded in it',
    async (fence) => {
      const read = await open(fence);
      expect(await read({ cell })).toMatchObject({ readsLeft: 2, slice: { cell } });
    },
  );

  test.each<[string, string[], object]>([
    ['elsewhere', ['u33dc'], { cell }],
    ['in a cell coarser than the fence', ['u33dbfc'], { cell }],
    ['in a cell that is not opened', ['u33db'], {}],
    ['in a cell that is not opened, whatever the fence is called', ['unkn'], {}],
  ])('stays shut for what was recorded %s: PLACE_CLOSED', async (_, fence, more) => {
    await expect((await open(fence))(more)).rejects.toMatchObject({
      code: 'PLACE_CLOSED',
      facts: { fence: fence.join(', ') },
    });
  });

  test('is not opened by a cell that the device did not commit to', async () => {
    const read = await open(['u33db']);
    for (const other of [
      { ...cell, geohash: 'u33dbg' },
      { ...cell, salt: 'cd'.repeat(16) },
    ])
      await expect(read({ cell: other })).rejects.toMatchObject({ code: 'EVIDENCE_UNFITTING' });
    const uncommitted = await openStage();
    await grantWith(uncommitted, { fence: ['u33db'] });
    await expect(
      uncommitted.desk.on.consent.access(reading('A-1', { slice: { ...slice, cell } })),
    ).rejects.toMatchObject({
      code: 'EVIDENCE_UNFITTING',
    });
  });

  test('has 32 cells at most, and the device signs for the cell', async () => {
    const stage = await openStage();
    await expect(grantWith(stage, { fence: Array.from({ length: 33 }, () => 'u') })).rejects.toThrow();
    const signed = stage.device.anchors(minute(2, { ...there, cellSeal: cellSealOf(cell) }));
    const moved = { ...signed, cellSeal: cellSealOf({ ...cell, geohash: 'u' }) };
    await expect(stage.owner.on.evidence.anchor(moved)).rejects.toMatchObject({ code: 'ANCHOR_UNSIGNED' });
  });
});

describe('a grant with a price', () => {
  const open = async () => {
    const stage = await openStage();
    const [clerk, second] = [
      await stage.be('lender/desk', 'lender'),
      await stage.be('lender/second', 'lender'),
    ];
    await clerk.on.payment.askIssue({ orderId: 'I-1', party: 'insurer', amount: money.of(1_000n, 'EUR') });
    const { transfer } = await second.on.payment.settle({ orderId: 'I-1', paymentId: 'P-0' });
    await grantWith(stage, { price: money.of(400n, 'EUR') });
    const balance = async (who: 'owner' | 'desk', party: string) =>
      (await stage[who].on.payment.balance({ party })).accounts.map(({ free }) => free.amount);
    return { ...stage, lots: [transfer?.made[0]?.lotId ?? ''], balance };
  };

  test('pays the owner in the transaction of the reading, once', async () => {
    const { desk, lots, balance, ledger } = await open();
    const asked = reading('A-1', { paymentId: 'P-1', lots });
    const receipt = await desk.on.consent.access(asked);
    expect(receipt).toMatchObject({ paymentId: 'P-1', readsLeft: 2 });
    expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['MoneyMoved', 'DataAccessed']);
    expect(await desk.on.consent.access(asked)).toEqual(receipt);
    expect([await balance('owner', 'registry/owner'), await balance('desk', 'insurer')]).toEqual([
      [400n],
      [600n],
    ]);
    expect((await desk.on.payment.read({ paymentId: 'P-1' })).about).toEqual({ room: 'consent', id: 'G-1' });
  });

  test.each<[string, (lots: string[]) => object]>([
    ['PRICE_UNPAID', () => ({})],
    ['PRICE_UNPAID', (lots) => ({ lots })],
    ['LOT_GONE', () => ({ paymentId: 'P-1', lots: ['nobody:0'] })],
  ])('is not read without the money: %s', async (code, how) => {
    const { desk, lots, owner, balance } = await open();
    await expect(desk.on.consent.access(reading('A-1', how(lots)))).rejects.toMatchObject({ code });
    expect((await owner.on.consent.listAccesses({ vin: VIN })).items).toEqual([]);
    expect(await balance('desk', 'insurer')).toEqual([1_000n]);
  });

  test('is not read twice for one payment, while an id that another payer used is free', async () => {
    const { desk, lots, owner, balance } = await open();
    await desk.on.consent.access(reading('A-1', { paymentId: 'P-0', lots }));
    const rest = (await desk.on.payment.listLots({ owner: 'insurer' })).items.map(({ lotId }) => lotId);
    const again = desk.on.consent.access(reading('A-2', { paymentId: 'P-0', lots: rest }));
    await expect(again).rejects.toMatchObject({ code: 'PAYMENT_EXISTS' });
    expect((await owner.on.consent.listAccesses({ vin: VIN })).items).toHaveLength(1);
    expect(await balance('desk', 'insurer')).toEqual([600n]);
  });

  test('costs as much as the lots hold, no more readings than money', async () => {
    const { desk, lots } = await open();
    await desk.on.consent.access(reading('A-1', { paymentId: 'P-1', lots }));
    await desk.on.consent.access(reading('A-2', { paymentId: 'P-2', lots: ['P-1:1'] }));
    await expect(
      desk.on.consent.access(reading('A-3', { paymentId: 'P-3', lots: ['P-2:1'] })),
    ).rejects.toMatchObject({
      code: 'NOT_ENOUGH_MONEY',
    });
  });
});
