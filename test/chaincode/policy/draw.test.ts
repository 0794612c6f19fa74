import { openGarage } from '../vehicle/cast';
import { asked, eur, tariff, VIN } from './cast';

const { insurer: _insurer, ...stated } = tariff;
const OLGA = 'registry/olga';
const terms = {
  ...{ standingOrderId: 'S-1', payer: OLGA, payee: 'insurer', most: eur(10_000), from: '2026-04-01' },
  ...{ every: { count: 1, unit: 'month' as const }, until: '2027-04-01', retryAfter: [2, 4] },
  about: { room: 'policy' as const, id: 'P-1' },
};

async function openDraw(change: object = {}) {
  const garage = await openGarage();
  const { be, ledger } = garage;
  const [desk, olga] = [await be('insurer/desk', 'insurer'), await be(OLGA, 'owner')];
  const [bank, second] = [await be('lender/desk', 'lender'), await be('lender/second', 'lender')];
  await desk.on.policy.publishTariff(stated);
  await desk.on.policy.quote({
    ...{ ...asked, tariffId: 'car', tariffVersion: 1, vin: VIN },
    ...{ startsAt: '2026-04-01T00:00:00.000Z', quotedUntil: '2026-03-20T00:00:00.000Z' },
  });
  await olga.on.policy.bind({ policyId: 'P-1' });
  await olga.on.payment.giveStandingOrder({ ...terms, ...change });
  let count = 0;
  const issue = async (minor: number) => {
    const orderId = `O-${++count}`;
    await bank.on.payment.askIssue({ orderId, party: OLGA, amount: eur(minor) });
    await second.on.payment.settle({ orderId, paymentId: `issue-${count}` });
  };
  const goTo = (day: string) => ledger.pass(Date.parse(`${day}T12:00:00Z`) - ledger.now);
  const draw = (paymentId: string) =>
    desk.on.policy.draw({ policyId: 'P-1', standingOrderId: 'S-1', paymentId });
  const read = () => olga.on.policy.read({ policyId: 'P-1' });
  return { ...garage, desk, olga, issue, goTo, draw, read };
}

// 365.00 in four instalments of three months each: 91.25.
test('an instalment is drawn once it is due, and counts as received in the same transaction', async () => {
  const { issue, goTo, draw, read, ledger } = await openDraw();
  await issue(50_000);
  goTo('2026-03-31');
  await expect(draw('D-1')).rejects.toMatchObject({
    code: 'NO_PREMIUM_DUE',
    facts: { next: '2026-04-01' },
  });
  goTo('2026-04-01');
  const drawn = await draw('D-1');
  expect(drawn).toMatchObject({ no: 1, draw: { status: 'drawn', amount: eur(9_125) } });
  expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['MoneyMoved', 'PremiumReceived']);
  expect((await read()).instalments[0]).toMatchObject({ status: 'paid', paymentId: 'D-1' });
  expect(await draw('D-1')).toEqual(drawn);
  await expect(draw('D-2')).rejects.toMatchObject({ code: 'NO_PREMIUM_DUE', facts: { next: '2026-07-01' } });
  goTo('2026-07-01');
  expect(await draw('D-2')).toMatchObject({ no: 2 });
});

test('an account that refuses leaves the instalment open, and it comes back before cover lapses', async () => {
  const { issue, goTo, draw, read } = await openDraw();
  goTo('2026-04-01');
  expect(await draw('D-1')).toEqual({
    draw: expect.objectContaining({ status: 'refused', why: 'funds', nextOn: '2026-04-03' }),
  });
  expect((await read()).instalments[0]).toMatchObject({ status: 'expected' });
  await issue(50_000);
  goTo('2026-04-03');
  expect(await draw('D-1')).toMatchObject({ no: 1, draw: { status: 'drawn' } });
});

test('after the days of grace nothing is drawn: cover lapsed, and the gap is for the insurer to end', async () => {
  const { issue, goTo, draw } = await openDraw();
  await issue(50_000);
  goTo('2026-04-15');
  await expect(draw('D-1')).rejects.toMatchObject({ code: 'POLICY_LAPSED' });
});

test('an instalment above what a period allows is not drawn in part', async () => {
  const { issue, goTo, draw } = await openDraw({ most: eur(100) });
  await issue(50_000);
  goTo('2026-04-01');
  await expect(draw('D-1')).rejects.toMatchObject({ code: 'DRAW_EXCEEDS', facts: { most: '100' } });
});

test('strangers draw no premium, and an order for another policy pays none', async () => {
  const { issue, goTo, olga, desk, draw } = await openDraw({ about: { room: 'policy', id: 'P-2' } });
  await issue(50_000);
  goTo('2026-04-01');
  await expect(draw('D-1')).rejects.toMatchObject({ code: 'DRAW_OTHER' });
  const asking = { policyId: 'P-1', standingOrderId: 'S-1', paymentId: 'D-1' };
  await expect(olga.on.policy.draw(asking)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await olga.on.payment.giveStandingOrder({ ...terms, standingOrderId: 'S-2', payee: 'lender' });
  const other = { ...asking, standingOrderId: 'S-2' };
  await expect(desk.on.policy.draw(other)).rejects.toMatchObject({
    code: 'DRAW_OTHER',
    facts: { field: 'payee' },
  });
});
