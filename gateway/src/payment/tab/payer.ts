import { type Money, money, type Slip, slipText, type Tab } from '@roadbook/chaincode/api';
import { SlipUnusable } from '../../errors/setup';
import type { Rooms } from '../../rooms/rooms';
import { spendChosen } from '../account';
import { carried, type SlipKey } from './key';

type Caller = Pick<Rooms, 'payment'> & { readonly caller: string };
type Receipt = Awaited<ReturnType<Rooms['payment']['closeTab']>>;

/** What is to be opened, without lots. */
export interface Opening {
  readonly tabId: string;
  /** Used once: the same call with it again locks nothing twice. */
  readonly paymentId: string;
  readonly payee: string;
  /** What is locked: most that the slips may come to. */
  readonly amount: Money;
  /** How long the payee may answer a close of the payer. */
  readonly noticeSeconds: number;
  /** Whose money: the caller's if not given. */
  readonly from?: string;
  /** The channel on which the tab is; a slip counts there alone. */
  readonly channel: string;
  /** Which key signs the slips. */
  readonly key: SlipKey;
  /** Called with each slip before it is given out, so that a device that lost its memory signs none twice. */
  readonly keep?: Keep;
}

/** Where a device keeps the last slip. */
export type Keep = (slip: Slip) => Promise<void> | void;

/** The side of a tab that signs. */
export interface PayerTab {
  readonly tabId: string;
  readonly channel: string;
  readonly locked: Money;
  /** The last slip that was signed. */
  readonly last: Slip | undefined;
}

interface Signing extends PayerTab {
  last: Slip | undefined;
  readonly key: SlipKey;
  readonly keep: Keep | undefined;
  busy: Promise<unknown>;
}

/** Locks money, out of lots that it chooses, for one payee. Throws `PurseTooSmall` or the `CallFailed`. */
export async function openTab(on: Caller, opening: Opening): Promise<PayerTab> {
  const { tabId, paymentId, payee, amount, noticeSeconds, from = on.caller, key } = opening;
  const need = { amount, payees: [payee], at: new Date().toISOString() };
  const asked = { tabId, paymentId, from, payee, amount, noticeSeconds, key: key.multikey };
  const tab = await spendChosen(on, from, need, (lots) => on.payment.openTab({ ...asked, lots: [...lots] }));
  return resumeTab(tab, opening);
}

/** The side that signs, of a tab that was opened before: with the last slip that was kept, if any. */
export function resumeTab(
  { tabId, locked }: Pick<Tab, 'tabId' | 'locked'>,
  { channel, key, keep, last }: Pick<Opening, 'channel' | 'key' | 'keep'> & { readonly last?: Slip },
): PayerTab {
  const signing: Signing = { tabId, channel, locked, last, key, keep, busy: Promise.resolve() };
  return signing;
}

/**
 * Signs the next slip: so much in sum since the tab was opened. Slips that are asked for at once are signed one
 * after the other. Throws `SlipUnusable` for less than the last one said, and for more than is locked.
 */
export async function slip(tab: PayerTab, amount: Money): Promise<Slip> {
  const signing = tab as Signing;
  const signed = signing.busy.then(() => signNext(signing, amount));
  signing.busy = signed.catch(() => undefined);
  return signed;
}

async function signNext(tab: Signing, amount: Money): Promise<Slip> {
  const { tabId, channel, locked, last, key, keep } = tab;
  if (last && money.compare(amount, last.amount) <= 0)
    throw new SlipUnusable(
      tabId,
      `${money.show(amount)} is no more than the last one, ${money.show(last.amount)}`,
    );
  if (money.compare(amount, locked) > 0 || !money.isPositive(amount))
    throw new SlipUnusable(
      tabId,
      `${money.show(amount)} is not within the ${money.show(locked)} that are locked`,
    );
  const number = (last?.number ?? 0) + 1;
  const signature = key.sign(Buffer.from(slipText({ channel, tabId, number, amount })));
  const next = {
    number,
    amount,
    signature: carried(signature instanceof Promise ? await signature : signature),
  };
  if (keep) await keep(next);
  tab.last = next;
  return next;
}

/**
 * Closes a tab with the last slip: of the payee, who is paid at once, or of the payer, who gives notice.
 * Without a slip nothing is owed. Safe to repeat with the same `paymentId`.
 */
export const closeTab = (
  on: Pick<Rooms, 'payment'>,
  { tabId, last }: { readonly tabId: string; readonly last: Slip | undefined },
  paymentId: string,
): Promise<Receipt> => on.payment.closeTab({ tabId, paymentId, ...(last && { slip: last }) });
