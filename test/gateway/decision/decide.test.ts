import { decideByScorecard, decisionIdOf, type DecisionPolicy, type LoanFacts } from '@roadbook/gateway';
import { eur, facts, openBank, VIN } from '../../chaincode/loan/cast';
import { termsOf } from '../../chaincode/loan/terms';
import { throughGateway } from '../payment/memory';

async function open(known: LoanFacts | undefined = facts) {
  const bank = await openBank();
  const desk = throughGateway(bank.ledger, bank.lender);
  const policy: DecisionPolicy = {
    ...{ scorecardVersion: 1, facts: async () => known },
    terms: ({ amount, instalments }) => termsOf({ principal: amount, instalments }),
  };
  const decide = (change: Partial<DecisionPolicy> = {}) =>
    decideByScorecard(desk, 'A-1', { ...policy, ...change });
  return { ...bank, decide };
}
const read = { applicationId: 'A-1', decisionId: decisionIdOf('A-1') };

test('a good applicant is offered what was applied for, and accepts it', async () => {
  const { apply, decide, owner } = await open();
  await apply();
  expect(await decide()).toMatchObject({ did: 'decided', outcome: 'approve', points: 1_000 });
  expect(await owner.on.loan.readDecision(read)).toMatchObject({ status: 'offered', scorecardVersion: 1 });
  const taken = { applicationId: 'A-1', decisionId: read.decisionId, loanId: 'L-1' };
  expect(await owner.on.loan.accept(taken)).toMatchObject({ lender: 'lender' });
});

// Points of the card: PTI and LTV 200 each; a score of 560 has 0, of 610 150; 3 months 20; 3 delinquencies 0, 1 has 30
test.each([
  ['decline', { creditScore: 560, employedMonths: 3, delinquencies: 3, bankruptcies: 1 }, 420],
  ['refer', { creditScore: 610, employedMonths: 3, delinquencies: 1, bankruptcies: 1 }, 600],
] as const)('%s, with the reasons under seal', async (outcome, change, points) => {
  const { apply, decide, lender } = await open({ ...facts, ...change, vehicleValue: eur(20_000n) });
  await apply();
  expect(await decide()).toMatchObject({ did: 'decided', outcome, points });
  const { reasons } = await lender.on.loan.readReasons(read);
  expect(reasons).toContain('creditScore');
});

test('too much for the vehicle is countered with the amount that fits', async () => {
  const { apply, decide, owner } = await open({ ...facts, vehicleValue: eur(8_000n) });
  await apply();
  expect(await decide()).toMatchObject({ did: 'decided', outcome: 'counter' });
  expect((await owner.on.loan.readDecision(read)).terms?.principal).toEqual(eur(8_000n));
});

test('run again it decides once; what is not open is passed', async () => {
  const { apply, decide, owner, ledger } = await open();
  await apply();
  await decide();
  const told = ledger.events.length;
  expect(await decide()).toEqual({ did: 'passed', applicationId: 'A-1' });
  await owner.on.loan.withdraw({ applicationId: 'A-1' });
  expect(await decide()).toEqual({ did: 'passed', applicationId: 'A-1' });
  expect(ledger.events).toHaveLength(told + 1);
});

test('nothing known, sealed bids, a model that is overdue: left to a person', async () => {
  const { apply, decide } = await open();
  await apply();
  expect(await decide({ facts: async () => undefined })).toMatchObject({ did: 'left', why: 'noFacts' });
  expect(await decide({ model: { modelId: 'nobody', version: 1 } })).toEqual({
    ...{ did: 'left', applicationId: 'A-1', why: 'refused', code: 'NOT_FOUND' },
  });
  const sealed = await open();
  const bidding = { closesAt: '2024-01-02T09:00:00.000Z', openUntil: '2024-01-03T09:00:00.000Z' };
  const wish = { applicationId: 'A-1', vin: VIN, amount: eur(10_000n), instalments: 6, consentId: 'C-1' };
  await sealed.owner.on.loan.apply({ ...wish, bidding });
  expect(await sealed.decide()).toMatchObject({ did: 'left', why: 'underSeal' });
});

test('the decision names its model', async () => {
  const { apply, decide, lender, owner } = await open();
  await lender.on.loan.registerModel({
    ...{ modelId: 'auto', version: 1, hash: 'a'.repeat(64), inputs: ['credit score'], owner: 'lender/desk' },
    ...{ scorecardVersion: 1, reviewOn: '2024-12-31' },
  });
  await apply();
  await decide({ model: { modelId: 'auto', version: 1 } });
  expect((await owner.on.loan.readDecision(read)).model).toEqual({ modelId: 'auto', version: 1 });
});
