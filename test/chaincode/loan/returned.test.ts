import { eur, openBank, VIN } from './cast';

const LOAN = { loanId: 'L-1' };

async function paidOff(finalOn?: string) {
  const bank = await openBank();
  const { lend, goTo, lender, owner } = bank;
  await lend({ annualRatePpm: 0, instalments: 2, principal: eur(20_000n) });
  goTo('2024-02-01');
  await bank.pay('P-1', 10_000n);
  goTo('2024-03-01');
  const last = { ...LOAN, paymentId: 'P-2', amount: eur(10_000n), on: '2024-03-01' };
  await lender.on.loan.repay({ ...last, ...(finalOn && { finalOn }) });
  const read = () => owner.on.loan.read(LOAN);
  const lien = async () => (await owner.on.vehicle.read({ vin: VIN })).liens[0];
  const reverse = (on: string) => lender.on.loan.reverse({ ...LOAN, entryId: 'P-2', reversalId: 'R-2', on });
  const release = () => lender.on.loan.releaseLien(LOAN);
  return { ...bank, read, lien, reverse, release };
}

describe('M3: the last instalment is returned unpaid', () => {
  test('the loan is open again, and is booked on', async () => {
    const { read, reverse, goTo, pay, ledger } = await paidOff();
    expect((await read()).status).toBe('settled');
    goTo('2024-03-05');
    await reverse('2024-03-05');
    expect(await read()).toMatchObject({
      ...{
        status: 'active',
        servicing: { due: [{ index: 1, principal: 10_000n }], paid: { principal: 10_000n } },
      },
    });
    await pay('P-3', 10_000n);
    expect((await read()).status).toBe('settled');
    expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toContain('LoanSettled');
  });

  test('a payment that is not final leaves the lien, which waits for its day', async () => {
    const { read, lien, release, goTo } = await paidOff('2024-03-15');
    expect([(await read()).status, (await lien())?.releasedAt]).toEqual(['settled', undefined]);
    goTo('2024-03-14');
    await expect(release()).rejects.toMatchObject({ code: 'NOT_FINAL', facts: { finalOn: '2024-03-15' } });
    goTo('2024-03-15');
    expect((await release()).lienReleasedAt).toBe('2024-03-15T12:00:00.000Z');
    expect((await lien())?.releasedAt).toBeDefined();
    expect((await release()).lienReleasedAt).toBe('2024-03-15T12:00:00.000Z');
  });

  test('the borrower may ask for the lien too', async () => {
    const { owner, goTo, lien } = await paidOff('2024-03-15');
    goTo('2024-04-01');
    await owner.on.loan.releaseLien(LOAN);
    expect((await lien())?.releasedAt).toBeDefined();
  });

  test('returned before its day, the lien still secures the loan; the next payment is waited for on its own', async () => {
    const { reverse, goTo, lien, pay, read } = await paidOff('2024-03-15');
    goTo('2024-03-10');
    await reverse('2024-03-10');
    expect([(await read()).status, (await lien())?.releasedAt]).toEqual(['active', undefined]);
    await pay('P-3', 10_000n);
    expect((await read()).status).toBe('settled');
    expect((await lien())?.releasedAt).toBeDefined();
  });

  test('a credit is not paid out while what made it may come back', async () => {
    const { lender, lend, goTo } = await openBank();
    await lend();
    goTo('2024-01-02');
    const paid = { ...LOAN, paymentId: 'P-1', amount: eur(10_100n), on: '2024-01-01', finalOn: '2024-01-20' };
    await lender.on.loan.repay(paid);
    const refund = () =>
      lender.on.loan.refund({ ...LOAN, paymentId: 'C-1', amount: eur(100n), on: '2024-01-02' });
    await expect(refund()).rejects.toMatchObject({ code: 'NOT_FINAL' });
  });

  test('a credit that was paid out is owed again when its payment comes back', async () => {
    const { lender, owner, lend, goTo, pay } = await openBank();
    await lend({ annualRatePpm: 0 });
    goTo('2024-01-02');
    await pay('P-1', 10_100n, '2024-01-01');
    await lender.on.loan.refund({ ...LOAN, paymentId: 'C-1', amount: eur(100n), on: '2024-01-02' });
    await lender.on.loan.reverse({ ...LOAN, entryId: 'P-1', reversalId: 'R-1', on: '2024-01-02' });
    expect((await owner.on.loan.payoff({ ...LOAN, on: '2024-01-02' })).total).toEqual(eur(10_100n));
  });

  test('by a quote too', async () => {
    const { lender, owner, lend, goTo } = await openBank();
    await lend();
    goTo('2024-02-10');
    const { total: amount } = await owner.on.loan.quote({ ...LOAN, quoteId: 'Q-1', on: '2024-02-10' });
    await lender.on.loan.settle({ ...LOAN, quoteId: 'Q-1', paymentId: 'P-1', amount, finalOn: '2024-04-06' });
    expect(await owner.on.loan.read(LOAN)).toMatchObject({ status: 'settled', finalOn: '2024-04-06' });
    expect((await owner.on.vehicle.read({ vin: VIN })).liens[0]?.releasedAt).toBeUndefined();
  });
});

describe('M7: a firm quote is kept', () => {
  test('paid on its day, booked after the nightly tick', async () => {
    const { lender, owner, lend, goTo } = await openBank();
    await lend({ late: { graceDays: 0, fee: eur(300n) } });
    goTo('2024-02-10');
    const { total: amount } = await owner.on.loan.quote({ ...LOAN, quoteId: 'Q-1', on: '2024-02-10' });
    goTo('2024-02-12');
    for (const on of ['2024-02-10', '2024-02-11']) await lender.on.loan.tick({ ...LOAN, on });
    const paid = { ...LOAN, quoteId: 'Q-1', paymentId: 'P-1', amount, on: '2024-02-10' };
    expect(await lender.on.loan.settle(paid)).toMatchObject({ over: eur(0n), outstanding: eur(0n) });
    expect((await owner.on.loan.read(LOAN)).status).toBe('settled');
  });

  test('in a zone whose day ends at noon of the next by UTC: ticked at night, settled at eight', async () => {
    const { lender, owner, registrar, lend, goTo, ledger } = await openBank();
    const offsets = [{ until: '2099-01-01T00:00:00.000Z', offsetMinutes: -720 }];
    await registrar.on.merchant.publishZone({
      zone: 'Pacific/Baker',
      from: '2024-01-01T00:00:00.000Z',
      offsets,
    });
    await lend({ zone: 'Pacific/Baker', startOn: '2023-12-31', late: { graceDays: 0, fee: eur(300n) } });
    goTo('2024-02-10');
    const quoted = await owner.on.loan.quote({ ...LOAN, quoteId: 'Q-1', on: '2024-02-10' });
    expect(quoted.expiresAt).toBe('2024-02-11T12:00:00.000Z');
    ledger.now = Date.parse('2024-02-11T02:00:00.000Z');
    await lender.on.loan.tick({ ...LOAN, on: '2024-02-09' });
    ledger.now = Date.parse('2024-02-11T08:00:00.000Z');
    const paid = { ...LOAN, quoteId: 'Q-1', paymentId: 'P-1', amount: quoted.total };
    expect(await lender.on.loan.settle(paid)).toMatchObject({ over: eur(0n), outstanding: eur(0n) });
  });

  test('after a payment of an earlier day came in it is another sum, and stale', async () => {
    const { lender, owner, lend, goTo, pay } = await openBank();
    await lend();
    goTo('2024-02-10');
    const { total: amount } = await owner.on.loan.quote({ ...LOAN, quoteId: 'Q-1', on: '2024-02-10' });
    await pay('P-1', 100n, '2024-02-01');
    const paid = { ...LOAN, quoteId: 'Q-1', paymentId: 'P-2', amount };
    await expect(lender.on.loan.settle(paid)).rejects.toMatchObject({ code: 'QUOTE_STALE' });
  });
});

describe('M8: the due day ends where the contract is', () => {
  const NEW_YORK = [
    { until: '2024-03-10T07:00:00.000Z', offsetMinutes: -300 },
    { until: '2024-11-03T06:00:00.000Z', offsetMinutes: -240 },
  ];
  test.each([
    ['America/New_York', '2024-02-02T02:00:00.000Z', '2024-02-01', 0n],
    ['America/New_York', '2024-02-02T05:00:00.000Z', '2024-02-02', 300n],
    [undefined, '2024-02-02T02:00:00.000Z', '2024-02-02', 300n],
  ] as const)('paid in %s at %s: of %s, fee %d', async (zone, moment, on, fee) => {
    const bank = await openBank();
    const { registrar, lender, owner, ledger } = bank;
    const from = '2024-01-01T00:00:00.000Z';
    await registrar.on.merchant.publishZone({ zone: 'America/New_York', from, offsets: NEW_YORK });
    await bank.lend({ annualRatePpm: 0, late: { graceDays: 0, fee: eur(300n) }, ...(zone && { zone }) });
    const approver = await bank.be('lender/approver', 'lender');
    await lender.on.payment.askIssue({ orderId: 'O-1', party: 'registry/owner', amount: eur(10_000n) });
    await approver.on.payment.settle({ orderId: 'O-1', paymentId: 'issue-1' });
    ledger.now = Date.parse(moment);
    const paid = await owner.on.loan.pay({
      ...LOAN,
      paymentId: 'D-1',
      amount: eur(1_667n),
      lots: ['issue-1:0'],
    });
    const { servicing } = await owner.on.loan.read(LOAN);
    const fees = servicing?.charges.reduce((sum, { owed }) => sum + owed, 0n);
    expect([paid.on, fees]).toEqual([on, fee]);
  });
});
