import { facts, openBank, eur } from './cast';
import { termsOf } from './terms';

const hash = 'a'.repeat(64);
const stated = {
  ...{ modelId: 'auto-2', version: 1, hash, inputs: ['credit score', 'length of employment'] },
  ...{ owner: 'lender/desk', scorecardVersion: 1, reviewOn: '2024-06-30' },
};

/** A lender whose model is registered, and a way to decide by it on the facts of an applicant. */
async function openModel() {
  const bank = await openBank();
  const { lender, apply } = bank;
  await lender.on.loan.registerModel(stated);
  const decide = async (n: number, outcome: 'approve' | 'decline', change: Partial<typeof facts> = {}) => {
    const about = { applicationId: `A-${n}`, decisionId: `D-${n}` };
    await apply(about.applicationId);
    const { seal } = await lender.on.loan.underwrite(about, { ...facts, ...change });
    const reasons =
      outcome === 'decline'
        ? { reasonsSeal: (await lender.on.loan.explain(about, { reasons: ['creditScore'] })).seal }
        : { terms: termsOf() };
    const model = { modelId: 'auto-2', version: 1 };
    const common = { ...about, outcome, scorecardVersion: 1, seal, validDays: 14, model };
    return lender.on.loan.decide({ ...common, ...reasons });
  };
  return { ...bank, decide };
}

test('a model that decides has a version, a hash, inputs, an owner and a day of review', async () => {
  const { lender, be, registrar } = await openModel();
  expect(await lender.on.loan.readModel({ lender: 'lender', modelId: 'auto-2', version: 1 })).toMatchObject({
    ...{ ...stated, lender: 'lender' },
  });
  expect(await lender.on.loan.registerModel(stated)).toMatchObject({ hash });
  await expect(lender.on.loan.registerModel({ ...stated, hash: 'b'.repeat(64) })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  await expect(lender.on.loan.registerModel({ ...stated, version: 3 })).rejects.toMatchObject({
    code: 'MODEL_OUT_OF_ORDER',
  });
  await expect(
    lender.on.loan.registerModel({ ...stated, version: 2, reviewOn: '2023-12-31' }),
  ).rejects.toMatchObject({ code: 'MODEL_OVERDUE' });
  await registrar.on.member.admit({ org: 'bank', kind: 'lender', confers: ['lender'] });
  const bank = await be('bank/desk', 'lender');
  await expect(
    bank.on.loan.readModel({ lender: 'lender', modelId: 'auto-2', version: 1 }),
  ).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(bank.on.loan.listModels({ lender: 'lender' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  const auditor = await be('registry/auditor', 'auditor');
  expect((await auditor.on.loan.listModels({ lender: 'lender' })).items).toHaveLength(1);
});

test('a decision and a score name the model, whose review is not overdue', async () => {
  const { lender, decide, goTo } = await openModel();
  expect(await decide(1, 'approve')).toMatchObject({ model: { modelId: 'auto-2', version: 1 } });
  const asked = { applicationId: 'A-1', decisionId: 'D-1', scorecardVersion: 1, terms: termsOf() };
  expect(await lender.on.loan.score({ ...asked, model: { modelId: 'auto-2', version: 1 } })).toMatchObject({
    outcome: 'approve',
    model: { modelId: 'auto-2' },
  });
  await expect(
    lender.on.loan.score({ ...asked, model: { modelId: 'nobody', version: 1 } }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  goTo('2024-07-01');
  await expect(decide(2, 'approve')).rejects.toMatchObject({ code: 'MODEL_OVERDUE' });
});

test('its owner alone reviews it, to a day that is ahead; then it decides again', async () => {
  const { lender, decide, goTo, be } = await openModel();
  goTo('2024-07-01');
  const asked = { modelId: 'auto-2', version: 1, reviewOn: '2024-12-31' };
  const other = await be('lender/second', 'lender');
  await expect(other.on.loan.reviewModel(asked)).rejects.toMatchObject({ code: 'MODEL_OF_ANOTHER' });
  await expect(lender.on.loan.reviewModel({ ...asked, reviewOn: '2024-06-30' })).rejects.toMatchObject({
    code: 'MODEL_OVERDUE',
  });
  expect(await lender.on.loan.reviewModel(asked)).toMatchObject({ reviewedBy: 'lender/desk' });
  expect((await decide(2, 'approve')).status).toBe('offered');
});

test('drift: how outcomes and inputs of two months differ, of the own decisions alone', async () => {
  const { lender, decide, goTo, be, registrar } = await openModel();
  // January: four, all approved, credit score 740. February: two approved, two declined with 560.
  for (const n of [1, 2, 3, 4]) await decide(n, 'approve');
  goTo('2024-02-10');
  for (const n of [5, 6]) await decide(n, 'approve');
  for (const n of [7, 8]) await decide(n, 'decline', { creditScore: 560, monthlyIncome: eur(90_000n) });
  const asked = { modelId: 'auto-2', version: 1, before: '2024-01', after: '2024-02' };
  const drift = await lender.on.loan.readDrift(asked);
  expect(drift).toMatchObject({ decisions: { before: 4, after: 4 }, outcomeShiftPpm: 500_000 });
  expect(drift.outcomes.find(({ outcome }) => outcome === 'decline')).toMatchObject({
    ...{ before: 0, after: 500_000 },
  });
  expect(drift.inputs.find(({ factor }) => factor === 'creditScore')).toEqual({
    ...{ factor: 'creditScore', shiftPpm: 500_000 },
    bands: [
      { from: 0, before: 0, after: 500_000 },
      { from: 600, before: 0, after: 0 },
      { from: 720, before: 1_000_000, after: 500_000 },
    ],
  });
  expect(drift.inputs.find(({ factor }) => factor === 'employment')?.shiftPpm).toBe(0);
  expect((await lender.on.loan.readDrift({ ...asked, after: '2024-03' })).decisions.after).toBe(0);
  await registrar.on.member.admit({ org: 'bank', kind: 'lender', confers: ['lender'] });
  const bank = await be('bank/desk', 'lender');
  await expect(bank.on.loan.readDrift(asked)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
