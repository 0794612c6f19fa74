import { demand, kitErrors } from '../../kit/errors';
import { compare, type Money, subtract, zero } from '../../kit/value/money';
import { addMillis } from '../../kit/value/time';
import { isSigning, isSignedBy, multikeyOfSpki, publicKeyOf } from '../../words/multikey';
import { tabErrors } from '../errors/tab';
import { tabLife } from '../life';
import type { Slip, Tab } from '../records/tab';
import { mustBeAfter } from './deadline';

/** What a slip says, and where: in this tab of this channel and nowhere else. */
export interface SlipText {
  readonly channel: string;
  readonly tabId: string;
  readonly number: number;
  readonly amount: Money;
}

/**
 * What is signed: the RFC 8785 form of these members. Ids, channels and currencies hold nothing that JSON
 * escapes, so it is written down as it stands; thousands are signed a second.
 */
export const slipText = ({ channel, tabId, number, amount }: SlipText): string =>
  `{"amount":"${amount.amount}","channel":"${channel}","currency":"${amount.currency}",` +
  `"for":"roadbook.tab","number":${number},"tabId":"${tabId}"}`;

/** A tab with its money locked. Without a key of a device that of the payer's certificate signs. */
export function openTab(
  terms: Omit<Tab, 'status' | 'key'> & { readonly key?: string | undefined },
  callerKey: () => Uint8Array,
): Tab {
  const { tabId } = terms;
  demand(terms.payer !== terms.payee, kitErrors.INVALID_REQUEST, {
    ...{ operation: 'payment.openTab', field: 'payee', why: 'payer and payee are the same' },
  });
  const key = terms.key ?? multikeyOfSpki(callerKey()) ?? '';
  const found = publicKeyOf(key);
  const signs = found !== undefined && isSigning(found.kind) && found.kind !== 'P-384';
  demand(signs, tabErrors.TAB_KEY, { tabId });
  return { ...terms, key, status: 'open' };
}

/** What is claimed of a tab: nothing without a slip. */
type Claimed = Pick<Slip, 'number' | 'amount'> & { readonly amount: Money };

function claimOf(tab: Tab, slip: Slip | undefined, channel: string): Claimed {
  const { tabId, locked, key, closing } = tab;
  const { currency } = locked;
  const claimed = slip ?? { number: 0, amount: zero(currency) };
  const asked = `${claimed.amount.amount}`;
  demand(compare(claimed.amount, locked) <= 0, tabErrors.SLIP_EXCEEDS, {
    ...{ locked: `${locked.amount}`, asked, currency },
  });
  if (slip) {
    const text = Buffer.from(slipText({ channel, tabId, number: slip.number, amount: slip.amount }));
    const right = isSignedBy(key, text, Buffer.from(slip.signature, 'base64url'));
    demand(right, tabErrors.SLIP_UNSIGNED, { tabId, number: slip.number });
  }
  const known = closing?.amount ?? zero(currency);
  const later = compare(claimed.amount, known) >= 0;
  demand(later, tabErrors.SLIP_BEATEN, { known: `${known.amount}`, asked, currency });
  return claimed;
}

/** What became of a tab that ended: the record, and what goes to whom. */
export interface Ended {
  readonly tab: Tab;
  readonly paid: Money;
  readonly back: Money;
}

function ended(tab: Tab, status: Tab['status'], { number, amount }: Claimed): Ended {
  const { closing: _, lot: __, ...bare } = tab;
  return {
    tab: { ...bare, status, slips: number, paid: amount },
    paid: amount,
    back: subtract(tab.locked, amount),
  };
}

/**
 * The payee ends a tab with the last slip, at once, whenever it is not over: later means more, since amounts
 * only grow, so that a payer who signs less under a higher number gains nothing. Throws SLIP_EXCEEDS,
 * SLIP_UNSIGNED, SLIP_BEATEN.
 */
export const closeAsPayee = (tab: Tab, slip: Slip | undefined, channel: string): Ended =>
  ended(tab, tabLife.step('closeTab', tab.status, 'closed'), claimOf(tab, slip, channel));

/** The payer gives notice, with the last slip that it signed; what it says may only grow meanwhile. */
export function closeAsPayer(
  tab: Tab,
  slip: Slip | undefined,
  { channel, now }: { readonly channel: string; readonly now: string },
): Tab {
  const status = tabLife.step('closeTab', tab.status, 'closing');
  const { number, amount } = claimOf(tab, slip, channel);
  const until = tab.closing?.until ?? addMillis(now, tab.noticeSeconds * 1000);
  return { ...tab, status, closing: { number, amount, until } };
}

/** After the notice what the payer said counts, unless the payee answered. Throws DEADLINE_AHEAD. */
export function settleTab(tab: Tab, now: string): Ended {
  const status = tabLife.step('settleTab', tab.status);
  const { number = 0, amount = zero(tab.locked.currency), until = now } = tab.closing ?? {};
  mustBeAfter(until, now);
  return ended(tab, status, { number, amount });
}
