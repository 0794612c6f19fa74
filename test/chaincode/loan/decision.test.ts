import { eur, facts, openBank, scorecard } from './cast';
import { termsOf } from './terms';

const named = { applicationId: 'A-1', decisionId: 'D-1' };

/** A rival lender that used the id of the lender's decision first. */
async function contested() {
  const bank = await openBank();
  const { be, apply } = bank;
  const registrar = await be('registry/registrar', 'registrar');
  await registrar.on.member.admit({ org: 'bank', kind: 'lender', confers: ['lender'] });
  const rival = await be('bank/desk', 'lender');
  await rival.on.loan.publishScorecard(scorecard);
  await apply();
  const { seal } = await rival.on.loan.underwrite(named, facts);
  await rival.on.loan.decide({
    ...named,
    outcome: 'approve',
    scorecardVersion: 1,
    seal,
    terms: termsOf(),
    validDays: 14,
  });
  return { ...bank, rival };
}

test('an offer whose id a rival took is made all the same, and the applicant accepts the one that it names', async () => {
  const { lender, rival, owner, offer } = await contested();
  const offered = await offer(termsOf());
  expect(offered).toMatchObject({ lender: 'lender', status: 'offered', apart: true });
  expect(await offer(termsOf())).toEqual(offered);
  expect(
    (await owner.on.loan.listDecisions({ applicationId: 'A-1' })).items.map((one) => one.lender).toSorted(),
  ).toEqual(['bank', 'lender']);
  expect(await lender.on.loan.readDecision(named)).toEqual(offered);
  expect(await rival.on.loan.readDecision(named)).toMatchObject({ lender: 'bank', contested: true });
  await expect(owner.on.loan.readDecision(named)).rejects.toMatchObject({ code: 'DECISION_CONTESTED' });
  await expect(owner.on.loan.accept({ ...named, loanId: 'L-1' })).rejects.toMatchObject({
    code: 'DECISION_CONTESTED',
  });
  expect(await owner.on.loan.accept({ ...named, loanId: 'L-1', lender: 'lender' })).toMatchObject({
    lender: 'lender',
    terms: { principal: eur(10_000n) },
  });
});

test('each lender takes back its own offer of the same id', async () => {
  const { lender, rival, offer } = await contested();
  await offer(termsOf());
  expect(await lender.on.loan.retract(named)).toMatchObject({ lender: 'lender', status: 'retracted' });
  expect(await rival.on.loan.readDecision(named)).toMatchObject({ lender: 'bank', status: 'offered' });
  expect(await rival.on.loan.retract(named)).toMatchObject({ lender: 'bank', status: 'retracted' });
});
