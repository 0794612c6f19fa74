import { bringIn, hash, openMarket, report } from './market';

const bookingId = 'B-1';

test('a technician who was dismissed is not answered when it repeats the end of its work', async () => {
  const market = await openMarket();
  const { ana, wash, technician } = market;
  await ana.on.service.book(await market.asking());
  await bringIn(market, bookingId);
  market.goTo('2026-03-04T11:00:00.000Z');
  const ending = { bookingId, report: report() };
  const done = await technician.on.service.complete(ending);
  expect(await technician.on.service.complete(ending)).toEqual(done);
  const other = { ...ending, report: { ...report(), photos: [hash('other')] } };
  await expect(technician.on.service.complete(other)).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
  await expect(wash.on.service.complete(ending)).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
  await expect(technician.on.service.complete({ bookingId, report: report('SR-2') })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  await ana.on.service.dispute({ bookingId, reasonHash: hash('scratched') });
  expect((await technician.on.service.complete(ending)).booking.status).toBe('disputed');
  await wash.on.merchant.dismiss({ member: 'registry/tech' });
  for (const repeat of [ending, other])
    await expect(technician.on.service.complete(repeat)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(technician.on.service.read({ bookingId })).rejects.toMatchObject({ code: 'NOT_YOURS' });
});
