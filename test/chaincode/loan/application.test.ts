import { eur, facts, openBank, scorecard, VIN } from './cast';
import { termsOf } from './terms';

const decision = { applicationId: 'A-1', decisionId: 'D-1', scorecardVersion: 1, validDays: 14 };

describe.each([true, false])('origination, with batched messages: %s', (batched) => {
  test('from the application to the money: the lien comes with the disbursement', async () => {
    const { lender, owner, ledger, apply, offer } = await openBank({ batched });
    await apply();
    expect(await offer(termsOf())).toMatchObject({
      status: 'offered',
      expiresAt: '2024-01-15T09:00:00.000Z',
    });
    const accepted = await owner.on.loan.accept({ applicationId: 'A-1', decisionId: 'D-1', loanId: 'L-1' });
    expect(accepted).toMatchObject({
      status: 'accepted',
      lender: 'lender',
      borrower: 'registry/owner',
      vin: VIN,
    });
    expect((await owner.on.vehicle.read({ vin: VIN })).liens).toEqual([]);
    const loan = await lender.on.loan.disburse({ loanId: 'L-1', on: '2024-01-01' });
    expect(loan).toMatchObject({ status: 'active', servicing: { balance: 10_000n, level: 1701n } });
    expect((await owner.on.vehicle.read({ vin: VIN })).liens).toMatchObject([
      { lienId: 'loan-L-1', holder: 'lender', rank: 1, amount: eur(10_000n) },
    ]);
    expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['LienPlaced', 'LoanDisbursed']);
    expect(await lender.on.loan.disburse({ loanId: 'L-1', on: '2024-01-01' })).toEqual(loan);
  });

  test('the facts about the applicant are nowhere but with the lender', async () => {
    const { lender, insurer, ledger, apply, offer } = await openBank({ batched });
    await apply();
    await offer(termsOf());
    const seen = [...ledger.world.state.values()].map(({ value }) => value.toString()).join();
    expect(seen).not.toContain('monthlyIncome');
    expect(seen).toContain('"seal"');
    await expect(
      insurer.on.loan.score({
        applicationId: 'A-1',
        decisionId: 'D-1',
        scorecardVersion: 1,
        terms: termsOf(),
      }),
    ).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect(
      await lender.on.loan.score({
        applicationId: 'A-1',
        decisionId: 'D-1',
        scorecardVersion: 1,
        terms: termsOf(),
      }),
    ).toEqual({
      ...{ points: 1000, outcome: 'approve', reasons: [], ptiPpm: 5670, ltvPpm: 500_000 },
    });
  });
});

describe('decisions', () => {
  test('declining needs reasons, which stay with the lender', async () => {
    const { lender, owner, auditor, apply, ledger } = await openBank();
    await apply();
    const poor = { ...facts, creditScore: 480, delinquencies: 4, monthlyIncome: eur(5000n) };
    const { seal } = await lender.on.loan.underwrite({ applicationId: 'A-1', decisionId: 'D-1' }, poor);
    const { outcome, reasons } = await lender.on.loan.score({
      applicationId: 'A-1',
      decisionId: 'D-1',
      scorecardVersion: 1,
      terms: termsOf(),
    });
    expect([outcome, reasons]).toEqual(['decline', ['creditScore', 'pti', 'delinquencies']]);
    await expect(lender.on.loan.decide({ ...decision, outcome: 'decline', seal })).rejects.toMatchObject({
      code: 'REASONS_MISSING',
    });
    const { seal: reasonsSeal } = await lender.on.loan.explain(
      { applicationId: 'A-1', decisionId: 'D-1' },
      { reasons },
    );
    await lender.on.loan.decide({ ...decision, outcome: 'decline', seal, reasonsSeal });
    expect((await lender.on.loan.readReasons({ applicationId: 'A-1', decisionId: 'D-1' })).reasons).toEqual(
      reasons,
    );
    expect(
      [...ledger.world.state.values()].some(
        ({ value }) => value.includes('creditScore') && value.includes('reasonsSeal'),
      ),
    ).toBe(false);
    expect(await owner.on.loan.readDecision({ applicationId: 'A-1', decisionId: 'D-1' })).toMatchObject({
      status: 'declined',
    });
    await expect(
      owner.on.loan.accept({ applicationId: 'A-1', decisionId: 'D-1', loanId: 'L-1' }),
    ).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
    expect((await auditor.on.loan.listDecisions({ applicationId: 'A-1' })).items).toHaveLength(1);
  });

  test('a seal of other facts is refused', async () => {
    const { lender, apply } = await openBank();
    await apply();
    await lender.on.loan.underwrite({ applicationId: 'A-1', decisionId: 'D-1' }, facts);
    const seal = 'ab'.repeat(32);
    await expect(
      lender.on.loan.decide({ ...decision, outcome: 'approve', seal, terms: termsOf() }),
    ).rejects.toMatchObject({
      code: 'PRIVATE_DIFFERS',
    });
  });

  test('what is offered must go with the outcome', async () => {
    const { lender, apply } = await openBank();
    await apply();
    const { seal } = await lender.on.loan.underwrite({ applicationId: 'A-1', decisionId: 'D-1' }, facts);
    const { seal: reasonsSeal } = await lender.on.loan.explain(
      { applicationId: 'A-1', decisionId: 'D-1' },
      { reasons: ['ltv'] },
    );
    const decide = lender.on.loan.decide;
    const sealed = { ...decision, seal, reasonsSeal };
    await expect(decide({ ...sealed, outcome: 'approve' })).rejects.toMatchObject({
      code: 'OFFER_NEEDS_TERMS',
    });
    await expect(decide({ ...sealed, outcome: 'refer', terms: termsOf() })).rejects.toMatchObject({
      code: 'TERMS_NOT_OFFERED',
    });
    await expect(decide({ ...sealed, outcome: 'counter', terms: termsOf() })).rejects.toMatchObject({
      code: 'OUTCOME_DIFFERS',
    });
    await expect(
      decide({ ...sealed, outcome: 'approve', terms: termsOf({ principal: eur(9000n) }) }),
    ).rejects.toMatchObject({
      code: 'OUTCOME_DIFFERS',
    });
    await expect(
      decide({ ...sealed, outcome: 'approve', terms: termsOf({ firstDueOn: '2024-01-01' }) }),
    ).rejects.toMatchObject({
      code: 'TERMS_IMPOSSIBLE',
    });
    await expect(
      decide({ ...sealed, outcome: 'counter', terms: termsOf({ principal: eur(8000n) }) }),
    ).resolves.toMatchObject({
      status: 'offered',
    });
  });

  test('a scorecard decides from its day on, and never changes', async () => {
    const { lender, apply } = await openBank();
    await apply();
    const { seal } = await lender.on.loan.underwrite({ applicationId: 'A-1', decisionId: 'D-1' }, facts);
    await lender.on.loan.publishScorecard({ ...scorecard, version: 2, effectiveFrom: '2024-02-01' });
    const stated = { ...decision, outcome: 'approve', seal, terms: termsOf(), scorecardVersion: 2 } as const;
    await expect(lender.on.loan.decide(stated)).rejects.toMatchObject({ code: 'SCORECARD_NOT_EFFECTIVE' });
    await expect(lender.on.loan.publishScorecard({ ...scorecard, approveAt: 1 })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
    expect(await lender.on.loan.readScorecard({ lender: 'lender', version: 1 })).toMatchObject({
      approveAt: 700,
    });
  });

  test('lenders compete and the applicant picks one', async () => {
    const { lender, owner, apply, offer } = await openBank();
    await apply();
    await offer(termsOf());
    await offer(termsOf({ annualRatePpm: 60_000 }), 'D-2');
    expect((await owner.on.loan.listDecisions({ applicationId: 'A-1' })).items).toHaveLength(2);
    await owner.on.loan.accept({ applicationId: 'A-1', decisionId: 'D-2', loanId: 'L-1' });
    await expect(
      owner.on.loan.accept({ applicationId: 'A-1', decisionId: 'D-1', loanId: 'L-2' }),
    ).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
    expect(await lender.on.loan.readApplication({ applicationId: 'A-1' })).toMatchObject({
      status: 'taken',
      loanId: 'L-1',
    });
  });

  test('a lender lists its own decisions, page by page, however many others there are', async () => {
    const { be, registrar, lender, owner, buyer, apply, offer } = await openBank();
    await registrar.on.member.admit({ org: 'bank', kind: 'lender', confers: ['lender'] });
    const bank = await be('bank/desk', 'lender');
    await bank.on.loan.publishScorecard(scorecard);
    await apply();
    for (const decisionId of ['D-1', 'D-2', 'D-3']) await offer(termsOf(), decisionId);
    for (const decisionId of ['D-4', 'D-5']) {
      const { seal } = await bank.on.loan.underwrite({ applicationId: 'A-1', decisionId }, facts);
      await bank.on.loan.decide({ ...decision, decisionId, outcome: 'approve', seal, terms: termsOf() });
    }
    const first = await bank.on.loan.listDecisions({ applicationId: 'A-1', size: 1 });
    const second = await bank.on.loan.listDecisions({
      applicationId: 'A-1',
      size: 1,
      after: first.next ?? '',
    });
    expect([first, second].map(({ items }) => items.map(({ decisionId }) => decisionId))).toEqual([
      ['D-4'],
      ['D-5'],
    ]);
    expect(second.next).toBeUndefined();
    expect((await lender.on.loan.listDecisions({ applicationId: 'A-1' })).items).toHaveLength(3);
    expect((await owner.on.loan.listDecisions({ applicationId: 'A-1' })).items).toHaveLength(5);
    await expect(buyer.on.loan.listDecisions({ applicationId: 'A-1' })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
  });

  test('an offer can be accepted before it expires and not at that moment', async () => {
    const { owner, apply, offer, ledger } = await openBank();
    await apply();
    await offer(termsOf());
    await apply('A-2');
    await offer(termsOf(), 'D-1', 'A-2');
    ledger.pass(14 * 86_400_000 - 1);
    await owner.on.loan.accept({ applicationId: 'A-1', decisionId: 'D-1', loanId: 'L-1' });
    ledger.pass(1);
    await expect(
      owner.on.loan.accept({ applicationId: 'A-2', decisionId: 'D-1', loanId: 'L-2' }),
    ).rejects.toMatchObject({
      code: 'OFFER_EXPIRED',
    });
  });

  test('a retracted offer and a withdrawn application cannot be accepted', async () => {
    const { lender, owner, buyer, apply, offer } = await openBank();
    await apply();
    await offer(termsOf());
    await lender.on.loan.retract({ applicationId: 'A-1', decisionId: 'D-1' });
    const taken = { applicationId: 'A-1', decisionId: 'D-1', loanId: 'L-1' };
    await expect(owner.on.loan.accept(taken)).rejects.toMatchObject({
      code: 'WRONG_STATUS',
      facts: { status: 'retracted' },
    });
    await expect(buyer.on.loan.withdraw({ applicationId: 'A-1' })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    await owner.on.loan.withdraw({ applicationId: 'A-1' });
    await expect(owner.on.loan.accept(taken)).rejects.toMatchObject({
      code: 'WRONG_STATUS',
      facts: { status: 'withdrawn' },
    });
  });

  test('nobody accepts for another', async () => {
    const { buyer, apply, offer } = await openBank();
    await apply();
    await offer(termsOf());
    await expect(
      buyer.on.loan.accept({ applicationId: 'A-1', decisionId: 'D-1', loanId: 'L-1' }),
    ).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    await expect(
      buyer.on.loan.readDecision({ applicationId: 'A-1', decisionId: 'D-1' }),
    ).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
  });
});

describe('disbursement', () => {
  test('a vehicle of somebody else secures nothing', async () => {
    const { lender, buyer, apply } = await openBank();
    await apply();
    await buyer.on.loan.apply({
      applicationId: 'A-2',
      vin: VIN,
      amount: eur(10_000n),
      instalments: 6,
      consentId: 'C-2',
    });
    const { seal } = await lender.on.loan.underwrite({ applicationId: 'A-2', decisionId: 'D-1' }, facts);
    await lender.on.loan.decide({
      ...decision,
      applicationId: 'A-2',
      outcome: 'approve',
      seal,
      terms: termsOf(),
    });
    await buyer.on.loan.accept({ applicationId: 'A-2', decisionId: 'D-1', loanId: 'L-2' });
    await expect(lender.on.loan.disburse({ loanId: 'L-2', on: '2024-01-01' })).rejects.toMatchObject({
      code: 'NOT_COLLATERAL',
    });
  });

  test('it is in the agreed time, and the schedule starts with it', async () => {
    const { lender, owner, apply, offer, goTo } = await openBank();
    await apply();
    await offer(termsOf());
    await owner.on.loan.accept({ applicationId: 'A-1', decisionId: 'D-1', loanId: 'L-1' });
    const on = (day: string) => lender.on.loan.disburse({ loanId: 'L-1', on: day });
    await expect(on('2023-12-31')).rejects.toMatchObject({ code: 'DISBURSED_OUT_OF_TERM' });
    await expect(on('2024-01-03')).rejects.toMatchObject({ code: 'VALUE_DAY_AHEAD' });
    goTo('2024-01-16');
    expect((await on('2024-01-16')).terms.startOn).toBe('2024-01-16');
    expect((await owner.on.loan.schedule({ loanId: 'L-1' })).planned[0]).toMatchObject({
      number: 1,
      interest: 29n,
    });
  });

  test('a loan that is not disbursed can be cancelled by either side', async () => {
    const { lender, owner, buyer, apply, offer } = await openBank();
    await apply();
    await offer(termsOf());
    await owner.on.loan.accept({ applicationId: 'A-1', decisionId: 'D-1', loanId: 'L-1' });
    await expect(buyer.on.loan.cancel({ loanId: 'L-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await owner.on.loan.cancel({ loanId: 'L-1' });
    await expect(lender.on.loan.disburse({ loanId: 'L-1', on: '2024-01-01' })).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
  });

  test('the payer of a subvention owes the difference of present values', async () => {
    const { lend } = await openBank();
    const loan = await lend({
      principal: eur(1_200_000n),
      annualRatePpm: 0,
      instalments: 12,
      subvention: { annualRatePpm: 60_000, payer: 'manufacturer' },
    });
    expect(loan.subsidy).toEqual(eur(38_107n));
  });
});

test('two loans of long ids that differ at the end have two liens', async () => {
  const { owner, lender, apply, offer } = await openBank();
  const liens: string[] = [];
  for (const no of ['1', '2']) {
    await apply(`A-${no}`);
    await offer(termsOf(), 'D-1', `A-${no}`);
    const loanId = `L${'0'.repeat(62)}${no}`;
    liens.push((await owner.on.loan.accept({ applicationId: `A-${no}`, decisionId: 'D-1', loanId })).lienId);
    await lender.on.loan.disburse({ loanId, on: termsOf().startOn });
  }
  expect(new Set(liens).size).toBe(2);
});
