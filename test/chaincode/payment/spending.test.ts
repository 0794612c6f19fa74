import { of } from '../../../chaincode/src/kit/value/money';
import type { Lot } from '../../../chaincode/src/payment/records/money';
import type { Purpose } from '../../../chaincode/src/payment/records/party';
import { type Spending, spend } from '../../../chaincode/src/payment/rules/money/spending';

const at = '2026-03-02T09:00:00.000Z';
const lot = (lotId: string, amount: bigint, more: Partial<Lot> = {}): Lot => ({
  owner: 'registry/ana',
  lotId,
  issuer: 'lender',
  amount: of(amount, 'EUR'),
  ...more,
});
const euros = (party: string, amount: bigint) => ({ party, amount: of(amount, 'EUR') });
const purse = [lot('P-0:0', 70n), lot('P-0:1', 50n)];
const order = (more: Partial<Spending> = {}): Spending => ({
  owner: 'registry/ana',
  lots: ['P-0:0', 'P-0:1'],
  to: [euros('registry/ben', 100n)],
  stem: 'P-1',
  at,
  ...more,
});
const until = '2026-04-01T00:00:00.000Z';
const voucher = (more: Partial<Purpose> = {}): Purpose => ({ until, remainderTo: 'insurer', ...more });
const bound = (purpose: Purpose): [Lot[], Partial<Spending>] => [
  [lot('V:0', 120n, { purpose })],
  { lots: ['V:0'] },
];

test('lots of 70 and 50 pay 100 and give 20 change', () => {
  const { created, change, consumed } = spend(purse, order());
  expect(consumed).toHaveLength(2);
  expect(created).toEqual([
    { owner: 'registry/ben', lotId: 'P-1:0', issuer: 'lender', amount: of(100n, 'EUR') },
  ]);
  expect(change).toEqual({ owner: 'registry/ana', lotId: 'P-1:1', issuer: 'lender', amount: of(20n, 'EUR') });
});

test('an exact payment leaves no change', () => {
  expect(spend(purse, order({ to: [euros('registry/ben', 120n)] })).change).toBeUndefined();
});

test.each<[string, (Lot | undefined)[], Partial<Spending>]>([
  ['LOT_TWICE', [purse[0], purse[0]], { lots: ['P-0:0', 'P-0:0'] }],
  ['LOT_GONE', [purse[0], undefined], {}],
  ['LOT_GONE', purse, { owner: 'registry/ben' }],
  ['LOT_GONE', [], { lots: [] }],
  [
    'LOT_FROZEN',
    [lot('P-0:0', 70n, { frozenBy: 'C-1' })],
    { lots: ['P-0:0'], to: [euros('registry/ben', 1n)] },
  ],
  ['LOT_FROZEN', [lot('P-0:0', 70n, { frozenBy: 'C-1' })], { lots: ['P-0:0'], courtOrderId: 'C-2' }],
  ['ISSUERS_DIFFER', [purse[0], lot('P-0:1', 50n, { issuer: 'bank' })], {}],
  ['PURPOSES_DIFFER', [purse[0], lot('P-0:1', 50n, { purpose: voucher({ vin: '1M8GDM9AXKP042788' }) })], {}],
  ['PURPOSE_OVER', ...withAt(bound(voucher({ merchants: ['registry/ben'] })), until)],
  ['PURPOSE_OTHER_MERCHANT', ...bound(voucher({ merchants: ['registry/cat'] }))],
  ['PURPOSE_OTHER_CATEGORY', ...bound(voucher({ categories: ['7538'] }))],
  ['PURPOSE_OTHER_VEHICLE', ...bound(voucher({ vin: '1M8GDM9AXKP042788' }))],
  ['CURRENCY_DIFFERS', [purse[0], lot('P-0:1', 50n, { amount: of(50n, 'USD') })], {}],
  ['NOT_ENOUGH_MONEY', purse, { to: [euros('registry/ben', 100n), euros('registry/cat', 21n)] }],
  ['NOT_ENOUGH_MONEY', purse, { to: [euros('registry/ben', 0n)] }],
])('%s is refused', (code, found, more) => {
  expect(() => spend(found, order(more))).toThrow(expect.objectContaining({ code }));
});

function withAt([found, more]: [Lot[], Partial<Spending>], moment: string): [Lot[], Partial<Spending>] {
  return [found, { ...more, at: moment }];
}

test('a voucher that fits becomes free money of the merchant, its change stays bound', () => {
  const purpose = voucher({ merchants: ['registry/ben'], categories: ['7538'], vin: '1M8GDM9AXKP042788' });
  const { created, change } = spend(
    [lot('V:0', 120n, { purpose })],
    order({ lots: ['V:0'], category: '7538', vin: '1M8GDM9AXKP042788', at: '2026-03-31T23:59:59.999Z' }),
  );
  expect(created[0]).not.toHaveProperty('purpose');
  expect(change).toMatchObject({ amount: of(20n, 'EUR'), purpose });
});

test('a voucher waits in a box bound as it was, if it fits the payee behind the box', () => {
  const purpose = voucher({ merchants: ['registry/ben'] });
  const waiting = order({
    lots: ['V:0'],
    to: [euros('escrow:E-1', 120n)],
    treatment: 'wait',
    payees: ['registry/ben'],
  });
  expect(spend([lot('V:0', 120n, { purpose })], waiting).created[0]).toMatchObject({ purpose });
  expect(() => spend([lot('V:0', 120n, { purpose })], { ...waiting, payees: ['registry/cat'] })).toThrow(
    expect.objectContaining({ code: 'PURPOSE_OTHER_MERCHANT' }),
  );
});
