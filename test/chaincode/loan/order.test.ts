import fc from 'fast-check';
import { addDays } from '../../../chaincode/src/kit/value/time';
import { eur, openBank } from './cast';

/** 200.00 a month without interest: six instalments of 2.00 or so are known by heart. */
const terms = { annualRatePpm: 0, principal: eur(120_000n), late: { graceDays: 0, fee: eur(1_500n) } };
const LOAN = { loanId: 'L-1' };

async function openDesk(change: object = {}) {
  const bank = await openBank();
  await bank.lend({ ...terms, ...change });
  const read = () => bank.owner.on.loan.read(LOAN);
  const servicing = async () => (await read()).servicing;
  const entries = async () =>
    new Map(
      (await bank.owner.on.loan.listEntries({ ...LOAN, size: 50 })).items.map((one) => [one.entryId, one]),
    );
  const tick = (on: string) => bank.lender.on.loan.tick({ ...LOAN, on });
  const told = () => bank.ledger.events.at(-1)?.facts ?? [];
  return { ...bank, read, servicing, entries, tick, told };
}

describe('M2, 12 CFR 1026.10(a): a payment is credited as of the day on which it was received', () => {
  test('a bank file with value of the due day comes after the tick of the next: no fee is left', async () => {
    const { goTo, pay, tick, servicing, told, read } = await openDesk();
    goTo('2024-02-03');
    expect(await tick('2024-02-02')).toMatchObject({ lateFees: 1, bucket: '1-3' });
    expect(await pay('P-1', 20_000n, '2024-02-01')).toMatchObject({
      ...{ on: '2024-02-01', principal: eur(20_000n), penalty: eur(0n), over: eur(0n) },
      rebooked: { entries: 0, penalty: eur(1_500n), interest: eur(0n) },
    });
    expect(await servicing()).toMatchObject({ asOf: '2024-02-02', charges: [], due: [] });
    expect((await read()).bucket).toBe('current');
    expect(told().map(({ name }) => name)).toEqual(['LoanRebooked', 'BucketChanged', 'LoanRepaid']);
  });

  test('a payment of 03-16 after one of 03-20: both stand in the order of value', async () => {
    const { goTo, pay, entries, servicing } = await openDesk({ late: { graceDays: 0 } });
    goTo('2024-03-21');
    await pay('P-20', 30_000n, '2024-03-20');
    await pay('P-16', 20_000n, '2024-03-16');
    const booked = await entries();
    expect(booked.get('P-16')).toMatchObject({
      ...{ number: 3, previousId: 'disbursement', outstanding: eur(100_000n) },
      rebooked: { entries: 1 },
    });
    expect(booked.get('P-20')).toMatchObject({
      ...{ number: 2, previousId: 'P-16', outstanding: eur(70_000n) },
    });
    expect(await servicing()).toMatchObject({ asOf: '2024-03-20', due: [] });
  });

  test('a fee that a later payment paid is given back: the money goes where it would have gone', async () => {
    const { goTo, pay, entries, servicing } = await openDesk();
    goTo('2024-03-02');
    await pay('P-2', 41_500n, '2024-03-01');
    expect((await entries()).get('P-2')).toMatchObject({ penalty: eur(1_500n), principal: eur(40_000n) });
    expect(await pay('P-1', 20_000n, '2024-02-01')).toMatchObject({
      rebooked: { entries: 1, penalty: eur(1_500n) },
    });
    expect((await entries()).get('P-2')).toMatchObject({ penalty: eur(0n), principal: eur(41_500n) });
    expect(await servicing()).toMatchObject({
      due: [],
      charges: [],
      paid: { principal: 61_500n, penalty: 0n },
    });
  });

  test('late interest that fell away is given back', async () => {
    const late = { graceDays: 0, annualRatePpm: 365_000 };
    const { goTo, pay, tick, owner } = await openDesk({ dayCount: 'ACT/365', late });
    goTo('2024-02-12');
    expect(await tick('2024-02-11')).toMatchObject({ lateInterest: eur(200n) });
    expect(await pay('P-1', 20_000n, '2024-02-01')).toMatchObject({ rebooked: { penalty: eur(200n) } });
    const standing = await owner.on.loan.standing({ ...LOAN, on: '2024-02-12' });
    expect([standing.lateInterest, standing.pastDueDays]).toEqual([eur(0n), 0]);
  });

  test('interest that a prepayment of an earlier day saved is given back', async () => {
    const change = {
      ...{ annualRatePpm: 365_000, dayCount: 'ACT/365', late: { graceDays: 0 } },
      allocation: { direction: 'horizontal', ahead: 'last' },
    };
    const { goTo, pay, owner, tick } = await openDesk(change);
    goTo('2024-01-22');
    await pay('P-2', 1n, '2024-01-21');
    const without = (await owner.on.loan.payoff({ ...LOAN, on: '2024-01-21' })).total.amount;
    await pay('P-1', 50_000n, '2024-01-11');
    const now = (await owner.on.loan.payoff({ ...LOAN, on: '2024-01-21' })).total.amount;
    // ten days at 0.1 % a day on what of the 50,000 was principal (1,200 of it was interest of ten days)
    expect(without - 50_000n - now).toBe(488n);
    await expect(tick('2024-01-20')).rejects.toMatchObject({ code: 'VALUE_DAY_BEHIND' });
  });

  test.each(['charge', 'waive', 'credit'] as const)(
    'a %s of an earlier day stands at its place',
    async (what) => {
      const { goTo, pay, entries, lender } = await openDesk({ annualRatePpm: 120_000 });
      goTo('2024-03-05');
      await pay('P-2', 21_000n, '2024-03-01');
      const on = '2024-02-20';
      if (what === 'charge')
        await lender.on.loan.charge({ ...LOAN, chargeId: 'X-1', kind: 'fee', amount: eur(700n), dueOn: on });
      if (what === 'waive') await lender.on.loan.waive({ ...LOAN, waiverId: 'X-1', amount: eur(1_200n), on });
      if (what === 'credit')
        await lender.on.loan.credit({ ...LOAN, paymentId: 'X-1', amount: eur(21_000n), on });
      const booked = await entries();
      expect([booked.get('X-1')?.previousId, booked.get('P-2')?.previousId]).toEqual(['disbursement', 'X-1']);
      expect(booked.get('X-1')?.rebooked?.entries).toBe(1);
    },
  );

  test('a payment that arrives after the loan was paid off is the credit of the borrower', async () => {
    const { goTo, pay, read, entries } = await openDesk({ late: { graceDays: 0 } });
    goTo('2024-03-21');
    await pay('P-20', 120_000n, '2024-03-20');
    expect((await read()).status).toBe('settled');
    await pay('P-16', 20_000n, '2024-03-16');
    expect(await read()).toMatchObject({ status: 'overpaid', servicing: { credit: 20_000n } });
    expect((await entries()).get('P-20')).toMatchObject({ principal: eur(100_000n), over: eur(20_000n) });
  });

  test('a firm instruction that does work: before the money was paid out nothing is booked, on that day it is', async () => {
    const { goTo, pay } = await openDesk();
    goTo('2024-02-03');
    await pay('P-1', 20_000n, '2024-02-01');
    const refused = await pay('P-2', 1n, '2023-12-31').catch((error: { facts: { asOf: string } }) => error);
    expect(refused).toMatchObject({ code: 'VALUE_DAY_BEHIND', facts: { asOf: '2024-01-01' } });
    const { asOf } = (refused as { facts: { asOf: string } }).facts;
    expect(await pay('P-2', 1n, asOf)).toMatchObject({ on: asOf });
  });

  test('nothing goes back behind a changed plan; on its day and after it, it does', async () => {
    const { goTo, pay, tick, lender, owner } = await openDesk({ late: { graceDays: 0 } });
    goTo('2024-03-15');
    const modificationId = 'M-1';
    const plan = {
      ...{ annualRatePpm: 0, instalments: 6, every: { count: 1, unit: 'month' as const } },
      firstDueOn: '2024-04-15',
    } as const;
    const offer = { ...LOAN, modificationId, kind: 'reage', plan, capitalise: false, validDays: 5 } as const;
    await lender.on.loan.offerModification(offer);
    await owner.on.loan.agreeToModification({ ...LOAN, modificationId });
    goTo('2024-04-21');
    await tick('2024-04-20');
    const refused = await pay('P-1', 100n, '2024-03-01').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'VALUE_DAY_BEHIND', facts: { asOf: '2024-03-15' } });
    expect(await pay('P-2', 100n, '2024-03-15')).toMatchObject({ previousId: 'M-1' });
    expect(await pay('P-1', 20_000n, '2024-04-15')).toMatchObject({ previousId: 'P-2' });
    expect((await owner.on.loan.standing({ ...LOAN, on: '2024-04-21' })).pastDueDays).toBe(0);
  });

  test('many at once, in any order, are booked as one after the other', async () => {
    const { goTo, lender, servicing, entries } = await openDesk();
    goTo('2024-04-03');
    const days = ['2024-04-01', '2024-02-01', '2024-03-01'];
    const items = days.map((on) => ({ ...LOAN, paymentId: `P-${on}`, amount: eur(20_000n), on }));
    await lender.on.loan.repayMany({ items });
    expect(await servicing()).toMatchObject({ charges: [], due: [], paid: { principal: 60_000n } });
    expect((await entries()).get('P-2024-04-01')?.previousId).toBe('P-2024-03-01');
  });
});

const anyBooking = fc.record({
  day: fc.integer({ min: 0, max: 200 }),
  kind: fc.constantFrom('repay', 'repay', 'repay', 'charge', 'waive', 'credit'),
  minor: fc.bigInt({ min: 1n, max: 30_000n }),
});

test('a history booked in any order of arrival ends where the order of value ends', async () => {
  const anyTerms = fc.record({
    annualRatePpm: fc.constantFrom(0, 120_000),
    ahead: fc.constantFrom('next', 'last', 'reamortise'),
    direction: fc.constantFrom('horizontal', 'vertical'),
    lateRate: fc.constantFrom(undefined, 180_000),
  });
  const anyHistory = fc
    .array(anyBooking, { minLength: 2, maxLength: 7 })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })),
    );
  await fc.assert(
    fc.asyncProperty(
      anyTerms,
      anyHistory,
      fc.integer({ min: 1, max: 200 }),
      async ({ annualRatePpm, ahead, direction, lateRate }, [all, order], ticked) => {
        const change = {
          ...{ annualRatePpm, allocation: { ahead, direction }, payoff: { till: 'day', feePpm: 5_000 } },
          late: { graceDays: 3, fee: eur(1_500n), ...(lateRate && { annualRatePpm: lateRate }) },
        };
        const endOf = async (places: readonly number[], tickAfter: number | undefined) => {
          const { goTo, lender, read, tick, entries, owner } = await openDesk(change);
          goTo('2024-08-01');
          for (const [count, at] of places.entries()) {
            const { day = 0, kind = 'repay', minor = 1n } = all[at] ?? {};
            const on = addDays('2024-01-01', day);
            const amount = eur(minor);
            const id = `E-${at}`;
            const act = {
              repay: () => lender.on.loan.repay({ ...LOAN, paymentId: id, amount, on }),
              credit: () => lender.on.loan.credit({ ...LOAN, paymentId: id, amount, on }),
              charge: () => lender.on.loan.charge({ ...LOAN, chargeId: id, kind: 'fee', amount, dueOn: on }),
              waive: () => lender.on.loan.waive({ ...LOAN, waiverId: id, amount: eur(1n), on }),
            }[kind];
            if (count === tickAfter) await tick(addDays('2024-01-01', ticked)).catch(() => undefined);
            const refused = await act?.().then(
              () => false,
              () => true,
            );
            if (refused) return undefined;
          }
          const { servicing, status } = await read();
          const shares = [...(await entries()).values()]
            .map(({ number: _number, rebooked: _rebooked, previousId: _previous, ...one }) => one)
            .map(({ at: _at, ...one }) => one);
          const { asOf: _asOf, ...kept } = servicing ?? { asOf: '' };
          const standing = await owner.on.loan.standing({ ...LOAN, on: '2024-08-01' });
          return { kept, status, shares, standing };
        };
        const byValue = [...all.keys()].sort((left, right) => (all[left]?.day ?? 0) - (all[right]?.day ?? 0));
        const sameDay = new Set(all.map(({ day }) => day)).size < all.length;
        const [ordered, arrived] = [await endOf(byValue, undefined), await endOf(order, all.length - 1)];
        // What is refused in one order (a waiver of what is not owed yet, say) has no other order to end in.
        fc.pre(ordered !== undefined && arrived !== undefined);
        expect(arrived?.standing).toEqual(ordered?.standing);
        expect(arrived?.status).toEqual(ordered?.status);
        if (!sameDay) expect(arrived?.shares).toEqual(ordered?.shares);
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);
