import { verifyPoolMonth } from '../../gateway/src/pool/verify';
import { openTrust } from '../chaincode/pool/cast';

const run = { poolId: 'T-1', month: '2024-02' };
const distributed = async () => {
  const trust = await openTrust();
  const { lender, issue, repay, goTo, stated } = trust;
  await issue();
  await repay('L-1', 'P-1', 21_000n, '2024-02-02');
  goTo('2024-03-02');
  await lender.on.pool.runMonth({ ...run, upTo: 4 });
  await lender.on.pool.distribute({ ...run, stated: stated('2024-03-15') });
  return trust;
};

test('whoever may read computes a month again, loan by loan and line by line (moonshot: the waterfall is the filing)', async () => {
  const { buyer } = await distributed();
  expect(await verifyPoolMonth(buyer.on.pool as never, run)).toEqual({
    ...{ ...run, same: true, loans: 4, differ: [], bookedSince: [], sums: 'same', distribution: true },
  });
});

test('a recorded row, sum or line that does not follow is found', async () => {
  const { buyer } = await distributed();
  const { pool } = buyer.on;
  const month = await pool.readMonth(run);
  const sums = { ...month.sums, principal: month.sums.principal + 1n };
  const forged = { ...pool, readMonth: async () => ({ ...month, sums }) };
  expect(await verifyPoolMonth(forged as never, run)).toMatchObject({ same: false, sums: 'other' });
});

test('what was booked since is told, and is no fault', async () => {
  const { buyer, repay } = await distributed();
  await repay('L-2', 'P-2', 21_000n, '2024-02-20');
  expect(await verifyPoolMonth(buyer.on.pool as never, run)).toMatchObject({
    ...{ same: true, bookedSince: [2], sums: 'unknown' },
  });
});
