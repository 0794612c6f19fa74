import { money, time } from '@roadbook/chaincode/api';
import { moneyFor } from './sale';
import type { Behaviour, World } from './world';

const eur = (amount: bigint) => money.of(amount, 'EUR');
const DAY = 86_400_000;

/** A manufacturer that offers a model, and a buyer with the price of it. */
async function cast(world: World) {
  const registrar = (await world.be('registry/registrar', 'registrar')).on;
  const maker = (await world.be('manufacturer/plant', 'manufacturer')).on;
  const name = `registry/${world.fresh('buyer')}`;
  const buyer = (await world.be(name, 'owner')).on;
  await registrar.vehicle
    .registerWmi({ wmi: '1M8', manufacturer: 'manufacturer', name: 'Works AG' })
    .catch(() => undefined);
  const [modelId, orderId, vin] = [world.fresh('M'), world.fresh('O'), world.vin()];
  const none = { needs: [], excludes: [] };
  await maker.order.offerModel({
    ...{ modelId, version: 1, name: 'Coach', base: eur(3_000_000n) },
    options: [
      { code: 'heat', name: 'Seat heating', price: eur(40_000n), ...none },
      { code: 'hook', name: 'Tow bar', price: eur(60_000n), ...none },
    ],
    terms: { depositPpm: 100_000, keptPpm: 500_000, confirmDays: 7, graceDays: 42, payDays: 14 },
    until: time.addMillis(world.now(), 30 * DAY),
  });
  const deliverBy = time.dayOf(time.addMillis(world.now(), 90 * DAY));
  const wish = { seller: 'manufacturer', modelId, version: 1, orderId, options: ['heat'], deliverBy };
  const deposit = async () => ({
    paymentId: world.fresh('P'),
    lots: [await moneyFor(world, name, 304_000n)],
  });
  const held = async (party: string, by = buyer) =>
    (await by.payment.balance({ party })).accounts.reduce((sum, { free }) => sum + free.amount, 0n);
  return { registrar, maker, buyer, name, orderId, vin, wish, deposit, held };
}

export const orderBehaviour: Behaviour = (open) => {
  test('a new car is ordered, paid and handed over: its sale and its price are one transaction', async () => {
    const world = await open();
    const { maker, buyer, name, orderId, vin, wish, deposit, held } = await cast(world);
    const asked = { ...wish, ...(await deposit()) };
    const ordered = await buyer.order.orderVehicle(asked);
    expect(ordered).toMatchObject({ status: 'ordered', price: eur(3_040_000n), deposit: eur(304_000n) });
    expect(await buyer.order.orderVehicle(asked)).toEqual(ordered);
    expect(await held(name)).toBe(0n);
    await maker.order.confirmOrder({ orderId });
    const builtOn = time.dayOf(world.now());
    await maker.vehicle.certifyBirth({
      vin,
      model: { id: 'M8', name: 'Coach' },
      builtOn,
      plant: { id: '1' },
    });
    expect(await maker.order.makeReady({ orderId, vin })).toMatchObject({ status: 'ready', vin });
    const rest = [await moneyFor(world, name, 2_736_000n)];
    expect(await buyer.order.payRest({ orderId, paymentId: world.fresh('P'), lots: rest })).toMatchObject({
      status: 'paid',
    });
    const end = { orderId, paymentId: world.fresh('P') };
    await expect(maker.order.handOver(end)).rejects.toMatchObject({ code: 'CAR_UNSOLD' });
    const [sold, handed] = await maker.together((rooms) => [
      rooms.vehicle.sell({ vin, to: name, soldOn: builtOn, country: 'DEU' }),
      rooms.order.handOver(end),
    ]);
    expect([sold, handed]).toMatchObject([
      { sale: { to: name } },
      { status: 'handedOver', ended: { toSeller: eur(3_040_000n), toBuyer: eur(0n) } },
    ]);
    expect((await buyer.vehicle.read({ vin })).sale?.to).toBe(name);
  });

  test('who steps back before the seller confirmed gets everything back, once; strangers do nothing', async () => {
    const world = await open();
    const { buyer, name, orderId, wish, deposit, held } = await cast(world);
    await buyer.order.orderVehicle({ ...wish, ...(await deposit()) });
    const other = (await world.be(`registry/${world.fresh('other')}`, 'owner')).on;
    const end = { orderId, paymentId: world.fresh('P') };
    await expect(other.order.cancelOrder(end)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await expect(other.order.read({ orderId })).rejects.toMatchObject({ code: 'NOT_YOURS' });
    const cancelled = await buyer.order.cancelOrder(end);
    expect(cancelled).toMatchObject({ status: 'cancelled', ended: { toBuyer: eur(304_000n) } });
    expect(await buyer.order.cancelOrder(end)).toEqual(cancelled);
    expect(await held(name)).toBe(304_000n);
  });
};
