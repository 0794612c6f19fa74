import { createHash } from 'node:crypto';
import { canonical } from '@roadbook/chaincode/api';
import { ana, at, eur, LENDER, openBank, vin, wash } from './cast';

const HOUR = 3_600_000;

describe.each([true, false])('money, with batched messages: %s', (batched) => {
  test('is issued by one member of the lender and settled by another, once', async () => {
    const { desk, second, held, ana: owner, proven } = await openBank({ batched });
    await desk.on.payment.askIssue({ orderId: 'I-9', party: ana, amount: eur(100n) });
    const settling = { orderId: 'I-9', paymentId: 'P-9' };
    await expect(desk.on.payment.settle(settling)).rejects.toMatchObject({ code: 'FOUR_EYES_NEEDED' });
    await second.on.payment.settle(settling);
    expect((await second.on.payment.settle(settling)).order.status).toBe('settled');
    await expect(second.on.payment.settle({ ...settling, paymentId: 'P-10' })).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
    expect(await held(owner, ana)).toBe(100n);
    expect(await proven()).toBe(true);
  });

  test('a transfer takes lots, gives change and is repeatable', async () => {
    const { ana: payer, ben, issue, held, ledger } = await openBank({ batched });
    const lots = [await issue(ana, 70n), await issue(ana, 50n)];
    const order = { paymentId: 'P-1', from: ana, lots, to: [{ party: 'registry/ben', amount: eur(100n) }] };
    const paid = await payer.on.payment.transfer(order);
    expect(paid.made).toEqual([
      { lotId: 'P-1:0', owner: 'registry/ben', amount: eur(100n) },
      { lotId: 'P-1:1', owner: ana, amount: eur(20n) },
    ]);
    expect(await payer.on.payment.transfer(order)).toEqual(paid);
    expect([await held(payer, ana), await held(ben, 'registry/ben')]).toEqual([20n, 100n]);
    expect(ledger.events.at(-1)?.facts[0]).toMatchObject({ name: 'MoneyMoved', kind: 'transfer' });
    const again = { ...order, to: [{ party: 'registry/ben', amount: eur(1n) }] };
    await expect(payer.on.payment.transfer(again)).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
    await expect(payer.on.payment.transfer({ ...order, paymentId: 'P-2' })).rejects.toMatchObject({
      code: 'LOT_GONE',
    });
    await expect(ben.on.payment.transfer({ ...again, paymentId: 'P-3' })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
  });
});

test('of two payments with one lot in a block exactly one is valid', async () => {
  const { ana: payer, issue, ledger, held, ben, proven } = await openBank();
  const lot = await issue(ana, 100n);
  const call = (paymentId: string, party: string) => {
    const request = {
      paymentId,
      from: ana,
      lots: [lot],
      to: [{ party, amount: { amount: '100', currency: 'EUR' } }],
    };
    return { manner: 'submit', room: 'payment', name: 'transfer', request: canonical(request) } as const;
  };
  const verdicts = await ledger.race([payer, call('P-1', 'registry/ben')], [payer, call('P-2', wash)]);
  expect(verdicts).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
  expect([await held(payer, ana), await held(ben, 'registry/ben'), await proven()]).toEqual([0n, 100n, true]);
});

test('200 payers pay one merchant in one block and no payment is lost', async () => {
  const { be, issue, ledger, desk, wash: merchant, held, proven } = await openBank();
  const names = Array.from({ length: 200 }, (_, n) => `registry/p${n}`);
  const groups = Array.from({ length: 10 }, (_, n) => names.slice(n * 20, n * 20 + 20));
  const first = await issue(LENDER, 2000n);
  const items = groups.map((group, n) => ({
    paymentId: `G-${n}`,
    from: LENDER,
    lots: [n === 0 ? first : `G-${n - 1}:20`],
    to: group.map((party) => ({ party, amount: eur(10n) })),
  }));
  await desk.on.payment.transferMany({ items });
  const payers = await Promise.all(names.map((name) => be(name, 'owner')));
  const calls = payers.map((payer, n) => {
    const lots = [`G-${Math.floor(n / 20)}:${n % 20}`];
    const request = {
      paymentId: `P-${n}`,
      from: names[n],
      lots,
      to: [{ party: wash, amount: { amount: '7', currency: 'EUR' } }],
    };
    return [
      payer,
      { manner: 'submit', room: 'payment', name: 'transfer', request: canonical(request) },
    ] as const;
  });
  expect(new Set(await ledger.race(...calls))).toEqual(new Set(['VALID']));
  expect([await held(merchant, wash), await proven()]).toEqual([1400n, true]);
});

test('a batch cannot spend a lot twice, and may spend its own change', async () => {
  const { ana: payer, issue, held } = await openBank();
  const lot = await issue(ana, 100n);
  const to = [{ party: wash, amount: eur(30n) }];
  const first = { paymentId: 'P-1', from: ana, lots: [lot], to };
  await expect(
    payer.on.payment.transferMany({ items: [first, { ...first, paymentId: 'P-2' }] }),
  ).rejects.toMatchObject({
    code: 'LOT_GONE',
    facts: { item: 1 },
  });
  await payer.on.payment.transferMany({ items: [first, { ...first, paymentId: 'P-2', lots: ['P-1:1'] }] });
  expect(await held(payer, ana)).toBe(40n);
});

test('100.00 in three equal shares is 33.34, 33.33 and 33.33, and a fee comes off before', async () => {
  const { ana: payer, issue } = await openBank();
  const shares = ['registry/x', 'registry/y', 'registry/z'].map((party) => ({ party, weight: 1 }));
  const lots = [await issue(ana, 10_000n)];
  const paid = await payer.on.payment.share({
    paymentId: 'P-1',
    from: ana,
    lots,
    amount: eur(10_000n),
    shares,
  });
  expect(paid.to.map(({ amount }) => amount.amount)).toEqual([3334n, 3333n, 3333n]);
  const more = { paymentId: 'P-2', from: ana, lots: [await issue(ana, 10_000n)], amount: eur(10_000n) };
  const fee = { party: LENDER, ppm: 15_000 };
  const charged = await payer.on.payment.share({ ...more, shares, fee });
  expect(charged.to.map(({ amount }) => amount.amount)).toEqual([3284n, 3283n, 3283n, 150n]);
  const empty = { ...more, paymentId: 'P-3', shares: [{ party: wash, weight: 0 }] };
  await expect(payer.on.payment.share(empty)).rejects.toMatchObject({ code: 'SHARES_EMPTY' });
});

test('money handed in waits, is checked by one and destroyed by another', async () => {
  const { ana: owner, desk, second, issue, proven, held, auditor } = await openBank();
  const lots = [await issue(ana, 100n)];
  const asked = { orderId: 'R-1', issuer: LENDER, paymentId: 'P-1', from: ana, lots, amount: eur(60n) };
  const { order } = await owner.on.payment.askRedemption(asked);
  expect(order.status).toBe('asked');
  expect(await proven()).toBe(true);
  await expect(second.on.payment.settle({ orderId: 'R-1', paymentId: 'P-2' })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  await desk.on.payment.checkRedemption({ orderId: 'R-1' });
  await expect(desk.on.payment.settle({ orderId: 'R-1', paymentId: 'P-2' })).rejects.toMatchObject({
    code: 'FOUR_EYES_NEEDED',
  });
  await second.on.payment.settle({ orderId: 'R-1', paymentId: 'P-2' });
  expect(await held(owner, ana)).toBe(40n);
  const supply = await auditor.on.payment.proveSupply({ issuer: LENDER, currency: 'EUR' });
  expect(supply).toMatchObject({ issued: eur(100n), redeemed: eur(60n), inLots: eur(40n), proven: true });
  const other = {
    ...asked,
    orderId: 'R-2',
    paymentId: 'P-3',
    issuer: 'bank',
    lots: ['P-1:1'],
    amount: eur(10n),
  };
  await expect(owner.on.payment.askRedemption(other)).rejects.toMatchObject({ code: 'NOT_ITS_MONEY' });
});

test('what is handed in comes back when it is withdrawn or refused', async () => {
  const { ana: owner, desk, issue, held, proven } = await openBank();
  const hand = async (orderId: string) => {
    const lots = [await issue(ana, 10n)];
    await owner.on.payment.askRedemption({
      orderId,
      issuer: LENDER,
      paymentId: orderId,
      from: ana,
      lots,
      amount: eur(10n),
    });
  };
  await hand('R-1');
  await owner.on.payment.withdrawOrder({ issuer: LENDER, orderId: 'R-1', paymentId: 'B-1' });
  await hand('R-2');
  await desk.on.payment.refuseOrder({ orderId: 'R-2', paymentId: 'B-2' });
  expect([await held(owner, ana), await proven()]).toEqual([20n, true]);
  await expect(
    owner.on.payment.withdrawOrder({ issuer: LENDER, orderId: 'R-2', paymentId: 'B-3' }),
  ).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
});

test('a prepaid wash card stays the money of its owner until it is washed away or over', async () => {
  const { ana: owner, wash: shop, ben, issue, held, ledger } = await openBank();
  const purpose = { merchants: [wash], until: at(ledger, HOUR), remainderTo: ana };
  const card = {
    paymentId: 'C-1',
    from: ana,
    lots: [await issue(ana, 100n)],
    to: ana,
    amount: eur(100n),
    purpose,
  };
  await expect(
    owner.on.payment.bind({ ...card, purpose: { until: at(ledger, HOUR), remainderTo: ana } }),
  ).rejects.toMatchObject({
    code: 'PURPOSE_EMPTY',
  });
  await owner.on.payment.bind(card);
  const pay = (paymentId: string, lot: string, party: string) =>
    owner.on.payment.transfer({ paymentId, from: ana, lots: [lot], to: [{ party, amount: eur(30n) }] });
  await expect(pay('P-1', 'C-1:0', 'registry/ben')).rejects.toMatchObject({ code: 'PURPOSE_OTHER_MERCHANT' });
  await pay('P-2', 'C-1:0', wash);
  const back = { paymentId: 'P-3', owner: ana, lot: 'P-2:1' };
  await expect(ben.on.payment.returnRemainder(back)).rejects.toMatchObject({ code: 'PURPOSE_STANDS' });
  ledger.pass(HOUR);
  await expect(pay('P-4', 'P-2:1', wash)).rejects.toMatchObject({ code: 'PURPOSE_OVER' });
  await expect(ben.on.payment.returnRemainder(back)).rejects.toMatchObject({ code: 'PURPOSE_STANDS' });
  ledger.pass(20_000);
  await ben.on.payment.returnRemainder(back);
  expect((await owner.on.payment.balance({ party: ana })).accounts[0]).toMatchObject({
    free: eur(70n),
    bound: eur(0n),
  });
  expect(await held(shop, wash)).toBe(30n);
});

test('a repair voucher opens for the category of the workshop’s record and the vehicle that it names, for nobody’s word', async () => {
  const { insurer, ana: owner, workshop, issue, enlist, ledger } = await openBank();
  const purpose = { categories: ['7538'], vin, until: at(ledger, HOUR), remainderTo: 'insurer' };
  const lots = [await issue('insurer', 500n)];
  await insurer.on.payment.bind({
    paymentId: 'V-1',
    from: 'insurer',
    lots,
    to: ana,
    amount: eur(500n),
    purpose,
  });
  const payee = 'registry/workshop';
  const pay = { paymentId: 'P-1', from: ana, lots: ['V-1:0'] };
  await expect(
    owner.on.payment.transfer({ ...pay, to: [{ party: payee, amount: eur(400n) }] }),
  ).rejects.toMatchObject({
    code: 'PURPOSE_OTHER_CATEGORY',
  });
  const wanted = {
    requestId: 'Q-1',
    payee,
    currency: 'EUR',
    amount: eur(400n),
    until: at(ledger, HOUR),
    reusable: false,
  } as const;
  await workshop.on.payment.request({ ...wanted, requestId: 'Q-0', category: '7538', vin });
  const asked = () => owner.on.payment.payRequest({ ...pay, requestId: 'Q-0', amount: eur(400n) });
  await expect(asked()).rejects.toMatchObject({
    code: 'PURPOSE_OTHER_CATEGORY',
    facts: { category: 'none' },
  });
  enlist(payee, '5541');
  await expect(asked()).rejects.toMatchObject({
    code: 'PURPOSE_OTHER_CATEGORY',
    facts: { category: '5541' },
  });
  enlist(payee, '7538', 'suspended');
  await expect(asked()).rejects.toMatchObject({ code: 'PURPOSE_OTHER_CATEGORY' });
  enlist(payee, '7538');
  await workshop.on.payment.request({ ...wanted, category: '7538', vin: '1M8GDM9AXKP042789' });
  await expect(
    owner.on.payment.payRequest({ ...pay, requestId: 'Q-1', amount: eur(400n) }),
  ).rejects.toMatchObject({
    code: 'PURPOSE_OTHER_VEHICLE',
  });
  await workshop.on.payment.request({ ...wanted, requestId: 'Q-2', category: '7538', vin });
  await owner.on.payment.payRequest({ ...pay, requestId: 'Q-2', amount: eur(400n) });
  expect((await owner.on.payment.listLots({ owner: ana })).items).toMatchObject([
    { amount: eur(100n), purpose },
  ]);
});

test('a request is paid once and exactly, a sign at the till many times', async () => {
  const { wash: shop, ana: owner, issue, ledger } = await openBank();
  const lots = [await issue(ana, 10n), await issue(ana, 10n)];
  const wanted = {
    requestId: 'Q-1',
    payee: wash,
    currency: 'EUR',
    amount: eur(5n),
    until: at(ledger, HOUR),
    reusable: false,
  } as const;
  await expect(shop.on.payment.request({ ...wanted, currency: 'USD' })).rejects.toMatchObject({
    code: 'REQUEST_OTHER',
  });
  await shop.on.payment.request(wanted);
  const pay = { paymentId: 'P-1', from: ana, lots: lots.slice(0, 1), requestId: 'Q-1', amount: eur(5n) };
  await expect(owner.on.payment.payRequest({ ...pay, amount: eur(4n) })).rejects.toMatchObject({
    code: 'REQUEST_OTHER',
  });
  await owner.on.payment.payRequest(pay);
  const twice = { ...pay, paymentId: 'P-2', lots: lots.slice(1) };
  await expect(owner.on.payment.payRequest(twice)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  await shop.on.payment.request({
    requestId: 'S-1',
    payee: wash,
    currency: 'EUR',
    until: at(ledger, HOUR),
    reusable: true,
  });
  await owner.on.payment.payRequest({ ...twice, requestId: 'S-1', amount: eur(3n) });
  await owner.on.payment.payRequest({
    ...twice,
    lots: ['P-2:1'],
    paymentId: 'P-3',
    requestId: 'S-1',
    amount: eur(4n),
  });
  const { text } = await owner.on.payment.writeQr({ requestId: 'Q-1' });
  expect(await owner.on.payment.readQr({ text })).toMatchObject({
    payee: wash,
    amount: eur(5n),
    requestId: 'Q-1',
  });
  await expect(owner.on.payment.readQr({ text: text.replace('amt=5', 'amt=6') })).rejects.toMatchObject({
    code: 'QR_BROKEN',
  });
  await shop.on.payment.withdrawRequest({ requestId: 'S-1' });
  expect((await shop.on.payment.listRequests({ payee: wash })).items.map(({ status }) => status)).toEqual([
    'paid',
    'withdrawn',
  ]);
});

test('a hold is captured in parts, its rest goes back, and after its end it is free', async () => {
  const { ana: owner, wash: shop, ben, issue, held, ledger, proven } = await openBank();
  const until = at(ledger, HOUR);
  const hold = async (holdId: string) =>
    owner.on.payment.authorise({
      holdId,
      paymentId: holdId,
      from: ana,
      lots: [await issue(ana, 100n)],
      payee: wash,
      amount: eur(80n),
      until,
    });
  await hold('H-1');
  const reused = {
    holdId: 'H-9',
    paymentId: 'H-1',
    from: ana,
    lots: ['H-1:1'],
    payee: wash,
    amount: eur(1n),
    until,
  };
  await expect(owner.on.payment.authorise(reused)).rejects.toMatchObject({ code: 'PAYMENT_EXISTS' });
  const take = { holdId: 'H-1', paymentId: 'P-1', amount: eur(50n), last: false };
  await shop.on.payment.capture(take);
  await expect(shop.on.payment.capture({ ...take, paymentId: 'P-2' })).rejects.toMatchObject({
    code: 'HOLD_EXCEEDED',
  });
  const { hold: done } = await shop.on.payment.capture({
    ...take,
    paymentId: 'P-3',
    amount: eur(10n),
    last: true,
  });
  expect(done).toMatchObject({ status: 'captured', left: eur(0n) });
  expect([await held(owner, ana), await held(shop, wash)]).toEqual([40n, 60n]);
  await hold('H-2');
  const end = { holdId: 'H-2', paymentId: 'P-4' };
  await expect(ben.on.payment.endHold(end)).rejects.toMatchObject({ code: 'DEADLINE_AHEAD' });
  ledger.pass(HOUR);
  await expect(shop.on.payment.capture({ ...take, holdId: 'H-2', paymentId: 'P-5' })).rejects.toMatchObject({
    code: 'DEADLINE_PASSED',
  });
  await expect(ben.on.payment.endHold(end)).rejects.toMatchObject({ code: 'DEADLINE_AHEAD' });
  ledger.pass(20_000);
  await ben.on.payment.endHold(end);
  expect([await held(owner, ana), await proven()]).toEqual([140n, true]);
  expect((await shop.on.payment.readHold({ holdId: 'H-2' })).status).toBe('ended');
});

test('a locked payment moves for the preimage before the deadline and goes back after it', async () => {
  const { ana: owner, wash: shop, ben, issue, held, ledger } = await openBank();
  const preimage = '11'.repeat(32);
  const hash = createHash('sha256').update(Buffer.from(preimage, 'hex')).digest('hex');
  const deadline = at(ledger, HOUR);
  const lock = async (lockId: string) =>
    owner.on.payment.lock({
      lockId,
      paymentId: lockId,
      from: ana,
      lots: [await issue(ana, 10n)],
      payee: wash,
      amount: eur(10n),
      hash,
      deadline,
    });
  await lock('L-1');
  await lock('L-2');
  const claim = { lockId: 'L-1', paymentId: 'P-1', preimage };
  await expect(shop.on.payment.claim({ ...claim, preimage: '22'.repeat(32) })).rejects.toMatchObject({
    code: 'WRONG_PREIMAGE',
  });
  ledger.pass(HOUR - 1000);
  await expect(ben.on.payment.reclaim({ lockId: 'L-2', paymentId: 'P-2' })).rejects.toMatchObject({
    code: 'DEADLINE_AHEAD',
  });
  expect((await shop.on.payment.claim(claim)).lock).toMatchObject({ status: 'claimed', preimage });
  ledger.pass(1000);
  await expect(shop.on.payment.claim({ ...claim, lockId: 'L-2', paymentId: 'P-3' })).rejects.toMatchObject({
    code: 'DEADLINE_PASSED',
  });
  await expect(ben.on.payment.reclaim({ lockId: 'L-2', paymentId: 'P-2' })).rejects.toMatchObject({
    code: 'DEADLINE_AHEAD',
  });
  ledger.pass(20_000);
  await ben.on.payment.reclaim({ lockId: 'L-2', paymentId: 'P-2' });
  expect([await held(owner, ana), await held(shop, wash)]).toEqual([10n, 10n]);
  expect((await owner.on.payment.readLock({ lockId: 'L-2' })).status).toBe('reclaimed');
});
