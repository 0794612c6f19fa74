import { createHash } from 'node:crypto';
import { clawBack, clear, freeze, unfreeze } from '../../behaviour/court';
import { canonical } from '@roadbook/chaincode/api';
import { ana, type Bank, eur, openBank, wash } from './cast';

const pay = (paymentId: string, lots: string[], amount = 10n) => ({
  paymentId,
  from: ana,
  lots,
  to: [{ party: wash, amount: eur(amount) }],
});

test('a court order freezes lots, takes them back in part and is lifted', async () => {
  const { ana: owner, registrar, insurer, issue, held, proven, auditor } = await openBank();
  const [lot, free] = [await issue(ana, 100n), await issue(ana, 50n)];
  const order = { courtOrderId: 'C-1', holder: ana, lots: [lot] };
  await expect(owner.on.payment.freeze(order)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await freeze(registrar, insurer, order);
  await expect(registrar.on.payment.freeze({ ...order, courtOrderId: 'C-2' })).rejects.toMatchObject({
    code: 'FREEZE_CONFLICT',
  });
  await expect(
    registrar.on.payment.freeze({ ...order, courtOrderId: 'C-3', lots: ['none:0'] }),
  ).rejects.toMatchObject({
    code: 'LOT_GONE',
  });
  await expect(owner.on.payment.transfer(pay('P-1', [lot]))).rejects.toMatchObject({ code: 'LOT_FROZEN' });
  await owner.on.payment.transfer(pay('P-2', [free]));
  const take = {
    courtOrderId: 'C-1',
    paymentId: 'P-3',
    lots: [lot],
    to: 'registry/victim',
    amount: eur(60n),
  };
  await expect(registrar.on.payment.clawBack({ ...take, lots: ['P-2:1'] })).rejects.toMatchObject({
    code: 'FREEZE_ELSEWHERE',
  });
  await clawBack(registrar, insurer, take);
  expect((await auditor.on.payment.readFreeze({ courtOrderId: 'C-1' })).lots).toEqual(['P-3:1']);
  await expect(owner.on.payment.transfer(pay('P-4', ['P-3:1']))).rejects.toMatchObject({
    code: 'LOT_FROZEN',
  });
  await unfreeze(registrar, insurer, 'C-1');
  await owner.on.payment.transfer(pay('P-5', ['P-3:1']));
  await expect(
    registrar.on.payment.clawBack({ ...take, paymentId: 'P-6', lots: ['P-5:1'] }),
  ).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  expect([await held(owner, ana), await proven()]).toEqual([70n, true]);
});

test('a frozen account pays nobody and is still paid', async () => {
  const { ana: owner, ben, auditor, insurer, issue, held } = await openBank();
  const lot = await issue(ana, 100n);
  await freeze(auditor, insurer, { courtOrderId: 'C-1', holder: ana, lots: [] });
  await expect(
    auditor.on.payment.freeze({ courtOrderId: 'C-2', holder: ana, lots: [] }),
  ).rejects.toMatchObject({
    code: 'FREEZE_CONFLICT',
  });
  await expect(owner.on.payment.transfer(pay('P-1', [lot]))).rejects.toMatchObject({
    code: 'ACCOUNT_FROZEN',
  });
  const other = await issue('registry/ben', 5n);
  await ben.on.payment.transfer({
    paymentId: 'P-2',
    from: 'registry/ben',
    lots: [other],
    to: [{ party: ana, amount: eur(5n) }],
  });
  await clawBack(auditor, insurer, {
    courtOrderId: 'C-1',
    paymentId: 'P-3',
    lots: [lot],
    to: 'registry/ben',
    amount: eur(40n),
  });
  expect((await owner.on.payment.readBlock({ party: ana })).block?.courtOrderId).toBe('C-1');
  await unfreeze(auditor, insurer, 'C-1');
  await owner.on.payment.transfer(pay('P-4', ['P-3:1']));
  expect(await held(owner, ana)).toBe(55n);
  expect(await owner.on.payment.readBlock({ party: ana })).toEqual({});
});

test('a payment cannot slip past a freeze in the same block', async () => {
  const { ana: owner, registrar, insurer, issue, ledger } = await openBank();
  const lot = await issue(ana, 10n);
  const call = (name: string, request: object) =>
    ({ manner: 'submit', room: 'payment', name, request: canonical(request) }) as const;
  const wire = {
    paymentId: 'P-1',
    from: ana,
    lots: [lot],
    to: [{ party: wash, amount: { amount: '10', currency: 'EUR' } }],
  };
  await registrar.on.payment.freeze({ courtOrderId: 'C-1', holder: ana, lots: [] });
  expect(
    await ledger.race(
      [insurer, call('confirmFreeze', { courtOrderId: 'C-1' })],
      [owner, call('transfer', wire)],
    ),
  ).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
});

test('above the limit a payment needs the clearance of an auditor', async () => {
  const { ana: owner, auditor, insurer, issue } = await openBank();
  await auditor.on.payment.limit({ currency: 'EUR', above: eur(50n) });
  const lots = [await issue(ana, 200n)];
  const order = pay('P-1', lots, 60n);
  await expect(owner.on.payment.transfer(order)).rejects.toMatchObject({ code: 'CLEARANCE_NEEDED' });
  await clear(auditor, insurer, { paymentId: 'P-1', from: ana, amount: eur(60n) });
  await expect(owner.on.payment.transfer(pay('P-1', lots, 61n))).rejects.toMatchObject({
    code: 'CLEARANCE_NEEDED',
  });
  await owner.on.payment.transfer(order);
  await owner.on.payment.transfer(pay('P-2', ['P-1:1'], 50n));
});

test('money that waits in a box is frozen by its lots: a box is no account', async () => {
  const { registrar } = await openBank();
  await expect(
    registrar.on.payment.freeze({ courtOrderId: 'C-1', holder: 'escrow:E-1', lots: [] }),
  ).rejects.toMatchObject({
    code: 'INVALID_REQUEST',
  });
});

test('out of a box a court takes the whole, for no rule of the box would find the rest again', async () => {
  const { ana: owner, registrar, auditor, insurer, issue, held, proven } = await openBank();
  const lots = [await issue(ana, 100n)];
  const until = '2100-01-01T00:00:00.000Z';
  await owner.on.payment.authorise({
    holdId: 'H-1',
    paymentId: 'P-1',
    from: ana,
    lots,
    payee: wash,
    amount: eur(100n),
    until,
  });
  await freeze(registrar, insurer, { courtOrderId: 'C-1', holder: 'hold:H-1', lots: ['P-1:0'] });
  const take = {
    courtOrderId: 'C-1',
    paymentId: 'X-1',
    lots: ['P-1:0'],
    to: 'registry/victim',
    amount: eur(60n),
  };
  await expect(clawBack(registrar, insurer, take)).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  await clawBack(registrar, insurer, { ...take, paymentId: 'X-2', amount: eur(100n) });
  expect([await held(auditor, 'registry/victim'), await proven()]).toEqual([100n, true]);
});

describe('what a court clawed back out of a box says so, and nothing else releases it', () => {
  const until = '2026-04-01T00:00:00.000Z';
  async function seized(box: string, open: (bank: Bank, lots: string[]) => Promise<unknown>) {
    const bank = await openBank();
    await open(bank, [await bank.issue(ana, 100n)]);
    const order = { courtOrderId: 'C-1', holder: box, lots: ['P-1:0'] };
    await freeze(bank.registrar, bank.insurer, order);
    const take = {
      courtOrderId: 'C-1',
      paymentId: 'X-1',
      lots: ['P-1:0'],
      to: 'registry/victim',
      amount: eur(100n),
    };
    await clawBack(bank.auditor, bank.insurer, take);
    expect([await bank.held(bank.auditor, 'registry/victim'), await bank.proven()]).toEqual([100n, true]);
    expect((await bank.auditor.on.payment.readFreeze({ courtOrderId: 'C-1' })).status).toBe('lifted');
    return bank;
  }
  const over = { code: 'WRONG_STATUS', facts: expect.objectContaining({ status: 'clawedBack' }) };

  test('an escrow', async () => {
    const {
      ana: owner,
      wash: shop,
      ledger,
    } = await seized('escrow:E-1', async ({ ana: payer }, lots) => {
      const milestones = [{ milestoneId: 'm', amount: eur(100n), conditions: [] }];
      const terms = {
        escrowId: 'E-1',
        payer: ana,
        payee: wash,
        amount: eur(100n),
        milestones,
        deadline: until,
      };
      await payer.on.payment.openEscrow(terms);
      await payer.on.payment.fundEscrow({ escrowId: 'E-1', paymentId: 'P-1', lots });
    });
    const escrow = await owner.on.payment.readEscrow({ escrowId: 'E-1' });
    expect(escrow).toMatchObject({ status: 'clawedBack', left: eur(0n) });
    expect(escrow).not.toHaveProperty('lot');
    expect(ledger.events.at(-1)?.facts).toContainEqual(
      expect.objectContaining({ name: 'EscrowChanged', status: 'clawedBack' }),
    );
    const again = { escrowId: 'E-1', paymentId: 'P-2' };
    await expect(owner.on.payment.releaseEscrow({ ...again, milestoneId: 'm' })).rejects.toMatchObject(over);
    await expect(shop.on.payment.refundEscrow(again)).rejects.toMatchObject(over);
    await expect(owner.on.payment.dispute({ escrowId: 'E-1' })).rejects.toMatchObject(over);
  });

  test('a hold', async () => {
    const { wash: shop } = await seized('hold:H-1', ({ ana: payer }, lots) =>
      payer.on.payment.authorise({
        holdId: 'H-1',
        paymentId: 'P-1',
        from: ana,
        lots,
        payee: wash,
        amount: eur(100n),
        until,
      }),
    );
    expect(await shop.on.payment.readHold({ holdId: 'H-1' })).toMatchObject({
      status: 'clawedBack',
      left: eur(0n),
    });
    const take = { holdId: 'H-1', paymentId: 'P-2', amount: eur(1n), last: false };
    await expect(shop.on.payment.capture(take)).rejects.toMatchObject(over);
    await expect(shop.on.payment.endHold({ holdId: 'H-1', paymentId: 'P-3' })).rejects.toMatchObject(over);
  });

  test('a lock', async () => {
    const preimage = '11'.repeat(32);
    const hash = createHash('sha256').update(Buffer.from(preimage, 'hex')).digest('hex');
    const { wash: shop } = await seized('lock:L-1', ({ ana: payer }, lots) => {
      const locking = {
        lockId: 'L-1',
        paymentId: 'P-1',
        from: ana,
        lots,
        payee: wash,
        amount: eur(100n),
        hash,
        deadline: until,
      };
      return payer.on.payment.lock(locking);
    });
    expect((await shop.on.payment.readLock({ lockId: 'L-1' })).status).toBe('clawedBack');
    await expect(shop.on.payment.claim({ lockId: 'L-1', paymentId: 'P-2', preimage })).rejects.toMatchObject(
      over,
    );
    await expect(shop.on.payment.reclaim({ lockId: 'L-1', paymentId: 'P-3' })).rejects.toMatchObject(over);
  });

  test('what was handed in for redemption', async () => {
    const orderId = 'R.1';
    const {
      desk,
      second,
      ana: owner,
    } = await seized(`redemption:lender.${orderId}`, ({ ana: payer }, lots) =>
      payer.on.payment.askRedemption({
        orderId,
        issuer: 'lender',
        paymentId: 'P-1',
        from: ana,
        lots,
        amount: eur(100n),
      }),
    );
    expect((await desk.on.payment.readOrder({ issuer: 'lender', orderId })).status).toBe('clawedBack');
    await expect(desk.on.payment.checkRedemption({ orderId })).rejects.toMatchObject(over);
    await expect(second.on.payment.settle({ orderId, paymentId: 'P-2' })).rejects.toMatchObject(over);
    const back = { issuer: 'lender', orderId, paymentId: 'P-3' };
    await expect(owner.on.payment.withdrawOrder(back)).rejects.toMatchObject(over);
  });
});
