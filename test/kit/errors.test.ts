import { ContractError, defineErrors, kitErrors, parseError } from '../../chaincode/src/kit/errors';

const errors = defineErrors({
  LOAN_LATE: { says: 'The loan {loanId} is {days} days late.', cure: 'Pay it.', retry: 'later' },
});

test('the message carries code, sentence, cure and facts, and is read back', () => {
  const error = new ContractError(errors.LOAN_LATE, { loanId: 'L-1', days: 3 });
  expect(error.message).toBe(
    'LOAN_LATE: The loan L-1 is 3 days late. Pay it. {"loanId":"L-1","days":3,"retry":"later"}',
  );
  expect(parseError(`chaincode response 500, ${error.message}`)).toEqual({
    code: 'LOAN_LATE',
    text: 'The loan L-1 is 3 days late. Pay it.',
    facts: { loanId: 'L-1', days: 3 },
    retry: 'later',
  });
});

test('facts that would make the message too long are left out, the code is not', () => {
  const error = new ContractError(errors.LOAN_LATE, { loanId: 'L'.repeat(5000), days: 3 });
  expect(error.message.length).toBeLessThan(4000);
  expect(parseError(error.message)).toMatchObject({ code: 'LOAN_LATE', facts: {} });
});

test('a sentence may hold braces of its own', () => {
  const batch = defineErrors({
    BATCH_WRONG: { says: 'A batch is {"items": [...]} here.', cure: 'Send {"items":[]}.' },
  });
  expect(parseError(new ContractError(batch.BATCH_WRONG, { item: 1 }).message)).toMatchObject({
    code: 'BATCH_WRONG',
    facts: { item: 1 },
  });
});

test.each(['', 'no code here', '14 UNAVAILABLE: nothing', 'CODE_ONLY: text without facts'])(
  '%j is not one of ours',
  (message) => {
    expect(parseError(message)).toBeUndefined();
  },
);

test('every refusal of the kit names a cure', () => {
  for (const { code, says, cure } of Object.values(kitErrors)) {
    expect(code).toMatch(/^[A-Z][A-Z_]+$/);
    expect(says).toMatch(/\.$/);
    expect(cure).toMatch(/\.$/);
  }
});
