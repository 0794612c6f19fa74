import { PRESETS } from '../../../chaincode/src/loan/records/market';
import { birth, EUROPEAN, hash, tag } from '../vehicle/cast';
import { eur, facts, openBank } from './cast';
import { termsOf } from './terms';

const ANA = 'lender/ana';
const consent = {
  ...{ signedOn: '2024-01-01', how: 'paper' as const, documentHash: hash('signed') },
  says: 'assessment of credit, and the application for this loan',
};

async function openCounter() {
  const bank = await openBank();
  const { plant, registrar, lender } = bank;
  await plant.on.vehicle.certifyBirth(birth(EUROPEAN));
  const registration = { vin: EUROPEAN, registrationId: 'R-2', owner: ANA, jurisdiction: 'DE' };
  await registrar.on.vehicle.register({ ...registration, plateTag: tag('B-AN 1') });
  const mandate = async (mandateId: string, customer = ANA) => {
    const { seal } = await lender.on.loan.keepMandate({ customer, mandateId }, consent);
    return { mandateId, seal };
  };
  const wish = {
    ...{ applicationId: 'A-9', vin: EUROPEAN, amount: eur(10_000n), instalments: 6, consentId: 'C-9' },
    customer: ANA,
  };
  const applyFor = async () => lender.on.loan.applyFor({ ...wish, mandate: await mandate('M-1') });
  const decide = async () => {
    const decision = { applicationId: 'A-9', decisionId: 'D-9' };
    const { seal } = await lender.on.loan.underwrite(decision, facts);
    const stated = { outcome: 'approve', scorecardVersion: 1, validDays: 14 } as const;
    return lender.on.loan.decide({ ...decision, ...stated, seal, terms: termsOf() });
  };
  const acceptFor = async () =>
    lender.on.loan.acceptFor({
      ...{ applicationId: 'A-9', decisionId: 'D-9', loanId: 'L-9' },
      mandate: await mandate('M-2'),
    });
  return { ...bank, mandate, wish, applyFor, decide, acceptFor };
}

describe('M33: a lender books for a customer without a certificate, on a recorded consent', () => {
  test('from the application to the money, the lien and the last cent', async () => {
    const { lender, applyFor, decide, acceptFor, goTo, auditor } = await openCounter();
    expect(await applyFor()).toMatchObject({
      applicant: ANA,
      bookedBy: 'lender',
      mandate: { mandateId: 'M-1' },
    });
    await decide();
    expect(await acceptFor()).toMatchObject({
      borrower: ANA,
      bookedBy: 'lender',
      mandate: { mandateId: 'M-2' },
    });
    await lender.on.loan.disburse({ loanId: 'L-9', on: '2024-01-01' });
    goTo('2024-01-02');
    const { total: amount } = await auditor.on.loan.payoff({ loanId: 'L-9', on: '2024-01-02' });
    await lender.on.loan.repay({ loanId: 'L-9', paymentId: 'P-1', amount, on: '2024-01-02' });
    expect((await lender.on.loan.read({ loanId: 'L-9' })).status).toBe('settled');
    expect(await lender.on.loan.readMandate({ customer: ANA, mandateId: 'M-2' })).toEqual(consent);
  });

  test('only for customers of its own, on a consent that it keeps of that customer', async () => {
    const { lender, mandate, wish, applyFor, decide, owner } = await openCounter();
    const other = { ...wish, customer: 'registry/owner' };
    await expect(
      lender.on.loan.applyFor({ ...other, mandate: await mandate('M-0', 'registry/owner') }),
    ).rejects.toMatchObject({ code: 'CUSTOMER_ELSEWHERE' });
    const foreign = await mandate('M-3', 'lender/ben');
    await expect(lender.on.loan.applyFor({ ...wish, mandate: foreign })).rejects.toMatchObject({
      code: 'PRIVATE_DIFFERS',
    });
    await expect(owner.on.loan.applyFor({ ...wish, mandate: foreign })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await applyFor();
    await decide();
    await expect(
      lender.on.loan.acceptFor({
        ...{ applicationId: 'A-9', decisionId: 'D-9', loanId: 'L-9', mandate: foreign },
      }),
    ).rejects.toMatchObject({ code: 'PRIVATE_DIFFERS' });
  });

  test('not for an applicant who applied alone', async () => {
    const { lender, mandate, apply, offer } = await openCounter();
    await apply();
    await offer(termsOf());
    await expect(
      lender.on.loan.acceptFor({
        ...{ applicationId: 'A-1', decisionId: 'D-1', loanId: 'L-1', mandate: await mandate('M-4') },
      }),
    ).rejects.toMatchObject({ code: 'NOT_YOURS' });
  });

  test('a changed plan is agreed to on a consent of its own', async () => {
    const { lender, applyFor, decide, acceptFor, mandate } = await openCounter();
    await applyFor();
    await decide();
    await acceptFor();
    await lender.on.loan.disburse({ loanId: 'L-9', on: '2024-01-01' });
    const named = { loanId: 'L-9', modificationId: 'M-1' };
    const holiday = { instalments: 1, interest: 'runs' } as const;
    const offer = { ...named, kind: 'holiday', holiday, capitalise: false, validDays: 5 } as const;
    await lender.on.loan.offerModification(offer);
    const agreed = await lender.on.loan.agreeFor({ ...named, mandate: await mandate('M-5') });
    expect(agreed).toMatchObject({ status: 'agreed', mandate: { mandateId: 'M-5' } });
  });
});

describe('M33: what a market fills in, with where it stands', () => {
  const { allocation: _allocation, payoff: _payoff, late: _late, ...bare } = termsOf();

  test.each([
    [
      'US',
      { late: { graceDays: 10, feePpm: 50_000 }, payoff: { till: 'day' } },
      'California Civil Code § 2982(k)',
    ],
    [
      'EU',
      { payoff: { till: 'day', feePpm: 10_000, lastYearFeePpm: 5_000 } },
      'Directive 2008/48/EC, Article 16',
    ],
    ['DE', { businessDays: { rule: 'following', calendar: 'DE' } }, 'BGB § 193'],
    ['CN', { late: { graceDays: 0, annualRatePpm: 105_000 } }, '银发〔2003〕251号'],
  ] as const)('%s', async (market, filled, source) => {
    const { insurer } = await openBank();
    const preset = await insurer.on.loan.readPreset({ market, annualRatePpm: 70_000 });
    expect(preset).toMatchObject(filled);
    expect(preset.sources.join(' ')).toContain(source);
    const { sources: _sources, market: _market, ...terms } = preset;
    const asked = await insurer.on.loan.calculate({ terms: { ...bare, market } });
    expect(asked).toEqual(await insurer.on.loan.calculate({ terms: { ...bare, ...terms } }));
  });

  test('what is stated stands, and the decision has the terms in full', async () => {
    const { apply, offer } = await openBank();
    await apply();
    const late = { graceDays: 3 };
    const { terms } = await offer({ ...bare, market: 'DE', late } as never);
    expect(terms).toMatchObject({ late, payoff: PRESETS.DE(0).payoff, allocation: { ahead: 'last' } });
    expect(terms?.allocation.order?.at(-1)).toMatch(/penalty$/);
    expect(terms).not.toHaveProperty('market');
  });

  test('without a market all is spelled in full', async () => {
    const { insurer } = await openBank();
    await expect(insurer.on.loan.calculate({ terms: bare })).rejects.toMatchObject({
      ...{ code: 'TERMS_IMPOSSIBLE', facts: { why: 'neither an allocation nor a market is stated' } },
    });
  });
});
