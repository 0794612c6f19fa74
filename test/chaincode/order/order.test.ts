import { clawBack, freeze } from '../../behaviour/court';
import { eur, openBank } from '../payment/cast';
import { birth } from '../vehicle/cast';
import { vinOf } from '../../../stories/vin';

const DAY = 86_400_000;
const VIN = vinOf('1M8', 7);
const none = { needs: [] as string[], excludes: [] as string[] };
const MODEL = {
  ...{ modelId: 'M-1', version: 1, name: 'Coach', base: eur(3_000_001n) },
  options: [
    { code: 'heat', name: 'Seat heating', price: eur(40_000n), ...none },
    { code: 'sport', name: 'Sports seats', price: eur(90_000n), needs: [], excludes: ['bench'] },
    { code: 'bench', name: 'Bench', price: eur(0n), ...none },
    { code: 'wheel', name: 'Heated wheel', price: eur(20_000n), needs: ['heat'], excludes: [] },
  ],
  terms: { depositPpm: 100_000, keptPpm: 500_000, confirmDays: 7, graceDays: 42, payDays: 14 },
};
const WISH = {
  ...{ seller: 'manufacturer', modelId: 'M-1', version: 1, orderId: 'O-1' },
  ...{ options: ['heat', 'wheel'], deliverBy: '2026-06-01' },
};

async function openSales() {
  const bank = await openBank();
  const { be, ledger, registrar } = bank;
  const plant = await be('manufacturer/plant', 'manufacturer');
  await registrar.on.vehicle.registerWmi({ wmi: '1M8', manufacturer: 'manufacturer', name: 'Works AG' });
  await plant.on.vehicle.certifyBirth(birth(VIN));
  const until = new Date(ledger.now + 30 * DAY).toISOString();
  await plant.on.order.offerModel({ ...MODEL, until });
  const order = async (change: object = {}) => {
    const lots = [await bank.issue('registry/ana', 400_000n)];
    return bank.ana.on.order.orderVehicle({ ...WISH, paymentId: 'P-1', lots, ...change });
  };
  const end = { orderId: 'O-1', paymentId: 'P-end' };
  const cash = () => bank.held(bank.ana, 'registry/ana');
  return { ...bank, plant, order, end, cash, until };
}

test('the price of a configuration, and the deposit of it, rounded down (domain: order of a new car)', async () => {
  const { order, cash, ana } = await openSales();
  const ordered = await order();
  // 3,000,001 + 40,000 + 20,000; a tenth of it.
  expect(ordered).toMatchObject({ price: eur(3_060_001n), deposit: eur(306_000n), status: 'ordered' });
  expect(await cash()).toBe(94_000n);
  expect((await ana.on.order.listOrders({ of: 'registry/ana', as: 'buyer' })).items).toEqual([ordered]);
  await expect(ana.on.order.listOrders({ of: 'manufacturer', as: 'seller' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
});

test('options that are unknown, clash or miss another; an offer that is over; a day that has passed', async () => {
  const { order, plant, ledger, until } = await openSales();
  const refused = async (change: object, code: string) =>
    expect(order(change)).rejects.toMatchObject({ code });
  await refused({ options: ['wings'] }, 'OPTION_UNKNOWN');
  await refused({ options: ['sport', 'bench'] }, 'OPTIONS_CLASH');
  await refused({ options: ['wheel'] }, 'OPTION_MISSING');
  await refused({ deliverBy: '2026-03-01' }, 'DELIVERY_PAST');
  const [option] = MODEL.options;
  for (const options of [[option, option], [{ ...option, needs: ['none'] }]])
    await expect(
      plant.on.order.offerModel({ ...MODEL, version: 2, until, options: options as typeof MODEL.options }),
    ).rejects.toMatchObject({ code: 'MODEL_WRONG' });
  ledger.pass(31 * DAY);
  await refused({}, 'MODEL_OVER');
});

test('a seller that does not confirm in time: the deposit goes back, whoever ticks, once', async () => {
  const { order, plant, ben, ledger, cash, end } = await openSales();
  await order();
  expect((await ben.on.order.tick(end)).status).toBe('ordered');
  ledger.pass(7 * DAY + 21_000);
  await expect(plant.on.order.confirmOrder({ orderId: 'O-1' })).rejects.toMatchObject({ code: 'ORDER_LATE' });
  expect((await ben.on.order.tick(end)).status).toBe('lapsed');
  expect((await ben.on.order.tick({ ...end, paymentId: 'P-again' })).status).toBe('lapsed');
  expect(await cash()).toBe(400_000n);
});

test('a seller declines; a buyer who steps back after the confirmation loses the share that was agreed', async () => {
  const { order, plant, ana, cash, end } = await openSales();
  await order();
  await expect(ana.on.order.declineOrder(end)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await plant.on.order.declineOrder(end)).toMatchObject({ status: 'declined' });
  expect(await cash()).toBe(400_000n);
  await order({ orderId: 'O-2', paymentId: 'P-2' });
  await plant.on.order.confirmOrder({ orderId: 'O-2' });
  const cancelled = await ana.on.order.cancelOrder({ orderId: 'O-2', paymentId: 'P-3' });
  expect(cancelled.ended).toEqual({ toSeller: eur(153_000n), toBuyer: eur(153_000n) });
  expect(await cash()).toBe(647_000n);
});

test('a car that is later than the grace after its delivery date: the buyer steps back for nothing', async () => {
  const { order, plant, ana, ledger, end } = await openSales();
  await order({ deliverBy: '2026-03-02' });
  await plant.on.order.confirmOrder({ orderId: 'O-1' });
  ledger.pass(43 * DAY);
  const cancelled = await ana.on.order.cancelOrder(end);
  expect(cancelled.ended).toEqual({ toSeller: eur(0n), toBuyer: eur(306_000n) });
});

test('a buyer that does not pay the rest loses the share; a seller that does not hand over gets nothing', async () => {
  const { order, plant, ana, ben, issue, ledger, end } = await openSales();
  await order();
  await plant.on.order.confirmOrder({ orderId: 'O-1' });
  await expect(plant.on.order.handOver(end)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  await plant.on.order.makeReady({ orderId: 'O-1', vin: VIN });
  ledger.pass(14 * DAY + 21_000);
  const rest = { orderId: 'O-1', paymentId: 'P-rest', lots: [await issue('registry/ana', 2_754_001n)] };
  await expect(ana.on.order.payRest(rest)).rejects.toMatchObject({ code: 'ORDER_LATE' });
  await ben.on.order.tick(end);
  expect((await ana.on.order.read({ orderId: 'O-1' })).ended).toEqual({
    ...{ toSeller: eur(153_000n), toBuyer: eur(153_000n) },
  });
  await order({ orderId: 'O-2', paymentId: 'P-2' });
  await plant.on.order.confirmOrder({ orderId: 'O-2' });
  await plant.on.order.makeReady({ orderId: 'O-2', vin: VIN });
  await ana.on.order.payRest({ ...rest, orderId: 'O-2' });
  ledger.pass(14 * DAY + 21_000);
  await ben.on.order.tick({ orderId: 'O-2', paymentId: 'P-4' });
  expect((await ana.on.order.read({ orderId: 'O-2' })).ended).toEqual({
    ...{ toSeller: eur(0n), toBuyer: eur(3_060_001n) },
  });
});

test('a car that is sold to another, or of another maker, is none for this order', async () => {
  const { order, plant, end, ana, issue } = await openSales();
  await order();
  await plant.on.order.confirmOrder({ orderId: 'O-1' });
  await plant.on.vehicle.sell({ vin: VIN, to: 'registry/ben', soldOn: '2026-03-02', country: 'DEU' });
  await expect(plant.on.order.makeReady({ orderId: 'O-1', vin: VIN })).rejects.toMatchObject({
    code: 'CAR_OTHER',
  });
  const OTHER = vinOf('1M8', 8);
  await plant.on.vehicle.certifyBirth(birth(OTHER));
  await plant.on.order.makeReady({ orderId: 'O-1', vin: OTHER });
  const lots = [await issue('registry/ana', 2_754_001n)];
  await ana.on.order.payRest({ orderId: 'O-1', paymentId: 'P-rest', lots });
  await expect(plant.on.order.handOver(end)).rejects.toMatchObject({ code: 'CAR_UNSOLD' });
  await plant.on.vehicle.sell({ vin: OTHER, to: 'registry/ana', soldOn: '2026-03-02', country: 'DEU' });
  const handed = await plant.on.order.handOver(end);
  expect(handed).toMatchObject({ status: 'handedOver', ended: { toSeller: eur(3_060_001n) } });
  expect(await plant.on.order.handOver(end)).toEqual(handed);
});

test('a court that takes the money ends the order with what is left', async () => {
  const { order, plant, ben, end, registrar, insurer } = await openSales();
  const { lot = '' } = await order();
  await freeze(registrar, insurer, { courtOrderId: 'C-1', holder: 'escrow:order:O-1', lots: [lot] });
  const amount = eur(306_000n);
  const take = { courtOrderId: 'C-1', paymentId: 'X-1', lots: [lot], to: 'registry/victim', amount };
  await clawBack(registrar, insurer, take);
  await expect(plant.on.order.declineOrder(end)).rejects.toMatchObject({ code: 'ORDER_MONEY_TAKEN' });
  expect((await ben.on.order.tick(end)).status).toBe('clawedBack');
});
