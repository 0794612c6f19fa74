import { UTC } from '../../../chaincode/src/kit/value/zone';
import { charge } from '../../../chaincode/src/loan/rules/charge';
import { settleQuote } from '../../../chaincode/src/loan/rules/quote';
import { DAY, eur, openBank, VIN } from './cast';

describe.each([true, false])('servicing, with batched messages: %s', (batched) => {
  test('the published payoff: 83.57 and 0.24, and the lien goes in the same transaction', async () => {
    const { lender, owner, ledger, lend, goTo, pay } = await openBank({ batched });
    await lend();
    goTo('2024-02-01');
    expect(await pay('P-1', 1701n)).toMatchObject({
      principal: eur(1643n),
      interest: eur(58n),
      outstanding: eur(8357n),
    });
    goTo('2024-02-15');
    const quote = await owner.on.loan.quote({ loanId: 'L-1', quoteId: 'Q-1', on: '2024-02-15' });
    expect(quote).toMatchObject({ principal: eur(8357n), interest: eur(24n), total: eur(8381n) });
    const settleQuote = { loanId: 'L-1', quoteId: 'Q-1', paymentId: 'P-2', amount: quote.total };
    await expect(lender.on.loan.settle({ ...settleQuote, amount: eur(8380n) })).rejects.toMatchObject({
      code: 'QUOTE_DIFFERS',
    });
    const payment = await lender.on.loan.settle(settleQuote);
    expect(payment).toMatchObject({ outstanding: eur(0n), over: eur(0n) });
    expect(await owner.on.loan.read({ loanId: 'L-1' })).toMatchObject({
      status: 'settled',
      servicing: { paid: { principal: 10_000n } },
    });
    expect((await owner.on.vehicle.read({ vin: VIN })).liens).toMatchObject([
      { releasedAt: '2024-02-15T12:00:00.000Z' },
    ]);
    expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual([
      'LienReleased',
      'LoanSettled',
      'LoanRepaid',
    ]);
    expect(await lender.on.loan.settle(settleQuote)).toEqual(payment);
    expect((await owner.on.loan.payoff({ loanId: 'L-1', on: '2024-03-01' })).total).toEqual(eur(0n));
  });

  test('six instalments on their days settleQuote the loan', async () => {
    const { owner, lend, goTo, pay } = await openBank({ batched });
    await lend({ annualRatePpm: 94_822 });
    for (const month of [2, 3, 4, 5, 6, 7]) {
      goTo(`2024-0${month}-01`);
      await pay(`P-${month}`, 1713n);
    }
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('settled');
    const { items } = await owner.on.loan.listEntries({ loanId: 'L-1', size: 20 });
    expect(items.map(({ entryId, interest }) => [entryId, Number(interest.amount)])).toEqual([
      ...[
        ['P-2', 79],
        ['P-3', 66],
        ['P-4', 53],
        ['P-5', 40],
        ['P-6', 27],
        ['P-7', 13],
        ['disbursement', 0],
      ],
    ]);
  });

  test('a repeated payment is booked once, another under its id is refused', async () => {
    const { lend, goTo, pay, owner } = await openBank({ batched });
    await lend();
    goTo('2024-02-01');
    const first = await pay('P-1', 1701n);
    expect(await pay('P-1', 1701n)).toEqual(first);
    await expect(pay('P-1', 1702n)).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
    expect((await owner.on.loan.read({ loanId: 'L-1' })).entries).toBe(2);
  });

  test('many payments in one transaction, all or nothing', async () => {
    const { lender, lend, goTo, owner } = await openBank({ batched });
    await lend();
    goTo('2024-02-01');
    const payment = (paymentId: string, minor: bigint) => ({
      loanId: 'L-1',
      paymentId,
      amount: eur(minor),
      on: '2024-02-01',
    });
    const late = { ...payment('P-3', 1n), on: '2023-12-31' };
    await expect(lender.on.loan.repayMany({ items: [payment('P-1', 100n), late] })).rejects.toMatchObject({
      ...{ code: 'VALUE_DAY_BEHIND', facts: { item: 1 } },
    });
    const { results } = await lender.on.loan.repayMany({
      items: [payment('P-1', 100n), payment('P-2', 1601n)],
    });
    expect(results.map(({ outstanding }) => outstanding)).toEqual([eur(9958n), eur(8357n)]);
    expect((await owner.on.loan.listEntries({ loanId: 'L-1' })).items.map(({ entryId }) => entryId)).toEqual([
      'P-1',
      'P-2',
      'disbursement',
    ]);
  });
});

describe('payments', () => {
  test('only the own lender books, in the currency of the loan, on a day that has come', async () => {
    const { be, lender, owner, lend, goTo, pay } = await openBank();
    await lend();
    goTo('2024-02-01');
    await expect(
      owner.on.loan.repay({ loanId: 'L-1', paymentId: 'P-1', amount: eur(1n), on: '2024-02-01' }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const usd = { amount: 1n, currency: 'USD' as const };
    await expect(
      lender.on.loan.repay({ loanId: 'L-1', paymentId: 'P-1', amount: usd, on: '2024-02-01' }),
    ).rejects.toMatchObject({
      code: 'CURRENCY_DIFFERS',
    });
    await expect(pay('P-1', 1701n, '2024-02-03')).rejects.toMatchObject({ code: 'VALUE_DAY_AHEAD' });
    await pay('P-1', 1701n);
    await expect(pay('P-2', 1n, '2023-12-31')).rejects.toMatchObject({ code: 'VALUE_DAY_BEHIND' });
    const stranger = await be('lender/owner', 'owner');
    await expect(stranger.on.loan.read({ loanId: 'L-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  });

  test('a payment that reaches the payoff settles; what is over is a credit to be refunded', async () => {
    const { lender, owner, lend, goTo, pay } = await openBank();
    await lend();
    goTo('2024-01-01');
    expect(await pay('P-1', 10_100n)).toMatchObject({ over: eur(100n), outstanding: eur(0n) });
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('overpaid');
    expect((await owner.on.vehicle.read({ vin: VIN })).liens[0]?.releasedAt).toBeDefined();
    const refund = (paymentId: string, minor: bigint) =>
      lender.on.loan.refund({ loanId: 'L-1', paymentId, amount: eur(minor), on: '2024-01-01' });
    await expect(refund('R-1', 101n)).rejects.toMatchObject({ code: 'CREDIT_TOO_SMALL' });
    await refund('R-1', 40n);
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('overpaid');
    await refund('R-2', 60n);
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('settled');
  });

  test('a loan whose lien the lender released before is paid off like any other', async () => {
    const { lender, owner, lend, ledger, pay } = await openBank();
    await lend();
    await lender.on.vehicle.releaseLien({ vin: VIN, lienId: 'loan-L-1' });
    await pay('P-1', 10_000n);
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('settled');
    expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['LoanSettled', 'LoanRepaid']);
  });

  test('two payments at once: one wins, the other must be sent again', async () => {
    const { ledger, lender, lend, goTo } = await openBank();
    await lend();
    goTo('2024-02-01');
    const call = (paymentId: string) =>
      [
        lender,
        {
          manner: 'submit',
          room: 'loan',
          name: 'repay',
          request: JSON.stringify({
            loanId: 'L-1',
            paymentId,
            amount: { amount: '100', currency: 'EUR' },
            on: '2024-02-01',
          }),
        },
      ] as const;
    expect(await ledger.race(call('P-1'), call('P-2'))).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
  });

  test('a repayment reads and writes two records', async () => {
    const { ledger, lender, lend, goTo } = await openBank();
    await lend();
    goTo('2024-02-01');
    const request = JSON.stringify({
      loanId: 'L-1',
      paymentId: 'P-1',
      amount: { amount: '1701', currency: 'EUR' },
      on: '2024-02-01',
    });
    const { set } = await ledger.simulate(lender, { manner: 'submit', room: 'loan', name: 'repay', request });
    expect([set.reads.size, set.writes.size, set.messages]).toEqual([
      4,
      2,
      ['GetStateMultiple', 'GetStateMultiple', 'WriteBatchState'],
    ]);
  });
});

describe('quotes', () => {
  test('a quote is firm through its day, and stale after another booking', async () => {
    const { lender, owner, buyer, lend, goTo, pay } = await openBank();
    await lend();
    goTo('2024-02-01');
    await expect(
      buyer.on.loan.quote({ loanId: 'L-1', quoteId: 'Q-0', on: '2024-02-10' }),
    ).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    const quote = await owner.on.loan.quote({ loanId: 'L-1', quoteId: 'Q-1', on: '2024-02-10' });
    expect(quote.expiresAt).toBe('2024-02-11T00:00:00.000Z');
    const settleQuote = { loanId: 'L-1', quoteId: 'Q-1', paymentId: 'P-9', amount: quote.total };
    goTo('2024-02-11');
    await expect(lender.on.loan.settle(settleQuote)).rejects.toMatchObject({ code: 'QUOTE_EXPIRED' });
    const later = await owner.on.loan.quote({ loanId: 'L-1', quoteId: 'Q-2', on: '2024-02-12' });
    await pay('P-1', 1701n);
    await expect(
      lender.on.loan.settle({ ...settleQuote, quoteId: 'Q-2', amount: later.total }),
    ).rejects.toMatchObject({
      code: 'QUOTE_STALE',
    });
    expect(await owner.on.loan.readQuote({ loanId: 'L-1', quoteId: 'Q-2' })).toEqual(later);
  });

  test('a payment that was made on the day of the quote settles it, though the lender books it later', async () => {
    const { lender, owner, lend, goTo } = await openBank();
    await lend();
    goTo('2024-02-10');
    const { total: amount } = await owner.on.loan.quote({ loanId: 'L-1', quoteId: 'Q-1', on: '2024-02-10' });
    const settleQuote = { loanId: 'L-1', quoteId: 'Q-1', paymentId: 'P-1', amount };
    goTo('2024-02-12');
    await expect(lender.on.loan.settle({ ...settleQuote, on: '2024-02-11' })).rejects.toMatchObject({
      code: 'QUOTE_EXPIRED',
    });
    expect(await lender.on.loan.settle({ ...settleQuote, on: '2024-02-10' })).toMatchObject({
      on: '2024-02-10',
      amount,
    });
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('settled');
  });

  test('a quote that was stored with an end of its own keeps it', async () => {
    const { owner, lend, goTo } = await openBank();
    await lend();
    goTo('2024-02-10');
    const quoted = await owner.on.loan.quote({ loanId: 'L-1', quoteId: 'Q-1', on: '2024-02-10' });
    const loan = await owner.on.loan.read({ loanId: 'L-1' });
    const before = { ...quoted, expiresAt: '2024-02-11T12:00:00.000Z' };
    const settled = settleQuote(
      loan,
      before,
      { paymentId: 'P-1', amount: quoted.total },
      { at: '2024-02-11T11:59:59.999Z', zone: UTC },
    );
    expect(settled.loan.status).toBe('settled');
  });

  test('a quote of a day that has not begun does not settleQuote yet', async () => {
    const { lender, owner, lend, goTo } = await openBank();
    await lend();
    goTo('2024-02-01');
    const quote = await owner.on.loan.quote({ loanId: 'L-1', quoteId: 'Q-1', on: '2024-02-20' });
    const settleQuote = { loanId: 'L-1', quoteId: 'Q-1', paymentId: 'P-1', amount: quote.total };
    await expect(lender.on.loan.settle(settleQuote)).rejects.toMatchObject({ code: 'VALUE_DAY_AHEAD' });
    goTo('2024-02-20');
    await lender.on.loan.settle(settleQuote);
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('settled');
  });

  test('M7: a firm quote is kept to the cent after the loan was brought past its day', async () => {
    const { lender, owner, lend, ledger } = await openBank();
    await lend();
    ledger.pass(Date.parse('2024-02-29T11:00:00Z') - ledger.now);
    const quote = await owner.on.loan.quote({ loanId: 'L-1', quoteId: 'Q-1', on: '2024-02-29' });
    ledger.pass(DAY);
    await lender.on.loan.pause({ loanId: 'L-1', on: '2024-03-01' });
    const settleQuote = {
      loanId: 'L-1',
      quoteId: 'Q-1',
      paymentId: 'P-1',
      amount: quote.total,
      on: '2024-02-29',
    };
    expect(await lender.on.loan.settle(settleQuote)).toMatchObject({ amount: quote.total, over: eur(0n) });
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('settled');
  });

  test('a quote contains every instalment past due and its late fees', async () => {
    const { lender, owner, lend, goTo } = await openBank();
    await lend({ late: { graceDays: 5, fee: eur(300n) } });
    goTo('2024-04-15');
    const quote = await owner.on.loan.quote({ loanId: 'L-1', quoteId: 'Q-1', on: '2024-04-15' });
    expect(quote).toMatchObject({ principal: eur(10_000n), penalty: eur(900n) });
    await lender.on.loan.settle({ loanId: 'L-1', quoteId: 'Q-1', paymentId: 'P-1', amount: quote.total });
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('settled');
  });
});

describe('charges, waivers, credits', () => {
  test('a charge is paid before interest; a waived one is not', async () => {
    const { lender, owner, lend, goTo, pay } = await openBank();
    await lend();
    goTo('2024-02-01');
    const charge = {
      loanId: 'L-1',
      chargeId: 'F-1',
      kind: 'fee',
      amount: eur(200n),
      dueOn: '2024-02-01',
    } as const;
    await lender.on.loan.charge(charge);
    await expect(lender.on.loan.charge({ ...charge, amount: eur(1n) })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
    const waive = (waiverId: string, minor: bigint, chargeId?: string) =>
      lender.on.loan.waive({
        loanId: 'L-1',
        waiverId,
        amount: eur(minor),
        on: '2024-02-01',
        ...(chargeId && { chargeId }),
      });
    await expect(waive('W-0', 201n, 'F-1')).rejects.toMatchObject({ code: 'WAIVER_TOO_LARGE' });
    await waive('W-1', 150n, 'F-1');
    await waive('W-2', 8n);
    expect(await pay('P-1', 1743n)).toMatchObject({
      fee: eur(50n),
      interest: eur(50n),
      principal: eur(1643n),
    });
    expect((await owner.on.loan.read({ loanId: 'L-1' })).servicing?.paid).toEqual({
      principal: 1643n,
      interest: 50n,
      fee: 50n,
      penalty: 0n,
    });
  });

  test('an id of a late fee is not given to another charge', async () => {
    const { lender, lend, goTo } = await openBank();
    await lend({ late: { graceDays: 0, fee: eur(300n) } });
    goTo('2024-02-15');
    await expect(
      lender.on.loan.charge({
        loanId: 'L-1',
        chargeId: 'late-1',
        kind: 'fee',
        amount: eur(1n),
        dueOn: '2024-02-15',
      }),
    ).rejects.toMatchObject({ code: 'CHARGE_EXISTS' });
  });

  test('a loan bears at most a hundred open charges', async () => {
    const { lend } = await openBank();
    let loan = await lend();
    const fee = (at: number) =>
      ({ entryId: `F-${at}`, kind: 'charge', on: '2024-01-01', amount: 1n, chargeId: `F-${at}` }) as const;
    const now = { at: '2024-01-01T09:00:00.000Z', zone: UTC };
    for (let at = 0; at < 100; at++) ({ loan } = charge(loan, fee(at), now));
    expect(() => charge(loan, fee(100), now)).toThrow(/^CHARGES_FULL/);
  });

  test('goodwill of the lender pays like a payment', async () => {
    const { lender, owner, lend } = await openBank();
    await lend();
    await lender.on.loan.credit({ loanId: 'L-1', paymentId: 'G-1', amount: eur(10_000n), on: '2024-01-01' });
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('settled');
  });

  test('what a merchant gave back pays like a payment too, under its own kind, and can be reversed', async () => {
    const { lender, owner, lend, goTo } = await openBank();
    await lend();
    goTo('2024-02-01');
    const given = {
      loanId: 'L-1',
      paymentId: 'M-1',
      amount: eur(1701n),
      on: '2024-02-01',
      kind: 'merchantRefund',
    } as const;
    const booked = await lender.on.loan.credit(given);
    expect(booked).toMatchObject({ kind: 'merchantRefund', principal: eur(1643n), interest: eur(58n) });
    expect(await lender.on.loan.credit(given)).toEqual(booked);
    await expect(owner.on.loan.credit({ ...given, paymentId: 'M-2' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    const reversal = { loanId: 'L-1', entryId: 'M-1', reversalId: 'V-1', on: '2024-02-01' };
    expect(await lender.on.loan.reverse(reversal)).toMatchObject({ outstanding: eur(10_000n) });
  });
});

describe('reversal', () => {
  test('a bounced payment is undone by a new entry and the later ones are booked again', async () => {
    const { lender, owner, lend, goTo, pay } = await openBank();
    await lend({ late: { graceDays: 0, fee: eur(100n) } });
    goTo('2024-02-01');
    await pay('P-1', 1701n);
    goTo('2024-03-01');
    await pay('P-2', 1701n);
    goTo('2024-03-05');
    const reversal = { loanId: 'L-1', entryId: 'P-1', reversalId: 'V-1', on: '2024-03-05' };
    expect(await lender.on.loan.reverse(reversal)).toMatchObject({
      kind: 'reversal',
      reverses: 'P-1',
      principal: eur(1643n),
    });
    const { items } = await owner.on.loan.listEntries({ loanId: 'L-1' });
    expect(items.find(({ entryId }) => entryId === 'P-1')?.reversedBy).toBe('V-1');
    expect(items.find(({ entryId }) => entryId === 'P-2')).toMatchObject({
      interest: eur(58n),
      penalty: eur(100n),
      principal: eur(1543n),
    });
    const { servicing } = await owner.on.loan.read({ loanId: 'L-1' });
    expect(servicing?.due).toEqual([
      { index: 0, principal: 100n, interest: 0n },
      { index: 1, principal: 1652n, interest: 49n },
    ]);
    expect(await lender.on.loan.reverse(reversal)).toMatchObject({ entryId: 'V-1' });
    await expect(lender.on.loan.reverse({ ...reversal, reversalId: 'V-2' })).rejects.toMatchObject({
      code: 'REVERSED_ALREADY',
    });
    await expect(
      lender.on.loan.reverse({ ...reversal, entryId: 'disbursement', reversalId: 'V-3' }),
    ).rejects.toMatchObject({
      code: 'NOT_REVERSIBLE',
    });
  });

  test('reversing the last payment gives the state before it', async () => {
    const { lender, owner, lend, goTo, pay } = await openBank();
    await lend({ allocation: { direction: 'vertical', ahead: 'reamortise' } });
    goTo('2024-02-01');
    await pay('P-1', 1701n);
    const { servicing: before } = await owner.on.loan.read({ loanId: 'L-1' });
    await pay('P-2', 3000n);
    await lender.on.loan.reverse({ loanId: 'L-1', entryId: 'P-2', reversalId: 'V-1', on: '2024-02-01' });
    expect((await owner.on.loan.read({ loanId: 'L-1' })).servicing).toEqual(before);
  });

  test('a reversed charge turns its payment into principal, and may even settleQuote the loan', async () => {
    const { lender, owner, lend, pay } = await openBank();
    await lend();
    await lender.on.loan.charge({
      loanId: 'L-1',
      chargeId: 'F-1',
      kind: 'fee',
      amount: eur(200n),
      dueOn: '2024-01-01',
    });
    await pay('P-1', 10_050n);
    expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('active');
    await lender.on.loan.reverse({ loanId: 'L-1', entryId: 'F-1', reversalId: 'V-1', on: '2024-01-01' });
    expect(await owner.on.loan.read({ loanId: 'L-1' })).toMatchObject({
      status: 'overpaid',
      servicing: { credit: 50n },
    });
    expect((await owner.on.vehicle.read({ vin: VIN })).liens[0]?.releasedAt).toBeDefined();
  });
});

test('a charge does not take the id of a late fee', async () => {
  const { lender, lend, goTo } = await openBank();
  await lend();
  goTo('2024-02-01');
  const charge = {
    loanId: 'L-1',
    chargeId: 'late-1',
    kind: 'fee',
    amount: eur(10n),
    dueOn: '2024-02-01',
  } as const;
  await expect(lender.on.loan.charge(charge)).rejects.toMatchObject({ code: 'CHARGE_EXISTS' });
  await expect(lender.on.loan.charge({ ...charge, chargeId: 'late-interest' })).rejects.toMatchObject({
    code: 'CHARGE_EXISTS',
  });
  await lender.on.loan.charge({ ...charge, chargeId: 'lately' });
});
