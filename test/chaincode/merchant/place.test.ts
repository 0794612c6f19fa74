import { placeHandlers } from '../../../chaincode/src/merchant/handlers/place';
import { HOUR, openMarket, WASH } from '../service/market';

// The published example of the geohash: 57.64911, 10.40744 is u4pruydqqvj (Niemeyer, geohash.org).
const PLACE = {
  merchant: WASH,
  address: { street: 'Havnevej 1', postalCode: '9990', city: 'Skagen', country: 'DK' },
  latitude: 576_491_100,
  longitude: 104_074_400,
  languages: ['da', 'en'],
  phone: '+4598441377',
};
const CELL = 'u4pruyd';

test('a merchant says where it is, and is found in its cell and in those around it (geohash.org)', async () => {
  const { wash, ana } = await openMarket();
  const place = await wash.on.merchant.setPlace(PLACE);
  expect(place).toMatchObject({ ...PLACE, cell: CELL, category: '7538' });
  expect(await wash.on.merchant.setPlace(PLACE)).toMatchObject({ cell: CELL });
  expect(await ana.on.merchant.readPlace({ merchant: WASH })).toMatchObject(PLACE);
  for (const cell of ['u4p', 'u4pr', 'u4pruy', CELL]) {
    const { items, crowded } = await ana.on.merchant.findMerchants({ cells: ['u4m', cell, cell] });
    expect(items).toEqual([
      expect.objectContaining({ merchant: WASH, businessName: expect.any(String), open: true }),
    ]);
    expect(items[0]?.capabilities).toContain('accept_payments');
    expect(crowded).toEqual([]);
  }
  expect((await ana.on.merchant.findMerchants({ cells: ['u4pruyf'] })).items).toEqual([]);
});

test('who moved is found at the new place alone, and who left at none', async () => {
  const { wash, ana } = await openMarket();
  await wash.on.merchant.setPlace(PLACE);
  await wash.on.merchant.setPlace({ ...PLACE, latitude: 525_162_700, longitude: 133_777_000 });
  const found = async (cell: string) => (await ana.on.merchant.findMerchants({ cells: [cell] })).items.length;
  expect([await found('u4pr'), await found('u33')]).toEqual([0, 1]);
  await wash.on.merchant.removePlace({ merchant: WASH });
  expect(await found('u33')).toBe(0);
  await expect(ana.on.merchant.readPlace({ merchant: WASH })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('by category, by language, and open now on the clocks of its zone', async () => {
  const { wash, ana, ledger } = await openMarket();
  await wash.on.merchant.setPlace(PLACE);
  const find = async (asked: object) =>
    (await ana.on.merchant.findMerchants({ cells: [CELL], ...asked })).items.length;
  expect(await find({ category: '7538' })).toBe(1);
  expect(await find({ category: '7542' })).toBe(0);
  expect(await find({ language: 'da' })).toBe(1);
  expect(await find({ language: 'fr' })).toBe(0);
  // 10:00 in Berlin; it works from 8 to 18.
  expect(await find({ openNow: true })).toBe(1);
  ledger.pass(9 * HOUR);
  expect(await find({ openNow: true })).toBe(0);
  expect((await ana.on.merchant.findMerchants({ cells: [CELL] })).items[0]?.open).toBe(false);
});

test('clocks that nobody published tell neither open nor closed, and no search fails for it', async () => {
  const { wash, ana, ledger } = await openMarket();
  await wash.on.merchant.setPlace(PLACE);
  ledger.pass(3 * 365 * 24 * HOUR);
  const { items } = await ana.on.merchant.findMerchants({ cells: [CELL] });
  expect(items[0]).toBeDefined();
  expect(items[0]).not.toHaveProperty('open');
  expect((await ana.on.merchant.findMerchants({ cells: [CELL], openNow: true })).items).toEqual([]);
});

test('a stranger sets no place, a draft has none, and who is suspended is not found', async () => {
  const { wash, ana, registrar, be } = await openMarket();
  await expect(ana.on.merchant.setPlace(PLACE)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  const rival = await be('registry/rival', 'merchant');
  await expect(rival.on.merchant.setPlace(PLACE)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  const own = { ...PLACE, merchant: 'registry/rival' };
  await expect(rival.on.merchant.setPlace(own)).rejects.toMatchObject({ code: 'NOT_A_MERCHANT' });
  await rival.on.merchant.apply({ businessName: 'Rival', category: '7542', requested: ['accept_payments'] });
  await expect(rival.on.merchant.setPlace(own)).rejects.toMatchObject({ code: 'NOT_WORKING' });
  await wash.on.merchant.setPlace(PLACE);
  await expect(rival.on.merchant.removePlace({ merchant: WASH })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await registrar.on.merchant.suspend({ merchant: WASH, reason: 'under_review' });
  expect((await ana.on.merchant.findMerchants({ cells: [CELL] })).items).toEqual([]);
  await registrar.on.merchant.reinstate({ merchant: WASH });
  expect((await ana.on.merchant.findMerchants({ cells: [CELL] })).items).toHaveLength(1);
});

test('bounds: nine cells of 3 to 7 characters, a number that can be dialled', async () => {
  const { wash, ana } = await openMarket();
  const none = { code: 'INVALID_REQUEST' };
  for (const cells of [[], ['u4'], ['u4pruydq'], ['ail'], Array.from({ length: 10 }, () => 'u4p')])
    await expect(ana.on.merchant.findMerchants({ cells })).rejects.toMatchObject(none);
  for (const wrong of [{ phone: '030 1234' }, { languages: [] }, { latitude: 900_000_001 }])
    await expect(wash.on.merchant.setPlace({ ...PLACE, ...wrong })).rejects.toMatchObject(none);
});

test('a cell that holds more than is looked at says so', async () => {
  const none = { findMany: async () => [] };
  const listBy = async (_index: string, [cell]: readonly string[]) => ({
    items: [],
    ...(cell === 'u4p' && { next: 'more' }),
  });
  const tx = {
    places: { listBy },
    merchants: none,
    hours: none,
    zones: none,
    now: '2026-03-02T09:00:00.000Z',
  };
  const found = await placeHandlers.findMerchants(tx as never, { cells: ['u4p', 'u4m'] });
  expect(found).toEqual({ items: [], crowded: ['u4p'] });
});
