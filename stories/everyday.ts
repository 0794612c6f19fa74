import { generateKeyPairSync } from 'node:crypto';
import { money, time } from '@roadbook/chaincode/api';
import { closeTab, resumeTab, type Rooms, slip, slipKey, takeSlips, takeTab } from '@roadbook/gateway';
import { issueMoney, later, lotsOf, type Neighbours, wash } from './market';
import { eur } from './terms';

const [OWNER, CHANNEL] = ['registry/owner', 'roadbook'];

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

const KILOWATT_HOUR = 42;

/** Twenty kilowatt-hours at a charging point: a signature each between two devices, and one transaction in the end. */
export async function theCarIsCharged(
  { owner, merchant, lender, approver }: Everyday & Pick<Neighbours, 'lender' | 'approver'>,
  story: number,
  tell: (sentence: string) => void,
): Promise<void> {
  const [tabId, locked] = [`TAB-${story}`, eur(2_000)];
  await issueMoney(lender, approver, `TM-${story}`, OWNER, 2_000);
  const lots = (await lotsOf(owner, OWNER)).filter((lot) => lot.startsWith(`issue-TM-${story}:`));
  // The key of the car: its private half could as well stay in a secure element.
  const key = slipKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  const tab = await owner.payment.openTab({
    ...{ tabId, paymentId: `TO-${story}`, from: OWNER, lots, payee: wash.merchant, amount: locked },
    ...{ noticeSeconds: 3_600, key: key.multikey },
  });
  const [car, point] = [resumeTab(tab, { channel: CHANNEL, key }), takeTab(tab, { channel: CHANNEL })];
  for (let hours = 1; hours <= 20; hours++)
    await takeSlips(point, [await slip(car, eur(hours * KILOWATT_HOUR))]);
  const { paid, back } = await closeTab(merchant, point, `TC-${story}`);
  tell(
    `${money.show(locked)} are locked at a charging point, twenty kilowatt-hours are signed for one by one, on no ledger; ` +
      `one transaction pays ${money.show(paid)} and gives ${money.show(back)} back.`,
  );
}
