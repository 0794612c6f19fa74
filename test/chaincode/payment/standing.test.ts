import { canonical } from '../../../chaincode/src/kit/value/json';
import { periodOf } from '../../../chaincode/src/payment/rules/standing';
import { ana, eur, openBank, wash } from './cast';

const terms = {
  ...{ standingOrderId: 'S-1', payer: ana, payee: wash, most: eur(900n) },
  ...{ every: { count: 1, unit: 'month' as const }, from: '2026-04-01', until: '2026-07-01' },
  retryAfter: [3, 7],
};
const drawing = (paymentId: string, amount = 900n) => ({
  standingOrderId: 'S-1',
  paymentId,
  amount: eur(amount),
});

async function openAccount(change: Partial<typeof terms> & { readonly issuer?: string } = {}) {
  const bank = await openBank({ at: Date.parse('2026-03-20T09:00:00.000Z') });
  const { ana: payer, wash: payee, ledger } = bank;
  await payer.on.payment.giveStandingOrder({ ...terms, ...change });
  const goTo = (moment: string) => ledger.pass(Date.parse(moment) - ledger.now);
  const draw = (paymentId: string, amount?: bigint) => payee.on.payment.draw(drawing(paymentId, amount));
  const read = () => payee.on.payment.readStandingOrder({ standingOrderId: 'S-1' });
  return { ...bank, payer, payee, goTo, draw, read };
}

const refusal = (code: string) => expect.objectContaining({ code });

test('a payee draws up to the amount, once a period, without the payer; the change is the payer’s again', async () => {
  const { draw, goTo, issue, held, payer, payee, proven, read, ledger } = await openAccount();
  for (const amount of [500n, 300n, 400n]) await issue(ana, amount);
  await expect(draw('D-1')).rejects.toMatchObject({ code: 'DRAW_OUTSIDE' });
  expect(await read()).toMatchObject({ next: '2026-04-01' });
  goTo('2026-04-01T12:00:00.000Z');
  await expect(draw('D-1', 901n)).rejects.toMatchObject({ code: 'DRAW_EXCEEDS' });
  const drawn = await draw('D-1');
  expect(drawn).toMatchObject({ status: 'drawn', amount: eur(900n), paymentId: 'D-1' });
  expect(ledger.events.at(-1)?.facts).toMatchObject([{ name: 'MoneyMoved', kind: 'draw', from: ana }]);
  expect([await held(payer, ana), await held(payee, wash)]).toEqual([300n, 900n]);
  expect(await draw('D-1')).toEqual(drawn);
  await expect(draw('D-1', 100n)).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
  await expect(draw('D-2', 1n)).rejects.toMatchObject({
    code: 'DRAWN_ALREADY',
    facts: { period: '2026-04-01', paymentId: 'D-1', next: '2026-05-01' },
  });
  expect(await read()).toMatchObject({ draw: { status: 'drawn' }, next: '2026-05-01' });
  goTo('2026-05-01T12:00:00.000Z');
  expect(await draw('D-2', 200n)).toMatchObject({ status: 'drawn' });
  expect(await draw('D-1')).toEqual(drawn);
  expect([await held(payer, ana), await held(payee, wash), await proven()]).toEqual([100n, 1_100n, true]);
});

test('a period begins when that is certain by whatever clock, and the last day ends by the stamp', async () => {
  const { draw, goTo, issue } = await openAccount();
  await issue(ana, 5_000n);
  goTo('2026-04-01T00:00:19.999Z');
  await expect(draw('D-1')).rejects.toMatchObject({ code: 'DRAW_OUTSIDE' });
  goTo('2026-04-01T00:00:20.000Z');
  await draw('D-1');
  goTo('2026-06-30T23:59:59.999Z');
  await draw('D-2');
  goTo('2026-07-01T00:00:00.000Z');
  await expect(draw('D-3')).rejects.toMatchObject({ code: 'DRAW_OUTSIDE' });
});

test('a refused draw moves nothing and comes back on the schedule of the terms, never later', async () => {
  const { draw, goTo, issue, held, payer, read, ledger } = await openAccount();
  await issue(ana, 899n);
  goTo('2026-04-02T12:00:00.000Z');
  const first = await draw('D-1');
  expect(first).toMatchObject({ status: 'refused', why: 'funds', nextOn: '2026-04-05' });
  const told = { name: 'DrawRefused', period: '2026-04-01', nextOn: '2026-04-05', payer: ana, payee: wash };
  expect(ledger.events.at(-1)?.facts).toMatchObject([told]);
  expect(await draw('D-1')).toEqual(first);
  goTo('2026-04-04T12:00:00.000Z');
  await expect(draw('D-2')).rejects.toMatchObject({ code: 'DRAW_WAITS', facts: { next: '2026-04-05' } });
  goTo('2026-04-06T12:00:00.000Z');
  expect(await draw('D-1')).toMatchObject({ status: 'refused', nextOn: '2026-04-13' });
  expect(await read()).toMatchObject({ next: '2026-04-13' });
  goTo('2026-04-13T12:00:00.000Z');
  expect(await draw('D-1')).not.toHaveProperty('nextOn');
  await issue(ana, 5_000n);
  goTo('2026-04-29T12:00:00.000Z');
  await expect(draw('D-2')).rejects.toMatchObject({ code: 'DRAW_WAITS', facts: { next: '2026-05-01' } });
  expect(await held(payer, ana)).toBe(5_899n);
  goTo('2026-05-02T12:00:00.000Z');
  expect(await draw('D-2')).toMatchObject({ status: 'drawn' });
  const { items } = await payer.on.payment.listDraws({ standingOrderId: 'S-1' });
  expect(items.map(({ period, status, refusals }) => [period, status, refusals.length])).toEqual([
    ['2026-04-01', 'refused', 3],
    ['2026-05-01', 'drawn', 0],
  ]);
});

test('a draw that comes back and finds the money is drawn, and keeps what was refused before', async () => {
  const { draw, goTo, issue, payer } = await openAccount();
  goTo('2026-04-01T12:00:00.000Z');
  expect(await draw('D-1')).toMatchObject({ status: 'refused' });
  await issue(ana, 900n);
  goTo('2026-04-04T12:00:00.000Z');
  expect(await draw('D-1')).toMatchObject({ status: 'drawn' });
  expect((await payer.on.payment.listDraws({ standingOrderId: 'S-1' })).items).toMatchObject([
    { status: 'drawn', refusals: [{ on: '2026-04-01', why: 'funds' }] },
  ]);
});

test('vouchers, frozen lots and a frozen account are not drawn on', async () => {
  const { draw, goTo, issue, payer, registrar, insurer } = await openAccount();
  const lots = [await issue(ana, 900n)];
  const purpose = { vin: '1M8GDM9AXKP042788', until: '2027-01-01T00:00:00.000Z', remainderTo: ana };
  await payer.on.payment.bind({ paymentId: 'B-1', from: ana, lots, to: ana, amount: eur(900n), purpose });
  const frozen = await issue(ana, 900n);
  await registrar.on.payment.freeze({ courtOrderId: 'C-1', holder: ana, lots: [frozen] });
  await insurer.on.payment.confirmFreeze({ courtOrderId: 'C-1' });
  goTo('2026-04-01T12:00:00.000Z');
  expect(await draw('D-1')).toMatchObject({ status: 'refused', why: 'funds' });
  await issue(ana, 900n);
  await registrar.on.payment.freeze({ courtOrderId: 'C-2', holder: ana, lots: [] });
  await insurer.on.payment.confirmFreeze({ courtOrderId: 'C-2' });
  goTo('2026-04-04T12:00:00.000Z');
  expect(await draw('D-1')).toMatchObject({ status: 'refused', why: 'frozen' });
});

test('an account of too many small lots says so, and is no account without money', async () => {
  const { draw, goTo, issue, payer } = await openAccount();
  const [big] = [await issue(ana, 1_000n)];
  let lot = big;
  for (let at = 0; at < 11; at++) {
    const to = Array.from({ length: 20 }, () => ({ party: ana, amount: eur(1n) }));
    const paid = await payer.on.payment.transfer({ paymentId: `A-${at + 10}`, from: ana, lots: [lot], to });
    lot = paid.made[20]?.lotId ?? '';
  }
  goTo('2026-04-01T12:00:00.000Z');
  expect(await draw('D-1', 250n)).toMatchObject({ status: 'refused', why: 'scattered' });
});

test('strangers neither give, draw, read nor withdraw; the payer alone gives it', async () => {
  const { draw, goTo, issue, payer, payee, ben, desk, auditor } = await openAccount();
  await issue(ana, 900n);
  goTo('2026-04-01T12:00:00.000Z');
  const named = { standingOrderId: 'S-1' };
  const given = { ...terms, standingOrderId: 'S-2' };
  for (const other of [payee, ben, desk])
    await expect(other.on.payment.giveStandingOrder(given)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(payer.on.payment.draw(drawing('D-1'))).rejects.toMatchObject({ code: 'WRONG_SIDE' });
  for (const other of [ben, desk]) {
    await expect(other.on.payment.draw(drawing('D-1'))).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await expect(other.on.payment.readStandingOrder(named)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await expect(other.on.payment.listDraws(named)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await expect(other.on.payment.withdrawStandingOrder(named)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    const asked = { party: ana, as: 'payer' as const };
    await expect(other.on.payment.listStandingOrders(asked)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  }
  expect((await auditor.on.payment.readStandingOrder(named)).order).toMatchObject({ payer: ana });
  await draw('D-1');
  const listed = await payee.on.payment.listStandingOrders({ party: wash, as: 'payee' });
  expect(listed.items.map(({ standingOrderId }) => standingOrderId)).toEqual(['S-1']);
});

test('the payer withdraws at will: a draw that was endorsed before and held back does not commit after', async () => {
  const { goTo, issue, held, payer, payee, ledger, draw } = await openAccount();
  await issue(ana, 2_000n);
  goTo('2026-04-01T12:00:00.000Z');
  const wire = (name: string, request: object) =>
    ({ manner: 'submit', room: 'payment', name, request: canonical(request as never) }) as const;
  const drawWire = (paymentId: string) =>
    wire('draw', { standingOrderId: 'S-1', paymentId, amount: { amount: '900', currency: 'EUR' } });
  const withdrawal = wire('withdrawStandingOrder', { standingOrderId: 'S-1' });
  expect(await ledger.race([payer, withdrawal], [payee, drawWire('D-1')])).toEqual([
    'VALID',
    'MVCC_READ_CONFLICT',
  ]);
  await expect(draw('D-1')).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  const again = { standingOrderId: 'S-1' };
  expect(await payer.on.payment.withdrawStandingOrder(again)).toMatchObject({ status: 'withdrawn' });
  expect(await held(payer, ana)).toBe(2_000n);
});

test('two draws of one period in one block: one has drawn, and the money of the account is whole', async () => {
  const { goTo, issue, held, payer, payee, ledger, proven } = await openAccount();
  await issue(ana, 900n);
  await issue(ana, 900n);
  goTo('2026-04-01T12:00:00.000Z');
  const request = (paymentId: string) =>
    canonical({ standingOrderId: 'S-1', paymentId, amount: { amount: '900', currency: 'EUR' } });
  const wire = (paymentId: string) =>
    ({ manner: 'submit', room: 'payment', name: 'draw', request: request(paymentId) }) as const;
  const verdicts = await ledger.race([payee, wire('D-1')], [payee, wire('D-2')]);
  expect(verdicts[0]).toBe('VALID');
  expect(verdicts[1]).not.toBe('VALID');
  expect([await held(payer, ana), await proven()]).toEqual([900n, true]);
});

test('what was drawn the payee gives back by a refund, never more than it', async () => {
  const { draw, goTo, issue, held, payer, payee } = await openAccount();
  await issue(ana, 900n);
  goTo('2026-04-01T12:00:00.000Z');
  await draw('D-1');
  const refunds = { paymentId: 'D-1', from: ana };
  const back = { paymentId: 'R-1', from: wash, lots: ['D-1:0'], refunds };
  await payee.on.payment.refund({ ...back, amount: eur(900n) });
  expect(await held(payer, ana)).toBe(900n);
  const more = { ...back, paymentId: 'R-2', amount: eur(1n) };
  await expect(payee.on.payment.refund(more)).rejects.toMatchObject({ code: 'REFUND_EXCEEDS' });
});

test.each([
  [{ until: '2026-04-01' }, 'STANDING_TERMS'],
  [{ payee: ana }, 'STANDING_TERMS'],
  [{ zone: 'Asia/Tokyo' }, 'NOT_FOUND'],
  [{ retryAfter: [1, 1, 1, 1, 1, 1] }, 'INVALID_REQUEST'],
  [{ most: eur(0n) }, 'INVALID_REQUEST'],
])('terms that cannot be kept are refused: %j', async (change, code) => {
  const { payer } = await openAccount();
  const given = { ...terms, standingOrderId: 'S-2', ...change };
  await expect(payer.on.payment.giveStandingOrder(given)).rejects.toEqual(refusal(code));
});

describe('periods', () => {
  test.each([
    ['month', 1, '2026-01-31', '2026-02-27', '2026-01-31', '2026-02-28'],
    ['month', 1, '2026-01-31', '2026-02-28', '2026-02-28', '2026-03-31'],
    ['month', 3, '2026-01-15', '2026-07-14', '2026-04-15', '2026-07-15'],
    ['month', 12, '2024-02-29', '2026-02-28', '2026-02-28', '2027-02-28'],
    ['week', 2, '2026-01-05', '2026-01-18', '2026-01-05', '2026-01-19'],
    ['day', 10, '2026-01-05', '2026-01-25', '2026-01-25', '2026-02-04'],
  ] as const)('every %s (%i) from %s on %s: from %s to %s', (unit, count, from, on, begins, next) => {
    expect(periodOf({ from, every: { unit, count } }, on)).toEqual({ from: begins, next });
  });
});
