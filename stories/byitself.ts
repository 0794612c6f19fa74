import { setTimeout as sleep } from 'node:timers/promises';
import { money } from '@roadbook/chaincode/api';
import type { Tell } from './firstcar';
import { issueMoney, later } from './market';
import type { Market } from './nextowner';
import { eur } from './terms';

const [OWNER, WASH] = ['registry/owner', 'registry/merchant'];
const AMOUNT = eur(1_000);
/** From the end that was agreed until by no clock anybody may act before it, and a little more. */
const PATIENCE_MS = 60_000;

/**
 * Money is set aside for the car wash, which does not take it; it is back with its owner though nobody asks.
 * Answers whether that was seen in a minute.
 */
export async function byItself(
  { owner, lender, approver }: Market,
  story: number,
  tell: Tell,
): Promise<boolean> {
  const holdId = `HOLD-${story}`;
  await issueMoney(lender, approver, holdId, OWNER, 1_000);
  const lots = [`issue-${holdId}:0`];
  const set = { from: OWNER, payee: WASH, amount: AMOUNT, lots, until: later(5_000) };
  await owner.payment.authorise({ holdId, paymentId: `aside-${story}`, ...set });
  tell(`${money.show(AMOUNT)} are set aside for the car wash for five seconds; the car does not come.`);
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(1_000))
    if ((await owner.payment.readHold({ holdId })).status === 'ended') {
      tell('Nobody asked for them, and they are back: an agenda sends what falls due.');
      return true;
    }
  return false;
}
