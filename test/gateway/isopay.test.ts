import { iso20022 } from '@roadbook/chaincode/api';
import { payPain001, writeIso20022 } from '@roadbook/gateway';
import { ana, eur, openBank, wash } from '../chaincode/payment/cast';
import { throughGateway } from './payment/memory';

const AT = '2026-03-02T09:00:00.000Z';
const ben = 'registry/ben';
const pain = (
  to: { party: string; amount: ReturnType<typeof eur> }[],
  change: { on?: string; from?: string } = {},
) =>
  writeIso20022(
    iso20022.pain001({ paymentId: 'M-1', from: change.from ?? ana, lots: [], to }, AT, undefined, change.on),
  );

async function open(amount = 10_000n) {
  const bank = await openBank();
  await bank.issue(ana, amount);
  return { ...bank, on: throughGateway(bank.ledger, bank.ana) };
}

test('I11: a pain.001 is paid out of chosen lots, and the same message pays once', async () => {
  const { on, held, wash: shop, ben: other } = await open();
  const text = pain([
    { party: wash, amount: eur(1_250n) },
    { party: ben, amount: eur(5n) },
  ]);
  const [paid, ...more] = await payPain001(on, text, '2026-03-02');
  expect(more).toEqual([]);
  expect(paid).toMatchObject({
    paymentId: expect.stringMatching(/^iso-[0-9a-f]{32}$/),
    endToEndIds: ['M-1', expect.any(String)],
    transfer: { from: ana, to: [{ party: wash }, { party: ben }] },
  });
  expect((await payPain001(on, text, '2026-03-02')).map(({ paymentId }) => paymentId)).toEqual([
    paid?.paymentId,
  ]);
  expect([await held(shop, wash), await held(other, ben)]).toEqual([1_250n, 5n]);
});

test('I11: what this ledger wrote spends the lots that it names, under its id', async () => {
  const { on, issue } = await open();
  const lot = await issue(ana, 100n);
  const order = { paymentId: 'P-7', from: ana, lots: [lot], to: [{ party: wash, amount: eur(60n) }] };
  const [paid] = await payPain001(on, writeIso20022(iso20022.pain001(order, AT)), '2026-03-02');
  expect(paid?.transfer).toMatchObject({ paymentId: 'P-7', spent: [lot] });
});

test('I11: another message under the same id is not paid beside it', async () => {
  const { on } = await open();
  await payPain001(on, pain([{ party: wash, amount: eur(10n) }]), '2026-03-02');
  await expect(payPain001(on, pain([{ party: wash, amount: eur(11n) }]), '2026-03-02')).rejects.toMatchObject(
    {
      code: 'EXISTS_DIFFERENTLY',
    },
  );
});

test('I11: forty credits are three payments, and after one that failed the rest is paid by the same call', async () => {
  const bank = await openBank();
  const on = throughGateway(bank.ledger, bank.ana);
  await bank.issue(ana, 30n);
  const text = pain(Array.from({ length: 40 }, () => ({ party: wash, amount: eur(1n) })));
  await expect(payPain001(on, text, '2026-03-02')).rejects.toMatchObject({ name: 'PurseTooSmall' });
  expect(await bank.held(bank.wash, wash)).toBe(19n);
  await bank.issue(ana, 10n);
  expect(await payPain001(on, text, '2026-03-02')).toHaveLength(3);
  expect(await bank.held(bank.wash, wash)).toBe(40n);
});

test.each([
  ['an account that is no party here', 'AC01', [{ party: 'DE02120300000000202051', amount: eur(1n) }], {}],
  ['a day that has not come', 'DT01', [{ party: wash, amount: eur(1n) }], { on: '2026-03-03' }],
  ['nothing to be paid', 'AM01', [{ party: wash, amount: eur(0n) }], {}],
])(
  'I11, ISO 20022 external codes: %s is refused as %s, and nothing is paid',
  async (_why, reason, to, change) => {
    const { on, held, wash: shop } = await open();
    await expect(payPain001(on, pain([...to, ...to], change), '2026-03-02')).rejects.toMatchObject({
      ...{ name: 'RefusedByContract', code: 'ISO_UNREADABLE', facts: { reason } },
    });
    expect(await held(shop, wash)).toBe(0n);
  },
);

test('I11: nobody pays out of the money of somebody else', async () => {
  const { ledger, wash: shop } = await open();
  const text = pain([{ party: wash, amount: eur(10n) }]);
  await expect(payPain001(throughGateway(ledger, shop), text, '2026-03-02')).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
});
