import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { paymentErrors } from '../errors';
import { tabErrors as errors } from '../errors/tab';
import { paymentEvents as events } from '../events';
import { tabLife } from '../life';
import { paymentAt, spending } from '../records/money';
import { party } from '../records/party';
import { onTab, receiptOf, Slip, slipKey, Tab, tabBox, TabReceipt, tabs } from '../records/tab';
import { moneyRefusals, moved, paying } from './shape';

const named = z.strictObject({ tabId: id });
const outOfTab = ({ tabId, paymentId }: { readonly tabId: string; readonly paymentId: string }) =>
  paymentAt(paymentId, tabBox(tabId));

/** Small and fast money: locked once, signed away slip by slip, settled once. */
export const tabOperations = {
  openTab: submit({
    says:
      'Lock own money for one payee, to whom it is then signed away from the ledger, slip by slip: by the ' +
      'kilowatt-hour, the kilometre, the minute. The key of the certificate signs, or that of a device.',
    by: everyone,
    request: z.strictObject({
      tabId: id,
      ...paying,
      ...Tab.pick({ payee: true, noticeSeconds: true }).shape,
      amount: Tab.shape.locked,
      key: slipKey.optional(),
    }),
    creates: ({ tabId }) => tabs.at(tabId),
    loads: (wanted) => spending(wanted, [{ party: wanted.payee, amount: wanted.amount }]),
    response: Tab,
    errors: [errors.TAB_KEY, ...moneyRefusals],
    events: [events.TabChanged, moved],
  }),
  closeTab: submit({
    says:
      'Close a tab with the last slip. The payee is paid at once, and the rest goes back; the payer gives ' +
      'notice, in which the payee answers with a later slip. Without a slip nothing is owed.',
    by: everyone,
    request: named.extend({ paymentId: id, slip: Slip.optional() }),
    on: onTab,
    step: tabLife.closeTab,
    creates: outOfTab,
    again: (_transfer, tab) => receiptOf(tab),
    response: TabReceipt,
    errors: [errors.SLIP_EXCEEDS, errors.SLIP_UNSIGNED, errors.SLIP_BEATEN, ...moneyRefusals],
    events: [events.TabChanged, moved],
  }),
  settleTab: submit({
    says: 'End a tab after the notice of its payer: what it said is paid, the rest goes back. Anyone may.',
    by: everyone,
    request: named.extend({ paymentId: id }),
    on: onTab,
    step: tabLife.settleTab,
    creates: outOfTab,
    again: (_transfer, tab) => receiptOf(tab),
    response: TabReceipt,
    errors: [paymentErrors.DEADLINE_AHEAD, ...moneyRefusals],
    events: [events.TabChanged, moved],
  }),
  readTab: evaluate({
    says: 'Read a tab: what is locked, which key signs, and whether its payer gave notice.',
    by: everyone,
    request: named,
    on: onTab,
    sides: ['payer', 'payee', 'registrar', 'auditor'],
    response: Tab,
  }),
  listTabs: evaluate({
    says: 'List the tabs that a party opened, or is paid from.',
    by: everyone,
    request: page.extend({ party, as: z.enum(['payer', 'payee']) }),
    response: pageOf(Tab),
  }),
};
