import { eur, openBank } from '../chaincode/payment/cast';

const bookmark = (key: string): string => Buffer.from(key).toString('base64url');

test('a bookmark that is not of the list asked for opens no other list', async () => {
  const { ana, registrar, issue } = await openBank();
  await issue('registry/abe', 500n);
  await issue('registry/ana', 500n);
  const { items } = await registrar.on.payment.listLots({ owner: 'registry/abe', size: 10 });
  expect(items[0]?.amount).toEqual(eur(500n));
  for (const after of [
    '\0lot\0registry/abe\0',
    '\0entry\0',
    '\0lot\0registry/zoe\0',
    '\0lot\0registry/ana\0\u{10ffff}z',
    'x',
  ])
    await expect(
      ana.on.payment.listLots({ owner: 'registry/ana', after: bookmark(after) }),
    ).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    });
  expect(
    (await ana.on.payment.listLots({ owner: 'registry/ana', after: bookmark('\0lot\0registry/ana\0') }))
      .items,
  ).toHaveLength(1);
});
