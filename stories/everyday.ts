import { money, time } from '@roadbook/chaincode/api';
import type { Rooms } from '@roadbook/gateway';
import { later, wash } from './market';
import { eur } from './terms';

const OWNER = 'registry/owner';

/** Who pays, and who is paid, from day to day. */
interface Everyday {
  readonly owner: Rooms;
  readonly merchant: Rooms;
}

/** The owner lets the car wash draw what a month of washing costs; it draws once, and cannot twice. */
export async function theWashIsSubscribed(
  { owner, merchant }: Everyday,
  story: number,
  tell: (sentence: string) => void,
): Promise<void> {
  const [standingOrderId, most] = [`SO-${story}`, eur(900)];
  const today = time.dayOf(later(0));
  await owner.payment.giveStandingOrder({
    ...{ standingOrderId, payer: OWNER, payee: wash.merchant, most, retryAfter: [3, 7] },
    // Since yesterday, so that no clock doubts that the first month has begun.
    ...{ from: time.addDays(today, -1), until: time.addDays(today, 364), every: { count: 1, unit: 'month' } },
  });
  const drawn = await merchant.payment.draw({ standingOrderId, paymentId: `SD-${story}`, amount: most });
  const again = { standingOrderId, paymentId: `SD-${story}-2`, amount: most };
  const { code } = await merchant.payment.draw(again).then(
    () => ({ code: 'DRAWN TWICE' }),
    (error: { code: string }) => error,
  );
  tell(
    `The owner lets the car wash draw up to ${money.show(most)} a month, and withdraws it at will: ` +
      `${money.show(drawn.amount)} is ${drawn.status}, a second draw in the month is refused (${code}).`,
  );
}
