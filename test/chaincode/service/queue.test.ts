import { canonical } from '@roadbook/chaincode/api';
import fc from 'fast-check';
import { type Waiting } from '../../../chaincode/src/service/records/queue';
import { takePlace, turnAt } from '../../../chaincode/src/service/rules/queue';
import { vinOf } from '../../../stories/vin';
import { birth, tag } from '../vehicle/cast';
import { ANA, BEN, hash, MINUTE, openMarket, OTHER_VIN, VIN, WASH } from './market';

const ON = '2026-03-04';
const DORA = 'registry/dora';
const QUEUE = { merchant: WASH, serviceCode: 'full-service', on: ON };
const noon = { ...QUEUE, from: '11:00', until: '12:00' };

/** One slot, taken by eve; ana and ben (in that order) wait for it. */
async function openQueue() {
  const market = await openMarket();
  const { ana, ben, wash, plant, registrar, be, asking, ledger, issue } = market;
  await wash.on.merchant.setHours({
    ...(await wash.on.merchant.readHours({ merchant: WASH })),
    bays: ['B1'],
  });
  const somebody = async (member: string, serial: number) => {
    const vin = vinOf('1M8', serial);
    await plant.on.vehicle.certifyBirth(birth(vin));
    await registrar.on.vehicle.register({
      vin,
      registrationId: vin,
      owner: member,
      jurisdiction: 'DE',
      plateTag: tag(vin),
    });
    return { ...(await be(member, 'owner')), vin };
  };
  const [eve, dora] = [await somebody('registry/eve', 21), await somebody(DORA, 22)];
  const wish = async (one: { vin: string }, payer: string) =>
    asking({ vin: one.vin, lots: [await issue(payer, 20_000n)] });
  await eve.on.service.book(await wish(eve, 'registry/eve'));
  const join = (one: typeof ana, vin: string) => one.on.service.joinQueue({ ...noon, vin });
  await join(ana, VIN);
  ledger.pass(MINUTE);
  await join(ben, OTHER_VIN);
  ledger.pass(MINUTE);
  const free = async (one: typeof ana) => {
    const { free: all } = await one.on.service.listFree({ ...QUEUE, bay: 'B1' });
    return all.some(({ local }) => local.endsWith('11:00'));
  };
  const asked = async (payer: string, vin: string) => {
    const { paymentId: _, lots: __, ...rest } = await asking({ vin }, payer);
    return rest;
  };
  return { ...market, eve, dora, wish, join, free, asked };
}

test('a queue is joined only when nothing is free, once, and says how many are ahead', async () => {
  const { ana, ben, dora, ledger } = await openQueue();
  const mine = await ben.on.service.readQueue(QUEUE);
  expect(mine).toMatchObject({ waiting: 2, ahead: 1, mine: { place: 2, customer: BEN } });
  expect(await ana.on.service.joinQueue({ ...noon, vin: VIN })).toMatchObject({ place: 1 });
  await expect(ana.on.service.joinQueue({ ...noon, from: '10:00', vin: VIN })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  const join = (change: object) => dora.on.service.joinQueue({ ...noon, vin: dora.vin, ...change });
  await expect(join({ from: '08:00' })).rejects.toMatchObject({ code: 'SLOT_FREE' });
  await expect(join({ from: '19:00', until: '20:00' })).rejects.toMatchObject({ code: 'NO_TIMES' });
  await expect(join({ vin: VIN })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect(await dora.on.service.readQueue(QUEUE)).toEqual({ waiting: 2 });
  await expect(dora.on.service.leaveQueue(QUEUE)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(JSON.stringify(ledger.events)).not.toContain(`"customer":"${ANA}"`);
});

test('a cancelled slot is for the first who waited, then for the next, then for everybody', async () => {
  const { ana, ben, dora, eve, ledger, free, asked } = await openQueue();
  await eve.on.service.cancel({ bookingId: 'B-1' });
  expect([await free(ana), await free(ben), await free(dora)]).toEqual([true, false, false]);
  await expect(ben.on.service.hold(await asked(BEN, OTHER_VIN))).rejects.toMatchObject({
    code: 'SLOT_OFFERED',
  });
  ledger.pass(15 * MINUTE - 1);
  expect(await free(ana)).toBe(true);
  ledger.pass(1);
  expect([await free(ana), await free(ben), await free(dora)]).toEqual([false, false, false]);
  ledger.pass(20_000);
  expect([await free(ana), await free(ben), await free(dora)]).toEqual([false, true, false]);
  await expect(ana.on.service.hold(await asked(ANA, VIN))).rejects.toMatchObject({ code: 'SLOT_OFFERED' });
  ledger.pass(15 * MINUTE);
  expect([await free(ana), await free(ben), await free(dora)]).toEqual([true, true, true]);
});

test('who takes its turn leaves the queue; when its hold lapses the next one comes, whether or not anybody wrote it down', async () => {
  for (const ticked of [true, false]) {
    const { ana, ben, eve, wash, ledger, free, asked, wish } = await openQueue();
    await eve.on.service.cancel({ bookingId: 'B-1' });
    const held = await ana.on.service.hold(await asked(ANA, VIN));
    expect(await ana.on.service.readQueue(QUEUE)).toMatchObject({
      waiting: 1,
      mine: { left: { bookingId: held.bookingId } },
    });
    expect(await free(ben)).toBe(false);
    ledger.pass(6 * MINUTE);
    if (ticked) {
      const lapsed = await wash.on.service.tick({ bookingId: held.bookingId });
      expect(await wash.on.service.tick({ bookingId: held.bookingId })).toEqual(lapsed);
    }
    expect([await free(ana), await free(ben)]).toEqual([false, true]);
    ledger.pass(13 * MINUTE);
    expect((await ben.on.service.book(await wish({ vin: OTHER_VIN }, BEN))).status).toBe('confirmed');
    expect((await ben.on.service.readQueue(QUEUE)).waiting).toBe(0);
  }
});

test('who leaves is passed over at once, and does not come back', async () => {
  const { ana, ben, eve, ledger, free, join } = await openQueue();
  await eve.on.service.cancel({ bookingId: 'B-1' });
  ledger.pass(5 * MINUTE);
  const left = await ana.on.service.leaveQueue(QUEUE);
  expect(await ana.on.service.leaveQueue(QUEUE)).toEqual(left);
  expect([await free(ana), await free(ben)]).toEqual([false, true]);
  expect((await join(ana, VIN)).left).toEqual(left.left);
  ledger.pass(14 * MINUTE);
  expect(await free(ben)).toBe(true);
});

test('who joins after a slot became free, or wants another time of day, has no turn in it', async () => {
  const { dora, ana, ben, wash, eve, ledger, free } = await openQueue();
  await eve.on.service.cancel({ bookingId: 'B-1' });
  ledger.pass(1);
  await expect(dora.on.service.joinQueue({ ...noon, vin: dora.vin })).resolves.toMatchObject({ place: 3 });
  for (const one of [ana, ben]) await one.on.service.leaveQueue(QUEUE);
  expect([await free(dora), await free(wash)]).toEqual([true, true]);
  ledger.pass(1);
  await expect(dora.on.service.joinQueue({ ...noon, on: '2026-03-05', vin: dora.vin })).rejects.toMatchObject(
    {
      code: 'SLOT_FREE',
    },
  );
});

const joining = (vin: string) => ({
  manner: 'submit' as const,
  room: 'service',
  name: 'joinQueue',
  request: canonical({ ...noon, vin }),
});

test('of two who join at once one is valid and the other comes behind it; of a turn taken and left at once one is valid', async () => {
  const { ana, ben, eve, dora, ledger, asked } = await openQueue();
  expect(await ledger.race([eve, joining(eve.vin)], [dora, joining(dora.vin)])).toEqual([
    'VALID',
    'MVCC_READ_CONFLICT',
  ]);
  expect((await dora.on.service.joinQueue({ ...noon, vin: dora.vin })).place).toBe(4);
  await eve.on.service.cancel({ bookingId: 'B-1' });
  const call = (name: string, request: object) => ({ ...joining(VIN), name, request: canonical(request) });
  const taking = call('hold', await asked(ANA, VIN));
  expect(await ledger.race([ana, taking], [ana, call('leaveQueue', QUEUE)])).toEqual([
    'VALID',
    'MVCC_READ_CONFLICT',
  ]);
  expect((await ben.on.service.readQueue(QUEUE)).ahead).toBe(0);
});

test('a queue has twenty places, and its times never fall', () => {
  const one = (place: number): Waiting => ({
    ...{
      ...noon,
      place,
      customer: `registry/c${place}`,
      vin: VIN,
      joinedAt: `2026-03-02T09:${10 + place}:00.000Z`,
    },
  });
  const queue = Array.from({ length: 19 }, (_, at) => one(at + 1));
  const { place: _, joinedAt: __, ...wanted } = one(20);
  expect(takePlace(queue, wanted, '2026-03-02T09:00:00.000Z')).toMatchObject({
    place: 20,
    joinedAt: queue.at(-1)?.joinedAt,
  });
  expect(() => takePlace([...queue, one(20)], wanted, '2026-03-02T10:00:00.000Z')).toThrow(
    expect.objectContaining({ code: 'QUEUE_FULL' }),
  );
});

test('at any moment a slot is the turn of one alone, nobody gets a second one in it, and what was true stays true', () => {
  const base = Date.parse('2026-03-02T09:00:00.000Z');
  const iso = (minutes: number) => new Date(base + minutes * MINUTE).toISOString();
  const people = fc.array(
    fc.record({
      joined: fc.integer({ min: -60, max: 30 }),
      left: fc.option(fc.nat(200), { nil: undefined }),
    }),
    {
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(people, fc.nat(200), (all, moment) => {
      const queue: Waiting[] = all
        .toSorted((one, other) => one.joined - other.joined)
        .map(({ joined, left }, at) => ({
          ...{
            ...noon,
            place: at + 1,
            customer: `registry/c${at}`,
            vin: hash(`${at}`).slice(0, 17),
            joinedAt: iso(joined),
          },
          ...(left !== undefined && { left: { at: iso(Math.max(joined, left)) } }),
        }));
      const slot = { freedAt: iso(0), local: `${ON}T11:00` };
      const seen = Array.from({ length: 220 }, (_, minute) => turnAt(queue, slot, iso(minute))?.customer);
      const turns = seen.filter((one, at) => one !== undefined && one !== seen[at - 1]);
      expect(new Set(turns).size).toBe(turns.length);
      expect(turns).toEqual(queue.map(({ customer }) => customer).filter((one) => turns.includes(one)));
      const known = queue.map(({ left, ...one }) =>
        left && left.at <= iso(moment) ? { ...one, left } : one,
      );
      for (let before = 0; before <= moment; before++)
        expect(turnAt(known, slot, iso(before))?.customer).toBe(seen[before]);
    }),
    { numRuns: 30 },
  );
});
