import { ANA, BEN, eur, openMarket, VIN, WASH } from '../service/market';
import { freeze } from '../../behaviour/court';

/** A prepaid card of 500.00 for the car wash, of which 200.00 were spent on a service. */
async function openCard(merchants = [WASH]) {
  const market = await openMarket();
  const { ana, asking, issue, goTo } = market;
  const purpose = { merchants, vin: VIN, until: '2026-12-31T00:00:00.000Z', remainderTo: ANA };
  const bind = {
    paymentId: 'P-card',
    from: ANA,
    to: ANA,
    amount: eur(50_000n),
    lots: [await issue(ANA, 50_000n)],
    purpose,
  };
  const { made } = await ana.on.payment.bind(bind);
  const booked = await asking({ lots: made.map(({ lotId }) => lotId) });
  await ana.on.service.book(booked);
  goTo('2026-03-04T10:30:20.000Z');
  await ana.on.service.tick({ bookingId: booked.bookingId });
  const returning = { paymentId: 'P-back', owner: ANA, lot: `${booked.paymentId}:1` };
  const cards = async () => {
    const { items } = await ana.on.payment.listLots({ owner: ANA });
    return items.filter(({ purpose: of }) => of !== undefined).map(({ amount }) => amount.amount);
  };
  return { ...market, returning, cards };
}

test('what is left of a prepaid card comes back free when its merchant is gone, by anyone, once, and never sooner', async () => {
  const { ana, ben, wash, returning, cards, held, proven } = await openCard();
  expect(await cards()).toEqual([30_000n]);
  await expect(ben.on.merchant.returnPrepaid(returning)).rejects.toMatchObject({ code: 'PREPAID_STANDS' });
  await wash.on.merchant.terminate({ merchant: WASH });
  const returned = await ben.on.merchant.returnPrepaid(returning);
  expect(await ben.on.merchant.returnPrepaid(returning)).toEqual(returned);
  await expect(ben.on.merchant.returnPrepaid({ ...returning, paymentId: 'P-again' })).rejects.toMatchObject({
    code: 'LOT_GONE',
  });
  expect(returned.to).toEqual([{ party: ANA, amount: eur(30_000n) }]);
  expect([await cards(), await held(ana, ANA), await held(wash, WASH), await proven()]).toEqual([
    [],
    50_000n,
    20_000n,
    true,
  ]);
});

test('a suspended merchant lets cards go, a reinstated one keeps them', async () => {
  const { ana, registrar, returning } = await openCard();
  await registrar.on.merchant.suspend({ merchant: WASH, reason: 'under_review' });
  await registrar.on.merchant.reinstate({ merchant: WASH });
  await expect(ana.on.merchant.returnPrepaid(returning)).rejects.toMatchObject({ code: 'PREPAID_STANDS' });
  await registrar.on.merchant.suspend({ merchant: WASH, reason: 'under_review' });
  expect((await ana.on.merchant.returnPrepaid(returning)).kind).toBe('remainder');
});

test('a card for several merchants stands while one of them works; one that names nobody only ends with its time', async () => {
  const { ana, wash, issue, returning } = await openCard([WASH, 'registry/other']);
  await wash.on.merchant.terminate({ merchant: WASH });
  await expect(ana.on.merchant.returnPrepaid(returning)).rejects.toMatchObject({
    code: 'PREPAID_STANDS',
    facts: { why: 'registry/other was not stopped' },
  });
  const free = { ...returning, lot: await issue(ANA, 100n) };
  await expect(ana.on.merchant.returnPrepaid(free)).rejects.toMatchObject({ code: 'PREPAID_STANDS' });
});

test('frozen money does not come back this way, and the card of somebody else goes to whom it names', async () => {
  const { ana, ben, be, wash, registrar, issue, returning, held } = await openCard();
  const insurer = await be('insurer/desk', 'insurer');
  const purpose = { merchants: [WASH], until: '2026-12-31T00:00:00.000Z', remainderTo: BEN };
  const lots = [await issue(BEN, 700n)];
  const gift = { paymentId: 'P-gift', from: BEN, to: ANA, amount: eur(700n), lots, purpose };
  await ben.on.payment.bind(gift);
  await wash.on.merchant.terminate({ merchant: WASH });
  await freeze(registrar, insurer, { courtOrderId: 'C-1', holder: ANA, lots: [returning.lot] });
  await expect(ana.on.merchant.returnPrepaid(returning)).rejects.toMatchObject({ code: 'LOT_FROZEN' });
  await ana.on.merchant.returnPrepaid({ paymentId: 'P-giftback', owner: ANA, lot: 'P-gift:0' });
  expect(await held(ben, BEN)).toBe(700n);
});
