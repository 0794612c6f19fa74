import { freeze } from '../../behaviour/court';
import { canonical, ownId } from '@roadbook/chaincode/api';
import { ana, at, eur, openBank, vin, wash } from './cast';

const ben = 'registry/ben';
const until = '2026-04-01T00:00:00.000Z';
const wire = (value: unknown) =>
  canonical(JSON.parse(JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? `${one}` : one))));
const pay = (from: string, lots: string[], amount: bigint) => ({
  paymentId: 'P-1',
  from,
  lots,
  to: [{ party: wash, amount: eur(amount) }],
});

test('a payment whose id was taken from the proposal is made all the same, and each payer finds its own', async () => {
  const { ledger, ana: owner, ben: squatter, wash: shop, auditor, issue, held, proven } = await openBank();
  const [mine, his] = [await issue(ana, 100n), await issue(ben, 5n)];
  const call = (request: object) =>
    ({ manner: 'submit', room: 'payment', name: 'transfer', request: wire(request) }) as const;
  const endorsed = await ledger.simulate(owner, call(pay(ana, [mine], 60n)));
  await squatter.on.payment.transfer(pay(ben, [his], 1n));
  expect(ledger.commit(endorsed)).toEqual(['MVCC_READ_CONFLICT']);
  const made = await owner.on.payment.transfer(pay(ana, [mine], 60n));
  expect(await owner.on.payment.transfer(pay(ana, [mine], 60n))).toEqual(made);
  await expect(owner.on.payment.transfer(pay(ana, [mine], 61n))).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  expect(await owner.on.payment.read({ paymentId: 'P-1' })).toEqual(made);
  expect((await squatter.on.payment.read({ paymentId: 'P-1' })).to).toEqual([
    { party: wash, amount: eur(1n) },
  ]);
  expect(await auditor.on.payment.read({ paymentId: 'P-1', from: ana })).toEqual(made);
  await expect(squatter.on.payment.read({ paymentId: 'P-1', from: ana })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  expect([await held(shop, wash), await held(owner, ana), await held(squatter, ben), await proven()]).toEqual(
    [61n, 40n, 4n, true],
  );
  const period = {
    party: wash,
    issuer: 'lender',
    currency: 'EUR' as const,
    from: '2026-03-01',
    until: '2026-04-01',
  };
  const { entries, closing } = await shop.on.payment.statement(period);
  expect([
    entries.map(({ amount }) => amount.amount).toSorted((left, right) => Number(left - right)),
    closing.amount,
  ]).toEqual([[1n, 60n], 61n]);
  const [paid] = made.made;
  const onwards = {
    paymentId: 'P-2',
    from: wash,
    lots: [paid?.lotId ?? ''],
    to: [{ party: ben, amount: eur(60n) }],
  };
  await shop.on.payment.transfer(onwards);
  expect([await held(shop, wash), await proven()]).toEqual([1n, true]);
});

test('a lock, a hold and an escrow hold their money whoever used the id of the payment', async () => {
  const { ana: owner, ben: squatter, wash: shop, issue, held, proven } = await openBank();
  const lots = [await issue(ana, 100n)];
  await squatter.on.payment.transfer(pay(ben, [await issue(ben, 5n)], 1n));
  const hash = '66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925';
  const locking = {
    lockId: 'L-1',
    paymentId: 'P-1',
    from: ana,
    lots,
    payee: wash,
    amount: eur(10n),
    hash,
    deadline: until,
  };
  const { lock, transfer } = await owner.on.payment.lock(locking);
  expect(await owner.on.payment.lock(locking)).toEqual({ lock, transfer });
  await shop.on.payment.claim({ lockId: 'L-1', paymentId: 'P-1', preimage: '00'.repeat(32) });
  const rest = transfer.made[1]?.lotId ?? '';
  const hold = {
    holdId: 'H-1',
    paymentId: 'P-3',
    from: ana,
    lots: [rest],
    payee: wash,
    amount: eur(90n),
    until,
  };
  await owner.on.payment.authorise(hold);
  await squatter.on.payment.transfer({ ...pay(ben, [`P-1:1`], 1n), paymentId: 'P-4' });
  await shop.on.payment.capture({ holdId: 'H-1', paymentId: 'P-4', amount: eur(90n), last: true });
  expect([await held(shop, wash), await held(owner, ana), await proven()]).toEqual([102n, 0n, true]);
});

test('new money comes and old money goes whoever used the id of the settlement', async () => {
  const { desk, second, ana: owner, ben: squatter, issue, held, proven } = await openBank();
  await squatter.on.payment.transfer({ ...pay(ben, [await issue(ben, 5n)], 1n), paymentId: 'S-1' });
  await desk.on.payment.askIssue({ orderId: 'I-9', party: ana, amount: eur(70n) });
  const { transfer } = await second.on.payment.settle({ orderId: 'I-9', paymentId: 'S-1' });
  const lots = [transfer?.made[0]?.lotId ?? ''];
  expect(await second.on.payment.settle({ orderId: 'I-9', paymentId: 'S-1' })).toMatchObject({
    transfer: { apart: true },
  });
  await owner.on.payment.askRedemption({
    orderId: 'R-9',
    issuer: 'lender',
    paymentId: 'S-1',
    from: ana,
    lots,
    amount: eur(70n),
  });
  await desk.on.payment.checkRedemption({ orderId: 'R-9' });
  await second.on.payment.settle({ orderId: 'R-9', paymentId: 'S-1' });
  expect([await held(owner, ana), await proven()]).toEqual([0n, true]);
});

test('a note is kept under its keeper, and another of the organisation takes nothing by keeping one first', async () => {
  const { ana: owner, ben: squatter, registrar, issue } = await openBank();
  await squatter.on.payment.note({ paymentId: 'P-1' }, { text: 'taken' });
  const { seal } = await owner.on.payment.note({ paymentId: 'P-1' }, { text: 'for the wash' });
  await owner.on.payment.transfer({ ...pay(ana, [await issue(ana, 10n)], 10n), noteSeal: seal });
  expect(await owner.on.payment.readNote({ paymentId: 'P-1' })).toEqual({ text: 'for the wash' });
  expect(await registrar.on.payment.readNote({ paymentId: 'P-1' })).toEqual({ text: 'for the wash' });
  expect(await registrar.on.payment.readNote({ paymentId: 'P-1', from: ben })).toEqual({ text: 'taken' });
  const other = { ...pay(ben, [await issue(ben, 10n)], 10n), noteSeal: seal };
  await expect(squatter.on.payment.transfer(other)).rejects.toMatchObject({ code: 'PRIVATE_DIFFERS' });
});

test('an id of one’s own is nobody else’s, in every room', async () => {
  const { ana: owner, ben: squatter, desk, second, ledger } = await openBank();
  const mine = ownId(ana, 'R-1');
  const request = (requestId: string, payee: string) => ({
    requestId,
    payee,
    currency: 'EUR' as const,
    until: at(ledger, 1000),
    reusable: false,
  });
  const kept = { code: 'ID_KEPT', facts: expect.objectContaining({ id: mine }) };
  await expect(squatter.on.payment.request(request(mine, ben))).rejects.toMatchObject(kept);
  await owner.on.payment.request(request(mine, ana));
  await expect(squatter.on.payment.request(request(mine, ben))).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  const house = ownId('lender', 'I-1');
  await second.on.payment.askIssue({ orderId: house, party: ana, amount: eur(5n) });
  await desk.on.payment.settle({ orderId: house, paymentId: ownId('lender/desk', 'S-1') });
  const wish = { vin, amount: eur(500n), instalments: 12, consentId: 'C-1' };
  await expect(squatter.on.loan.apply({ ...wish, applicationId: mine })).rejects.toMatchObject(kept);
  expect(await owner.on.loan.apply({ ...wish, applicationId: mine })).toMatchObject({ applicant: ana });
  expect(mine).toMatch(/^own\.[0-9a-f]{20}\.R-1$/);
});

describe('what a court takes back', () => {
  const asking = { courtOrderId: 'C-1', paymentId: 'X-1' };
  const order = (lots: string[], to: string, amount: bigint) => ({
    ...asking,
    lots,
    to,
    amount: eur(amount),
  });

  test('goes to whom the order of who is confirmed names, whoever used its ids first', async () => {
    const { ana: owner, auditor, registrar, insurer, desk, issue, held, proven } = await openBank();
    const lots = [await issue(ana, 100n)];
    await freeze(registrar, insurer, { courtOrderId: 'C-1', holder: ana, lots: [] });
    await auditor.on.payment.clawBack(order(lots, 'registry/friend', 100n));
    const asked = await registrar.on.payment.clawBack(order(lots, 'registry/victim', 60n));
    expect(asked).toMatchObject({ by: 'registry/registrar', to: 'registry/victim', status: 'asked' });
    expect(await registrar.on.payment.clawBack(order(lots, 'registry/victim', 60n))).toEqual(asked);
    const whose = { code: 'INVALID_REQUEST', facts: { field: 'by' } };
    await expect(insurer.on.payment.readClawBack(asking)).rejects.toMatchObject(whose);
    await expect(insurer.on.payment.confirmClawBack(asking)).rejects.toMatchObject(whose);
    const named = { ...asking, by: 'registry/registrar' };
    expect(await insurer.on.payment.readClawBack(named)).toEqual(asked);
    const paid = await insurer.on.payment.confirmClawBack(named);
    expect(await insurer.on.payment.confirmClawBack(named)).toEqual(paid);
    await expect(
      desk.on.payment.confirmClawBack({ ...asking, by: 'registry/auditor' }),
    ).rejects.toMatchObject({
      code: 'LOT_GONE',
    });
    expect([await held(auditor, 'registry/victim'), await held(owner, ana), await proven()]).toEqual([
      60n,
      40n,
      true,
    ]);
  });

  test('is taken though its holder makes another payment with the id, and its friend too', async () => {
    const {
      ana: owner,
      ben: friend,
      desk,
      registrar,
      auditor,
      insurer,
      issue,
      held,
      proven,
    } = await openBank();
    const [lot, rest, his] = [await issue(ana, 100n), await issue(ana, 9n), await issue(ben, 5n)];
    await freeze(registrar, insurer, { courtOrderId: 'C-1', holder: ana, lots: [lot] });
    await registrar.on.payment.clawBack(order([lot], 'registry/victim', 60n));
    await friend.on.payment.transfer({ ...pay(ben, [his], 1n), paymentId: 'X-1' });
    await owner.on.payment.transfer({ ...pay(ana, [rest], 1n), paymentId: 'X-1' });
    const paid = await insurer.on.payment.confirmClawBack(asking);
    expect(paid).toMatchObject({
      kind: 'clawBack',
      from: ana,
      to: [{ party: 'registry/victim', amount: eur(60n) }],
    });
    expect(paid.paymentId).toMatch(/^own\.[0-9a-f]{20}\.[0-9a-f]{32}$/);
    expect(await insurer.on.payment.confirmClawBack(asking)).toEqual(paid);
    expect(await auditor.on.payment.readClawBack(asking)).toMatchObject({
      status: 'taken',
      paidAs: paid.paymentId,
    });
    expect([await held(auditor, 'registry/victim'), await held(owner, ana), await proven()]).toEqual([
      60n,
      48n,
      true,
    ]);
    const like = ownId('court:', 'C-1');
    const [change] = (await owner.on.payment.listLots({ owner: ana })).items.filter(
      ({ frozenBy }) => frozenBy === undefined,
    );
    const mimic = { ...pay(ana, [change?.lotId ?? ''], 1n), paymentId: like };
    await expect(owner.on.payment.transfer(mimic)).rejects.toMatchObject({ code: 'ID_KEPT' });
    await desk.on.payment.askIssue({ orderId: 'I-9', party: ana, amount: eur(1n) });
    await expect(desk.on.payment.settle({ orderId: 'I-9', paymentId: like })).rejects.toMatchObject({
      code: 'ID_KEPT',
    });
  });
});
