import fc from 'fast-check';
import { of } from '../../../chaincode/src/kit/value/money';
import { addDays } from '../../../chaincode/src/kit/value/time';
import { modificationFacts, termsOf } from './terms';
import { MODIFICATION_CODES } from '../../../chaincode/src/loan/records/modification';
import { changesOf, monthsBetween, respread } from '../../../chaincode/src/loan/rules/modification';
import { isClosed, payoffOf } from '../../../chaincode/src/loan/rules/owed/payoff';
import { rowsFrom } from '../../../chaincode/src/loan/rules/plan/schedule';
import { advance } from '../../../chaincode/src/loan/rules/state/servicing';
import { principalOwed } from '../../../chaincode/src/loan/rules/state/sums';
import { receive } from '../../../chaincode/src/loan/rules/allocation/repayment';
import { anyLoan, anyPayments, pays } from './anyloan';
import { eur, openBank } from './cast';

const zero = { principal: of(40_000n, 'EUR'), annualRatePpm: 0, instalments: 4 };

async function openLate(
  change: Parameters<Awaited<ReturnType<typeof openBank>>['lend']>[0] = zero,
  day = '2024-03-15',
) {
  const bank = await openBank();
  await bank.lend(change);
  bank.goTo(day);
  const { lender, owner } = bank;
  const offer = (wanted: Partial<Parameters<typeof lender.on.loan.offerModification>[0]> = {}) =>
    lender.on.loan.offerModification({
      ...{
        loanId: 'L-1',
        modificationId: 'M-1',
        kind: 'reage',
        plan: modificationFacts,
        capitalise: false,
        validDays: 10,
      },
      ...wanted,
    });
  const agree = (modificationId = 'M-1') =>
    owner.on.loan.agreeToModification({ loanId: 'L-1', modificationId });
  const coming = async () =>
    (await owner.on.loan.schedule({ loanId: 'L-1' })).coming.map((row) => [row.dueOn, row.instalment]);
  const days = async (on = day) => (await owner.on.loan.standing({ loanId: 'L-1', on })).delinquentDays;
  return { ...bank, offer, agree, coming, days };
}

describe('a re-age', () => {
  test('takes what is past due into a new plan from the day that the borrower agrees', async () => {
    const { owner, lender, ledger, offer, agree, coming, days } = await openLate();
    expect(await days()).toBe(43);
    expect(await offer()).toMatchObject({ status: 'offered', expiresAt: '2024-03-25T12:00:00.000Z' });
    const preview = await owner.on.loan.previewModification({ loanId: 'L-1', modificationId: 'M-1' });
    expect(preview).toMatchObject({
      outstanding: eur(40_000n),
      codes: ['term', 'extension'],
      extendedMonths: 6,
    });
    const agreed = await agree();
    expect(agreed).toMatchObject({
      status: 'agreed',
      outcome: { on: '2024-03-15' },
      termsBefore: { instalments: 4 },
    });
    expect(await coming()).toEqual(preview.coming.map((row) => [row.dueOn, row.instalment]));
    expect((await coming()).slice(0, 2)).toEqual([
      ['2024-04-15', 5_000n],
      ['2024-05-15', 5_000n],
    ]);
    expect(await days()).toBe(0);
    expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['LoanModified']);
    expect(await owner.on.loan.read({ loanId: 'L-1' })).toMatchObject({
      ...{ status: 'active', modified: { on: '2024-03-15', times: 1, extendedMonths: 6 } },
    });
    const { transactions } = await lender.on.loan.exportEntries({ loanId: 'L-1' });
    expect(transactions.find(({ id }) => id === 'M-1')).toMatchObject({
      type: { id: 29, code: 'REAGE' },
      amount: eur(40_000n),
    });
    expect(await agree()).toEqual(agreed);
  });

  test('interest that is owed is due with the first instalment, or becomes principal where that is named', async () => {
    const terms = { principal: of(100_000n, 'EUR'), annualRatePpm: 120_000, instalments: 10 };
    const due = await openLate(terms);
    const { interest } = await due.owner.on.loan.payoff({ loanId: 'L-1', on: '2024-03-15' });
    await due.offer();
    expect((await due.agree()).outcome).toMatchObject({ capitalised: eur(0n), outstanding: eur(100_000n) });
    const [first, second] = (await due.owner.on.loan.schedule({ loanId: 'L-1' })).coming;
    expect((first?.instalment ?? 0n) - (second?.instalment ?? 0n)).toBe(interest.amount);
    const added = await openLate(terms);
    await added.offer({ capitalise: true });
    expect((await added.agree()).outcome).toMatchObject({
      ...{ capitalised: interest, codes: ['apr', 'principal', 'extension'] },
      outstanding: eur(100_000n + interest.amount),
    });
    const { items } = await added.owner.on.loan.listEntries({ loanId: 'L-1' });
    expect(items.find(({ entryId }) => entryId === 'M-1')).toMatchObject({
      ...{ kind: 'reage', interest, principal: { amount: -interest.amount } },
    });
  });

  test('charges stay, and late fees are numbered on', async () => {
    const { lender, owner, goTo, offer, agree } = await openLate({
      ...zero,
      late: { graceDays: 0, fee: eur(100n) },
    });
    await lender.on.loan.tick({ loanId: 'L-1', on: '2024-03-14' });
    await offer();
    await agree();
    goTo('2024-04-20');
    await lender.on.loan.tick({ loanId: 'L-1', on: '2024-04-19' });
    const { servicing } = await owner.on.loan.read({ loanId: 'L-1' });
    expect(servicing?.charges.map(({ chargeId }) => chargeId)).toEqual(['late-1', 'late-2', 'late-3']);
  });

  test('a loan in default is cured by it', async () => {
    const { lender, offer, agree } = await openLate();
    await lender.on.loan.declareDefault({ loanId: 'L-1', on: '2024-03-15' });
    await offer();
    await agree();
    expect((await lender.on.loan.cure({ loanId: 'L-1', on: '2024-03-15' })).status).toBe('active');
  });
});

describe('a reamortisation', () => {
  test('spreads what is past due over the instalments to come, on their days', async () => {
    const { lender, offer, agree, coming, days, owner } = await openLate();
    const spread = {
      loanId: 'L-1',
      modificationId: 'M-1',
      kind: 'reamortise',
      capitalise: false,
      validDays: 10,
    } as const;
    await lender.on.loan.offerModification(spread);
    await agree();
    expect(await coming()).toEqual([
      ['2024-04-01', 20_000n],
      ['2024-05-01', 20_000n],
    ]);
    expect(await days()).toBe(0);
    const { items } = await owner.on.loan.listEntries({ loanId: 'L-1' });
    expect(items.find(({ entryId }) => entryId === 'M-1')).toMatchObject({
      kind: 'reamortise',
      amount: eur(20_000n),
    });
    await expect(offer({ modificationId: 'M-2', kind: 'reamortise' })).rejects.toMatchObject({
      code: 'TERMS_IMPOSSIBLE',
    });
  });

  test('needs something past due and something to come', async () => {
    const { lender, goTo, pay } = await openLate(zero, '2024-02-01');
    const wanted = {
      loanId: 'L-1',
      modificationId: 'M-1',
      kind: 'reamortise',
      capitalise: true,
      validDays: 1,
    } as const;
    await pay('P-1', 10_000n);
    await expect(lender.on.loan.offerModification(wanted)).rejects.toMatchObject({
      code: 'NOTHING_TO_SPREAD',
    });
    goTo('2024-06-01');
    await expect(lender.on.loan.offerModification(wanted)).rejects.toMatchObject({
      code: 'NOTHING_TO_SPREAD',
    });
  });
});

describe('another rate or term', () => {
  test('is for a loan that is not past due', async () => {
    const { offer, agree, coming, pay, lender } = await openLate(zero, '2024-02-01');
    const plan = { ...modificationFacts, annualRatePpm: 0, instalments: 3, firstDueOn: '2024-03-01' };
    await expect(offer({ kind: 'reschedule', plan })).rejects.toMatchObject({ code: 'ARREARS_LEFT' });
    await pay('P-1', 10_000n);
    await offer({ kind: 'reschedule', plan: { ...plan, gracePrincipal: 1 } });
    expect((await agree()).outcome).toMatchObject({ codes: [], extendedMonths: 0 });
    expect(await coming()).toEqual([
      ['2024-03-01', 0n],
      ['2024-04-01', 15_000n],
      ['2024-05-01', 15_000n],
    ]);
    const { transactions } = await lender.on.loan.exportEntries({ loanId: 'L-1' });
    expect(transactions.find(({ id }) => id === 'M-1')?.type).toBeUndefined();
  });

  test('a plan that is missing or cannot be is refused when it is offered', async () => {
    const { lender, offer } = await openLate(zero, '2024-01-10');
    const bare = {
      loanId: 'L-1',
      modificationId: 'M-1',
      kind: 'reschedule',
      capitalise: false,
      validDays: 1,
    } as const;
    await expect(lender.on.loan.offerModification(bare)).rejects.toMatchObject({ code: 'TERMS_IMPOSSIBLE' });
    const past = { ...modificationFacts, firstDueOn: '2024-01-10' };
    await expect(offer({ kind: 'reschedule', plan: past })).rejects.toMatchObject({
      code: 'TERMS_IMPOSSIBLE',
    });
  });
});

describe('the two sides', () => {
  test('only the lender offers and takes back, only the borrower agrees, and in time', async () => {
    const { be, registrar, owner, buyer, lender, offer, agree, ledger } = await openLate();
    await registrar.on.member.admit({ org: 'bank', kind: 'lender', confers: ['lender'] });
    const bank = await be('bank/desk', 'lender');
    const one = { loanId: 'L-1', modificationId: 'M-1' };
    const wish = {
      ...one,
      kind: 'reage',
      plan: modificationFacts,
      capitalise: false,
      validDays: 10,
    } as const;
    await expect(bank.on.loan.offerModification(wish)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    const offered = await offer();
    expect(await offer()).toEqual(offered);
    await expect(offer({ capitalise: true })).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
    await expect(buyer.on.loan.agreeToModification(one)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await expect(buyer.on.loan.previewModification(one)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await expect(bank.on.loan.retractModification(one)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await lender.on.loan.retractModification(one);
    await expect(agree()).rejects.toMatchObject({ code: 'WRONG_STATUS', facts: { status: 'retracted' } });
    await expect(offer({ modificationId: 'disbursement' })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
    await offer({ modificationId: 'M-2' });
    ledger.pass(10 * 86_400_000);
    await expect(agree('M-2')).rejects.toMatchObject({ code: 'OFFER_EXPIRED' });
    expect((await owner.on.loan.listModifications({ loanId: 'L-1' })).items).toHaveLength(2);
    expect((await owner.on.loan.readModification({ loanId: 'L-1', modificationId: 'M-2' })).status).toBe(
      'offered',
    );
  });

  test('what was booked under the plan before is not reversed under the new one', async () => {
    const { lender, pay, offer, agree } = await openLate();
    await pay('P-1', 5_000n);
    await offer();
    await agree();
    await pay('P-2', 100n);
    const reverse = (entryId: string) =>
      lender.on.loan.reverse({ loanId: 'L-1', entryId, reversalId: `V-${entryId}`, on: '2024-03-15' });
    await expect(reverse('P-1')).rejects.toMatchObject({ code: 'MODIFIED_SINCE' });
    await expect(reverse('M-1')).rejects.toMatchObject({ code: 'NOT_REVERSIBLE' });
    expect(await reverse('P-2')).toMatchObject({ reverses: 'P-2' });
  });
});

test('the codes of a modification, and whole months', () => {
  const before = termsOf();
  const change = (after: Partial<typeof before>, capitalised = 0n) =>
    changesOf(before, 2, { ...before, ...after }, capitalised);
  const same = { instalments: 4, firstDueOn: '2024-04-01' };
  expect(change(same)).toEqual({ codes: [], extendedMonths: 0 });
  expect(change({ ...same, annualRatePpm: 1 }, 5n).codes).toEqual(['apr', 'principal']);
  expect(change({ ...same, firstDueOn: '2024-06-15' })).toEqual({ codes: ['extension'], extendedMonths: 2 });
  expect(change({ ...same, instalments: 3 })).toEqual({ codes: ['term'], extendedMonths: 0 });
  expect(Object.values(MODIFICATION_CODES)).toEqual([1, 2, 3, 4]);
  expect([monthsBetween('2024-01-31', '2024-02-29'), monthsBetween('2024-01-15', '2026-01-15')]).toEqual([
    0, 24,
  ]);
});

const anyChange = fc.record({
  kind: fc.constantFrom('reage' as const, 'reamortise' as const, 'reschedule' as const),
  capitalise: fc.boolean(),
  annualRatePpm: fc.integer({ min: 0, max: 200_000 }),
  instalments: fc.integer({ min: 1, max: 60 }),
  wait: fc.integer({ min: 0, max: 200 }),
});

test('principal and interest are the same before and after, but for interest that is named as capitalised, and the new plan pays all', () => {
  let tried = 0;
  fc.assert(
    fc.property(
      anyLoan,
      anyPayments,
      anyChange,
      (loan, payments, { kind, capitalise, wait, annualRatePpm, instalments }) => {
        const terms = { ...loan, payoff: { till: 'day' as const } };
        const { state, on } = pays(terms, payments);
        const day = addDays(on, wait);
        const before = advance(terms, [], state, day);
        fc.pre(!isClosed(terms, before));
        const plan = { annualRatePpm, instalments, every: terms.every, firstDueOn: addDays(day, 20) };
        const facts = { ...modificationLoan, terms, servicing: state };
        const offer = {
          loanId: 'L-1',
          modificationId: 'M-1',
          kind,
          capitalise,
          ...(kind !== 'reamortise' && { plan }),
        };
        const changed = attempt(() => respread(facts, offer, day));
        fc.pre(changed !== undefined);
        if (!changed) return;
        tried += 1;
        const [owed, now] = [
          payoffOf(terms, before, day, 'day'),
          payoffOf(changed.terms, changed.state, day, 'day'),
        ];
        expect(now.total).toBe(owed.total);
        expect([now.parts.fee, now.parts.penalty]).toEqual([owed.parts.fee, owed.parts.penalty]);
        expect(principalOwed(changed.state)).toBe(principalOwed(before) + changed.capitalised);
        expect(capitalise || changed.capitalised <= 0n).toBe(true);
        expect([changed.state.due, changed.state.paid, changed.state.credit]).toEqual([
          [],
          before.paid,
          before.credit,
        ]);
        let after = changed.state;
        for (const row of rowsFrom(changed.terms, changed.state)) {
          const due = advance(changed.terms, [], after, row.dueOn);
          const amount = due.due.reduce((sum, one) => sum + one.principal + one.interest, 0n);
          const charges = payoffOf(changed.terms, due, row.dueOn, 'day').parts;
          after =
            amount + charges.penalty > 0n
              ? receive(changed.terms, due, amount + charges.penalty + charges.fee, row.dueOn).state
              : due;
        }
        expect(isClosed(changed.terms, after)).toBe(true);
        expect(after.paid.principal - before.paid.principal).toBe(principalOwed(changed.state));
      },
    ),
    { numRuns: 300 },
  );
  expect(tried).toBeGreaterThan(100);
});

const modificationLoan = {
  ...{
    loanId: 'L-1',
    applicationId: 'A-1',
    lender: 'lender',
    borrower: 'registry/owner',
    vin: '1M8GDM9AXKP042788',
  },
  ...{ lienId: 'loan-L-1', status: 'active' as const, pauses: [], entries: 0 },
};

const attempt = <T>(act: () => T): T | undefined => {
  try {
    return act();
  } catch (error) {
    if (/^(ARREARS_LEFT|NOTHING_TO_SPREAD)/.test((error as Error).message)) return undefined;
    throw error;
  }
};
