import {
  aheadCode,
  aheadFrom,
  kindCode,
  kindFrom,
  kindWords,
  slotCode,
  slotFrom,
  statusCode,
  statusFrom,
  statusWords,
} from '../../../chaincode/src/loan/export/fineract';
import { loanStatus } from '../../../chaincode/src/loan/records/loan';
import { CREDITS, entryKind } from '../../../chaincode/src/loan/records/entry';
import { DEFAULT_ORDER } from '../../../chaincode/src/loan/records/terms';

test('status codes go both ways', () => {
  for (const word of statusWords) expect(statusFrom(statusCode(word)?.id ?? 0)).toBe(word);
  expect(statusWords.map((word) => statusCode(word)?.id)).toEqual([
    100, 200, 300, 303, 304, 400, 500, 600, 601, 602, 700,
  ]);
  expect([100, 300, 600, 700].map(statusFrom)).toEqual(['submitted', 'active', 'settled', 'overpaid']);
  expect(statusFrom(999)).toBeUndefined();
});

test('every status of a loan has a code; a default is an active loan', () => {
  for (const status of loanStatus.options) expect(statusCode(status)).toBeDefined();
  expect(statusCode('defaulted')).toEqual({ id: 300, code: 'ACTIVE' });
});

test('transaction types go both ways', () => {
  for (const word of kindWords) expect(kindFrom(kindCode(word)?.id ?? 0)).toBe(word);
  expect(kindWords.map((word) => kindCode(word)?.id)).toEqual([
    ...[1, 2, 4, 6, 8, 9, 10, 16, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 33],
  ]);
});

test('charges, reversals, reschedules and holidays have no type there, proceeds and indemnities are repayments', () => {
  expect(entryKind.options.filter((kind) => kindCode(kind) === undefined)).toEqual([
    'charge',
    'reversal',
    'reschedule',
    'holiday',
  ]);
  expect(CREDITS.map((kind) => kindCode(kind)?.id)).toEqual([23, 21, 22, 31, 33]);
  expect(
    ['proceeds', 'indemnity', 'reage', 'reamortise'].map((kind) => kindCode(kind as 'reage')?.id),
  ).toEqual([2, 2, 29, 30]);
});

test('the order of allocation goes both ways', () => {
  expect(slotCode('pastDue.penalty')).toBe('PAST_DUE_PENALTY');
  for (const slot of DEFAULT_ORDER) expect(slotFrom(slotCode(slot))).toBe(slot);
  for (const ahead of ['next', 'last', 'reamortise'] as const)
    expect(aheadFrom(aheadCode(ahead))).toBe(ahead);
  expect(aheadCode('next')).toBe('NEXT_INSTALLMENT');
});
