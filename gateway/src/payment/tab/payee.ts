import { money, type Slip, slipText, type Tab } from '@roadbook/chaincode/api';
import { checkerOf } from './key';
import type { Keep } from './payer';

/** The side of a tab that is paid. */
export interface PayeeTab {
  readonly tabId: string;
  /** The last slip that was taken: what closes the tab. */
  readonly last: Slip | undefined;
}

interface Taking extends PayeeTab {
  last: Slip | undefined;
  readonly tab: Tab;
  readonly channel: string;
  readonly keep: Keep | undefined;
  readonly check: (text: string, signature: string) => boolean;
}

/**
 * The side that is paid, of a tab as `payment.readTab` has it. `keep` is called with each slip before it is
 * acknowledged; `last` is what was kept. Who relies on a tab first looks at what is locked, and for how long its
 * notice is.
 */
export function takeTab(
  tab: Tab,
  { channel, keep, last }: { readonly channel: string; readonly keep?: Keep; readonly last?: Slip },
): PayeeTab {
  const taking: Taking = { tabId: tab.tabId, last, tab, channel, keep, check: checkerOf(tab.key) };
  return taking;
}

/**
 * Takes the newest of the slips that arrived together, and checks that one alone; one that is not signed, not
 * covered or no later than the last is passed over for the next newest. Answers the slip that is acknowledged:
 * the last one when none of these was taken.
 */
export async function takeSlips(payee: PayeeTab, slips: readonly Slip[]): Promise<Slip | undefined> {
  const taking = payee as Taking;
  const newestFirst = slips
    .filter((one) => isLater(taking, one))
    .toSorted((one, other) => money.compare(other.amount, one.amount) || other.number - one.number);
  const taken = newestFirst.find((one) => isSigned(taking, one));
  if (!taken) return taking.last;
  if (taking.keep) await taking.keep(taken);
  // Another call may have taken a later one meanwhile.
  if (isLater(taking, taken)) taking.last = taken;
  return taking.last;
}

function isLater({ last, tab }: Taking, { number, amount }: Slip): boolean {
  const covered = amount.currency === tab.locked.currency && money.compare(amount, tab.locked) <= 0;
  return covered && (!last || (number > last.number && money.compare(amount, last.amount) > 0));
}

const isSigned = ({ tab, channel, check }: Taking, { number, amount, signature }: Slip): boolean =>
  check(slipText({ channel, tabId: tab.tabId, number, amount }), signature);
