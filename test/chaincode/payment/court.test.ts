import { canonical } from '@roadbook/chaincode/api';
import { ana, eur, openBank, wash } from './cast';

const pay = (paymentId: string, lots: string[], amount = 10n) => ({
  paymentId,
  from: ana,
  lots,
  to: [{ party: wash, amount: eur(amount) }],
});

test('a court order freezes lots, takes them back in part and is lifted', async () => {
  const { ana: owner, registrar, issue, held, proven, auditor } = await openBank();
  const [lot, free] = [await issue(ana, 100n), await issue(ana, 50n)];
  const order = { courtOrderId: 'C-1', holder: ana, lots: [lot] };
  await expect(owner.on.payment.freeze(order)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await registrar.on.payment.freeze(order);
  await expect(registrar.on.payment.freeze({ ...order, courtOrderId: 'C-2' })).rejects.toMatchObject({ code: 'FREEZE_CONFLICT' });
  await expect(registrar.on.payment.freeze({ ...order, courtOrderId: 'C-3', lots: ['none:0'] })).rejects.toMatchObject({
    code: 'LOT_GONE',
  });
  await expect(owner.on.payment.transfer(pay('P-1', [lot]))).rejects.toMatchObject({ code: 'LOT_FROZEN' });
  await owner.on.payment.transfer(pay('P-2', [free]));
  const take = { courtOrderId: 'C-1', paymentId: 'P-3', lots: [lot], to: 'registry/victim', amount: eur(60n) };
  await expect(registrar.on.payment.clawBack({ ...take, lots: ['P-2:1'] })).rejects.toMatchObject({ code: 'FREEZE_ELSEWHERE' });
  await registrar.on.payment.clawBack(take);
  expect((await auditor.on.payment.readFreeze({ courtOrderId: 'C-1' })).lots).toEqual(['P-3:1']);
  await expect(owner.on.payment.transfer(pay('P-4', ['P-3:1']))).rejects.toMatchObject({ code: 'LOT_FROZEN' });
  await registrar.on.payment.unfreeze({ courtOrderId: 'C-1' });
  await owner.on.payment.transfer(pay('P-5', ['P-3:1']));
  await expect(registrar.on.payment.clawBack({ ...take, paymentId: 'P-6', lots: ['P-5:1'] })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  expect([await held(owner, ana), await proven()]).toEqual([70n, true]);
});

test('a frozen account pays nobody and is still paid', async () => {
  const { ana: owner, ben, auditor, issue, held } = await openBank();
  const lot = await issue(ana, 100n);
  await auditor.on.payment.freeze({ courtOrderId: 'C-1', holder: ana, lots: [] });
  await expect(auditor.on.payment.freeze({ courtOrderId: 'C-2', holder: ana, lots: [] })).rejects.toMatchObject({
    code: 'FREEZE_CONFLICT',
  });
  await expect(owner.on.payment.transfer(pay('P-1', [lot]))).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN' });
  const other = await issue('registry/ben', 5n);
  await ben.on.payment.transfer({ paymentId: 'P-2', from: 'registry/ben', lots: [other], to: [{ party: ana, amount: eur(5n) }] });
  await auditor.on.payment.clawBack({ courtOrderId: 'C-1', paymentId: 'P-3', lots: [lot], to: 'registry/ben', amount: eur(40n) });
  expect((await owner.on.payment.readBlock({ party: ana })).block?.courtOrderId).toBe('C-1');
  await auditor.on.payment.unfreeze({ courtOrderId: 'C-1' });
  await owner.on.payment.transfer(pay('P-4', ['P-3:1']));
  expect(await held(owner, ana)).toBe(55n);
  expect(await owner.on.payment.readBlock({ party: ana })).toEqual({});
});

test('a payment cannot slip past a freeze in the same block', async () => {
  const { ana: owner, registrar, issue, ledger } = await openBank();
  const lot = await issue(ana, 10n);
  const call = (name: string, request: object) =>
    ({ manner: 'submit', room: 'payment', name, request: canonical(request) }) as const;
  const wire = { paymentId: 'P-1', from: ana, lots: [lot], to: [{ party: wash, amount: { amount: '10', currency: 'EUR' } }] };
  const account = { courtOrderId: 'C-1', holder: ana, lots: [] };
  expect(await ledger.race([registrar, call('freeze', account)], [owner, call('transfer', wire)])).toEqual([
    'VALID',
    'MVCC_READ_CONFLICT',
  ]);
});

test('above the limit a payment needs the clearance of an auditor', async () => {
  const { ana: owner, auditor, issue } = await openBank();
  await auditor.on.payment.limit({ currency: 'EUR', above: eur(50n) });
  const lots = [await issue(ana, 200n)];
  const order = pay('P-1', lots, 60n);
  await expect(owner.on.payment.transfer(order)).rejects.toMatchObject({ code: 'CLEARANCE_NEEDED' });
  await auditor.on.payment.clear({ paymentId: 'P-1', from: ana, amount: eur(60n) });
  await expect(owner.on.payment.transfer(pay('P-1', lots, 61n))).rejects.toMatchObject({ code: 'CLEARANCE_NEEDED' });
  await owner.on.payment.transfer(order);
  await owner.on.payment.transfer(pay('P-2', ['P-1:1'], 50n));
});

test('money that waits in a box is frozen by its lots: a box is no account', async () => {
  const { registrar } = await openBank();
  await expect(registrar.on.payment.freeze({ courtOrderId: 'C-1', holder: 'escrow:E-1', lots: [] })).rejects.toMatchObject({
    code: 'INVALID_REQUEST',
  });
});

test('out of a box a court takes the whole, for no rule of the box would find the rest again', async () => {
  const { ana: owner, registrar, auditor, issue, held, proven } = await openBank();
  const lots = [await issue(ana, 100n)];
  const until = '2100-01-01T00:00:00.000Z';
  await owner.on.payment.authorise({ holdId: 'H-1', paymentId: 'P-1', from: ana, lots, payee: wash, amount: eur(100n), until });
  await registrar.on.payment.freeze({ courtOrderId: 'C-1', holder: 'hold:H-1', lots: ['P-1:0'] });
  const take = { courtOrderId: 'C-1', paymentId: 'X-1', lots: ['P-1:0'], to: 'registry/victim', amount: eur(60n) };
  await expect(registrar.on.payment.clawBack(take)).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  await registrar.on.payment.clawBack({ ...take, amount: eur(100n) });
  expect([await held(auditor, 'registry/victim'), await proven()]).toEqual([100n, true]);
});
