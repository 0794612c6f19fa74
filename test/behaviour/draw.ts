import { money, time } from '@roadbook/chaincode/api';
import { lendLate } from './loan';
import { moneyFor } from './sale';
import type { Behaviour, World } from './world';

const [OWNER, SHOP] = ['registry/owner', 'registry/merchant'];
// A currency that nobody else uses here, so that the account holds what this test gave it.
const nok = (amount: bigint) => money.of(amount, 'NOK');
const eur = (amount: bigint) => money.of(amount, 'EUR');

/** A standing order of the owner that began yesterday, so that no clock doubts its first period. */
const termsFrom = (world: World) => {
  const today = time.dayOf(world.now());
  return {
    ...{ standingOrderId: world.fresh('S'), payer: OWNER, from: time.addDays(today, -1) },
    ...{ until: time.addDays(today, 300), every: { count: 1, unit: 'month' as const }, retryAfter: [3] },
  };
};

export const drawBehaviour: Behaviour = (open) => {
  test('a lender draws an instalment, booked in the same transaction, once a period and never after a withdrawal', async () => {
    const world = await open();
    const { desk, owner, loanId } = await lendLate(world);
    await moneyFor(world, OWNER, 5_000n);
    const about = { room: 'loan' as const, id: loanId };
    // The published instalment of the loan.
    const order = { ...termsFrom(world), payee: 'lender', most: eur(1_713n), about };
    await owner.payment.giveStandingOrder(order);
    const { standingOrderId } = order;
    const paymentId = world.fresh('D');
    const bare = { standingOrderId, paymentId, amount: eur(1n) };
    await expect(desk.payment.draw(bare)).rejects.toMatchObject({ code: 'DRAW_ELSEWHERE' });
    const drawn = await desk.loan.draw({ loanId, standingOrderId, paymentId });
    expect(drawn).toMatchObject({ draw: { status: 'drawn' }, entry: { amount: eur(1_713n) } });
    expect(await desk.loan.draw({ loanId, standingOrderId, paymentId })).toEqual(drawn);
    const more = { loanId, standingOrderId, paymentId: world.fresh('D') };
    await expect(desk.loan.draw(more)).rejects.toMatchObject({ code: 'DRAWN_ALREADY' });
    await owner.payment.withdrawStandingOrder({ standingOrderId });
    await expect(desk.loan.draw(more)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    const { items } = await owner.loan.listEntries({ loanId, size: 10 });
    expect(items.filter(({ kind }) => kind === 'repayment')).toHaveLength(1);
  });

  test('an account without money refuses and the draw comes back; of a draw and a withdrawal that meet nothing is drawn after', async () => {
    const world = await open();
    const payer = `registry/${world.fresh('payer')}`;
    const [owner, shop] = [(await world.be(payer, 'owner')).on, (await world.be(SHOP, 'merchant')).on];
    const terms = { ...termsFrom(world), payer, payee: SHOP, most: nok(900n) };
    await owner.payment.giveStandingOrder(terms);
    const { standingOrderId } = terms;
    const draw = (id = standingOrderId) =>
      shop.payment.draw({ standingOrderId: id, paymentId: world.fresh('D'), amount: nok(900n) });
    const refused = await draw();
    expect(refused).toMatchObject({ status: 'refused', why: 'funds' });
    await expect(draw()).rejects.toMatchObject({ code: 'DRAW_WAITS', facts: { next: refused.nextOn } });
    const orderId = world.fresh('I');
    await (await world.be('lender/desk', 'lender')).on.payment.askIssue({
      ...{ orderId, party: payer, amount: nok(2_000n) },
    });
    const second = (await world.be('lender/second', 'lender')).on.payment;
    await second.settle({ orderId, paymentId: world.fresh('P') });
    const other = { ...terms, standingOrderId: world.fresh('S') };
    await owner.payment.giveStandingOrder(other);
    const [withdrawn, drawn] = await Promise.allSettled([
      owner.payment.withdrawStandingOrder({ standingOrderId: other.standingOrderId }),
      draw(other.standingOrderId),
    ]);
    expect(withdrawn.status).toBe('fulfilled');
    await expect(draw(other.standingOrderId)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    const { accounts } = await owner.payment.balance({ party: payer });
    const left = accounts.find(({ free }) => free.currency === 'NOK')?.free.amount;
    expect(left).toBe(drawn.status === 'fulfilled' ? 1_100n : 2_000n);
  });
};
