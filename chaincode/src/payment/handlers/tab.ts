import { isPositive, type Money } from '../../kit/value/money';
import type { tabOperations } from '../api/tab';
import { paymentEvents } from '../events';
import { receiptOf, type Tab, tabBox, type TabReceipt } from '../records/tab';
import type { Portion } from '../rules/money/spending';
import { closeAsPayee, closeAsPayer, type Ended, openTab, settleTab } from '../rules/tab';
import type { Part, Submitting } from '../tables';
import { mayLook } from './access';
import { move } from './money/movement';
import { firstLot } from './money/payment';

/** Tabs. What happens between two of these acts is on no ledger. */
export const tabHandlers: Part<typeof tabOperations> = {
  async openTab(tx, { tabId, payee, noticeSeconds, amount, key, ...payment }) {
    tx.mustBe('the owner of the money', payment.from);
    const lot = await firstLot(tx, payment);
    const terms = { tabId, payer: payment.from, payee, locked: amount, noticeSeconds, lot };
    const tab = openTab({ ...terms, key }, () => tx.callerKey());
    const to = [{ party: tabBox(tabId), amount }];
    await move(tx, 'openTab', { ...payment, to, treatment: 'wait', payees: [payee] });
    return put(tx, tab);
  },
  async closeTab(tx, { paymentId, slip }, { on: tab }) {
    if (tx.is(tab.payee)) return end(tx, tab, paymentId, closeAsPayee(tab, slip, tx.channel));
    const { closing } = tab;
    const said = slip ?? { number: 0, amount: { ...tab.locked, amount: 0n } };
    if (closing?.number === said.number && closing.amount.amount === said.amount.amount)
      return receiptOf(tab);
    return receiptOf(await put(tx, closeAsPayer(tab, slip, tx)));
  },
  settleTab: (tx, { paymentId }, { on: tab }) => end(tx, tab, paymentId, settleTab(tab, tx.now)),
  readTab: (_tx, _request, { on: tab }) => tab,
  listTabs(tx, { party, as, ...page }) {
    mayLook(tx, party);
    return tx.tabs.listBy(as === 'payer' ? 'byPayer' : 'byPayee', [party], page);
  },
};

const portion = (party: string, amount: Money, back: boolean): Portion[] =>
  isPositive(amount) ? [{ party, amount, ...(back && { back }) }] : [];

async function end(
  tx: Submitting,
  tab: Tab,
  paymentId: string,
  { tab: after, paid, back }: Ended,
): Promise<TabReceipt> {
  const { tabId, payer, payee, lot } = tab;
  await move(tx, 'closeTab', {
    ...{ paymentId, from: tabBox(tabId), lots: lot ? [lot] : [], treatment: 'deliver' },
    to: [...portion(payee, paid, false), ...portion(payer, back, true)],
  });
  return receiptOf(await put(tx, after));
}

async function put(tx: Submitting, tab: Tab): Promise<Tab> {
  await tx.tabs.put(tab);
  const { tabId, payer, payee, status, closing } = tab;
  tx.tell(paymentEvents.TabChanged, {
    ...{ tabId, payer, payee, status },
    ...(status === 'closing' && closing && { until: closing.until }),
  });
  return tab;
}
