import { openWorld } from '@roadbook/ledger';

test('F4: who names nobody in a query for its own is answered its own', async () => {
  const { be } = await openWorld();
  const owner = await be('registry/owner', 'owner');
  const lender = await be('lender/desk', 'lender');
  for (const [own, named] of [
    [owner.on.vehicle.listOwned({}), owner.on.vehicle.listOwned({ owner: 'registry/owner' })],
    [owner.on.payment.listLots({}), owner.on.payment.listLots({ owner: 'registry/owner' })],
    [lender.on.payment.listLots({}), lender.on.payment.listLots({ owner: 'lender' })],
    [owner.on.payment.listRequests({}), owner.on.payment.listRequests({ payee: 'registry/owner' })],
    [
      lender.on.payment.listEscrows({ as: 'payer' }),
      lender.on.payment.listEscrows({ as: 'payer', party: 'lender' }),
    ],
    [owner.on.loan.listBorrowed({}), owner.on.loan.listBorrowed({ borrower: 'registry/owner' })],
    [owner.on.consent.listNotices({}), owner.on.consent.listNotices({ owner: 'registry/owner' })],
    [lender.on.consent.listGranted({}), lender.on.consent.listGranted({ grantee: 'lender' })],
    [owner.on.rental.listRentals({}), owner.on.rental.listRentals({ driver: 'registry/owner' })],
    [
      owner.on.service.listBookings({ as: 'customer' }),
      owner.on.service.listBookings({ as: 'customer', of: 'registry/owner' }),
    ],
  ] as const)
    expect(await own).toEqual(await named);
  await expect(lender.on.payment.listLots({ owner: 'registry/owner' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
});
