import { eur, openBank, VIN } from './cast';

const OWNER = 'registry/owner';
const terms = {
  ...{ standingOrderId: 'S-1', payer: OWNER, payee: 'lender', most: eur(2_000n), from: '2024-02-01' },
  ...{ every: { count: 1, unit: 'month' as const }, until: '2024-12-01', retryAfter: [3] },
  about: { room: 'loan' as const, id: 'L-1' },
};
const drawing = (paymentId: string, standingOrderId = 'S-1') => ({
  ...{ loanId: 'L-1', standingOrderId, paymentId },
});

async function openDraw(change: object = {}) {
  const bank = await openBank();
  const approver = await bank.be('lender/approver', 'lender');
  let count = 0;
  const issue = async (minor: bigint) => {
    const orderId = `O-${++count}`;
    await bank.lender.on.payment.askIssue({ orderId, party: OWNER, amount: eur(minor) });
    await approver.on.payment.settle({ orderId, paymentId: `issue-${count}` });
  };
  const holds = async (party: string) =>
    (await bank.auditor.on.payment.balance({ party })).accounts[0]?.free.amount ?? 0n;
  await bank.lend();
  await bank.owner.on.payment.giveStandingOrder({ ...terms, ...change });
  const draw = (paymentId: string) => bank.lender.on.loan.draw(drawing(paymentId));
  return { ...bank, issue, holds, draw };
}

// The schedule of 100.00 over six months at 7 % is published: 17.01 a month.
test('the instalment of a published schedule is drawn and booked in one transaction, and drawn once', async () => {
  const { issue, holds, draw, goTo, ledger, owner, lender } = await openDraw();
  await issue(5_000n);
  goTo('2024-01-31');
  await expect(draw('D-1')).rejects.toMatchObject({ code: 'NOTHING_DUE' });
  goTo('2024-02-01');
  const drawn = await draw('D-1');
  expect(drawn).toMatchObject({
    draw: { status: 'drawn', amount: eur(1_701n) },
    entry: { kind: 'repayment', amount: eur(1_701n), on: '2024-02-01' },
  });
  expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['MoneyMoved', 'LoanRepaid']);
  expect([await holds(OWNER), await holds('lender')]).toEqual([3_299n, 1_701n]);
  expect(await draw('D-1')).toEqual(drawn);
  await expect(draw('D-2')).rejects.toMatchObject({ code: 'NOTHING_DUE' });
  const entry = { loanId: 'L-1', entryId: 'D-1', reversalId: 'X-1', on: '2024-02-01' };
  await expect(lender.on.loan.reverse(entry)).rejects.toMatchObject({ code: 'NOT_REVERSIBLE' });
  expect((await owner.on.loan.listEntries({ loanId: 'L-1' })).items).toHaveLength(2);
});

test('an account that refuses has nothing booked, and the draw comes back on its schedule', async () => {
  const { issue, holds, draw, goTo, owner } = await openDraw();
  await issue(1_700n);
  goTo('2024-02-01');
  expect(await draw('D-1')).toEqual({
    draw: expect.objectContaining({ status: 'refused', why: 'funds', nextOn: '2024-02-04' }),
  });
  expect((await owner.on.loan.listEntries({ loanId: 'L-1' })).items).toHaveLength(1);
  await issue(1n);
  goTo('2024-02-03');
  await expect(draw('D-2')).rejects.toMatchObject({ code: 'DRAW_WAITS' });
  goTo('2024-02-04');
  expect(await draw('D-1')).toMatchObject({ draw: { status: 'drawn' }, entry: { on: '2024-02-04' } });
  expect(await holds('lender')).toBe(1_701n);
});

test('no more is drawn than a period allows, whatever is past due', async () => {
  const { issue, draw, goTo } = await openDraw();
  await issue(9_000n);
  goTo('2024-03-01');
  expect(await draw('D-1')).toMatchObject({ draw: { amount: eur(2_000n) }, entry: { amount: eur(2_000n) } });
  await expect(draw('D-2')).rejects.toMatchObject({ code: 'DRAWN_ALREADY' });
});

test('what is booked elsewhere is not drawn around the books, and an order for one contract pays no other', async () => {
  const { issue, goTo, lender, owner, draw } = await openDraw();
  await issue(9_000n);
  goTo('2024-02-01');
  const bare = { standingOrderId: 'S-1', paymentId: 'D-1', amount: eur(1n) };
  await expect(lender.on.payment.draw(bare)).rejects.toMatchObject({
    code: 'DRAW_ELSEWHERE',
    facts: { room: 'loan' },
  });
  const others = [
    { about: { room: 'loan' as const, id: 'L-2' } },
    { about: { room: 'policy' as const, id: 'L-1' } },
    { payee: 'insurer' },
  ];
  for (const [at, change] of others.entries()) {
    const standingOrderId = `S-${at + 2}`;
    await owner.on.payment.giveStandingOrder({ ...terms, ...change, standingOrderId });
    await expect(lender.on.loan.draw(drawing('D-1', standingOrderId))).rejects.toMatchObject({
      code: 'DRAW_OTHER',
    });
  }
  await owner.on.payment.withdrawStandingOrder({ standingOrderId: 'S-1' });
  await expect(draw('D-1')).rejects.toMatchObject({ code: 'WRONG_STATUS' });
});

test('strangers draw nothing of a loan', async () => {
  const { issue, goTo, owner, insurer } = await openDraw();
  await issue(9_000n);
  goTo('2024-02-01');
  await expect(insurer.on.loan.draw(drawing('D-1'))).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await expect(owner.on.loan.draw(drawing('D-1'))).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});

test('the draw of all that is due settles the loan and releases the lien', async () => {
  const { goTo, draw, owner, lender, issue } = await openDraw({ most: eur(20_000n), until: '2026-01-01' });
  await issue(50_000n);
  goTo('2024-08-01');
  expect(await draw('D-1')).toMatchObject({ draw: { status: 'drawn' } });
  expect((await owner.on.loan.read({ loanId: 'L-1' })).status).toBe('settled');
  const { liens } = await lender.on.vehicle.read({ vin: VIN });
  expect(liens.filter(({ releasedAt }) => releasedAt === undefined)).toEqual([]);
});
