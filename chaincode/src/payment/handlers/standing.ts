import { demand } from '../../kit/errors';
import type { Found, WriteRows } from '../../kit/ledger/rows';
import { equal, type Money } from '../../kit/value/money';
import { begunDay, type Zone, zoneNamed } from '../../kit/value/zone';
import type { standingOperations } from '../api/standing';
import { drawErrors } from '../errors/draw';
import { paymentEvents } from '../events';
import { standingLife } from '../life';
import type { Draw, Drawn, StandingOrder } from '../records/standing';
import {
  drawsNext,
  giveStandingOrder,
  lotsFor,
  MOST_LOOKED,
  mustBeDrawable,
  periodNow,
  periodOf,
  refused,
  withdrawStandingOrder,
} from '../rules/standing';
import type { Part, Submitting } from '../tables';
import { mayLook } from './access';
import { type MoneyTx, move } from './money/movement';

/** Standing orders, and what is drawn under them. */
export const standingHandlers: Part<typeof standingOperations> = {
  async giveStandingOrder(tx, terms) {
    tx.mustBe('the payer', terms.payer);
    await zoneNamed(tx.zones, terms.zone);
    return put(tx, giveStandingOrder(terms, tx.now));
  },
  withdrawStandingOrder: (tx, _request, { on: order }) => put(tx, withdrawStandingOrder(order)),
  draw(tx, { paymentId, amount }, { on: order }) {
    const { standingOrderId, about } = order;
    demand(about === undefined, drawErrors.DRAW_ELSEWHERE, { standingOrderId, room: about?.room ?? '' });
    return draw(tx, order, { paymentId, amount });
  },
  async readStandingOrder(tx, _request, { on: order }) {
    const now = { at: tx.now, zone: await zoneNamed(tx.zones, order.zone) };
    const on = begunDay(now);
    const found =
      on < order.from ? undefined : await tx.draws.find(order.standingOrderId, periodOf(order, on).from);
    const next = drawsNext(order, found, now);
    return { order, ...(found && { draw: found }), ...(next !== undefined && { next }) };
  },
  listStandingOrders(tx, { party, as, ...page }) {
    mayLook(tx, party);
    return tx.standingOrders.listBy(as === 'payer' ? 'byPayer' : 'byPayee', [party], page);
  },
  listDraws: (tx, { standingOrderId, ...page }) => tx.draws.list(page, standingOrderId),
};

async function put(tx: Submitting, order: StandingOrder): Promise<StandingOrder> {
  await tx.standingOrders.put(order);
  const { standingOrderId, payer, payee, about, status } = order;
  tx.tell(paymentEvents.StandingOrderChanged, {
    ...{ standingOrderId, payer, payee, status },
    ...(about && { about }),
  });
  return order;
}

/** What a submitted transaction of any room has in hand when it draws. */
export interface DrawTx extends MoneyTx {
  readonly draws: WriteRows<Draw>;
  readonly zones: Pick<Found<Zone>, 'get'>;
}

/**
 * Draws out of the payer's account, or writes down that it refused. The order is read and not written: who
 * withdraws it waits for no draw, and no draw commits after that.
 */
export async function draw(
  tx: DrawTx,
  order: StandingOrder,
  { paymentId, amount }: { readonly paymentId: string; readonly amount: Money },
): Promise<Drawn> {
  tx.take(standingLife.draw, order);
  const { standingOrderId, payer, payee, about } = order;
  const period = periodNow(order, { at: tx.now, zone: await zoneNamed(tx.zones, order.zone) });
  const before = await tx.draws.find(standingOrderId, period.from);
  if (before && isSame(before, paymentId, amount) && !(before.nextOn && before.nextOn <= period.on))
    return drawnOf(before);
  mustBeDrawable(order, before, { amount, period });
  const lots = (await tx.blocks.find(payer))
    ? 'frozen'
    : lotsFor(await tx.lots.some(MOST_LOOKED, payer), order, amount);
  const asked = { standingOrderId, payer, payee, period: period.from, amount, paymentId, at: tx.now };
  if (typeof lots === 'string') {
    const one = refused(order, before, asked, { ...period, why: lots });
    await tx.draws.put(one);
    const { nextOn } = one;
    tx.tell(paymentEvents.DrawRefused, {
      ...{ standingOrderId, payer, payee, period: period.from, why: lots },
      ...(nextOn !== undefined && { nextOn }),
    });
    return drawnOf(one);
  }
  const to = [{ party: payee, amount }];
  await move(tx, 'draw', { paymentId, from: payer, lots, to, about });
  const { refusals = [] } = before ?? {};
  const one = { ...asked, status: 'drawn' as const, refusals };
  await tx.draws.put(one);
  return drawnOf(one);
}

const isSame = (draw: Draw, paymentId: string, amount: Money): boolean =>
  draw.status === 'refused' && draw.paymentId === paymentId && equal(draw.amount, amount);

function drawnOf({ standingOrderId, status, amount, paymentId, at, refusals, nextOn }: Draw): Drawn {
  const drawn = { standingOrderId, status, amount, paymentId, at, ...(nextOn !== undefined && { nextOn }) };
  const why = status === 'refused' ? refusals.at(-1)?.why : undefined;
  return { ...drawn, ...(why && { why }) };
}
