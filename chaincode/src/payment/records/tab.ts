import { z } from 'zod';
import { money, positiveMoney } from '../../kit/value/money';
import { anybody, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { count, id } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { lotId, party } from './party';

/** Least and most seconds between a payer's close and the end of the tab. */
export const [LEAST_NOTICE, MOST_NOTICE] = [30, 2_592_000];

/** The key that signs slips: of a device, whose private half need never leave it. */
export const slipKey = z
  .string()
  .regex(/^z[1-9A-HJ-NP-Za-km-z]{47,49}$/, 'must be the multikey of a P-256 or an Ed25519 key')
  .meta({
    description: 'multikey of a P-256 or an Ed25519 key',
    examples: ['zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv'],
  });

/** What a payer signed: so much in sum, to the payee of this tab. Each slip takes the place of the one before. */
export const Slip = z.strictObject({
  number: count(Number.MAX_SAFE_INTEGER, 1).meta({ description: 'only grows' }),
  amount: positiveMoney.meta({ description: 'in sum since the tab was opened; only grows' }),
  signature: z
    .string()
    .regex(/^[A-Za-z0-9_-]{86}$/, 'must be a signature of 64 bytes in base64url')
    .meta({ description: 'by the key of the tab: Ed25519, or r and s of ECDSA' }),
});
export type Slip = z.output<typeof Slip>;

/** Money locked for one payee, to whom the payer signs slips away from the ledger. */
export const Tab = z.strictObject({
  tabId: id,
  payer: party,
  payee: party,
  locked: positiveMoney.meta({ description: 'most that the slips may come to' }),
  key: slipKey,
  noticeSeconds: count(MOST_NOTICE, LEAST_NOTICE).meta({
    description: 'how long the payee may answer a close of the payer with a later slip',
  }),
  status: z.enum(['open', 'closing', 'closed', 'clawedBack']),
  closing: z
    .strictObject({ number: count(Number.MAX_SAFE_INTEGER), amount: money, until: instant })
    .optional()
    .meta({ description: 'what the payer says that it owes, and until when the payee may answer' }),
  slips: count(Number.MAX_SAFE_INTEGER)
    .optional()
    .meta({ description: 'of a closed tab: the number of the slip that counted' }),
  paid: money.optional().meta({ description: 'of a closed tab: what the payee got' }),
  lot: lotId.optional(),
});
export type Tab = z.output<typeof Tab>;

/** What a close answers: how the tab stands, and what the payee gets or got. */
export const TabReceipt = Tab.pick({ tabId: true, status: true }).extend({
  paid: money.meta({ description: 'what the payee got, or gets if it answers nothing' }),
  back: money.meta({ description: 'what went back to the payer, or goes' }),
  until: instant.optional().meta({ description: 'until when the payee may answer' }),
});
export type TabReceipt = z.output<typeof TabReceipt>;

export const tabs = table({
  kind: 'tab',
  v: 1,
  schema: Tab,
  id: ({ tabId }) => [tabId],
  indexes: { byPayer: ({ payer }: Tab) => [payer], byPayee: ({ payee }: Tab) => [payee] },
  sides: {
    payer: ({ payer }: Tab) => payer,
    payee: ({ payee }: Tab) => payee,
    anybody,
    registrar: whoever('registrar'),
    auditor: whoever('auditor'),
  },
});

export const tabBox = (tabId: string): string => `tab:${tabId}`;
/** The tab that a request names, for operations to state. */
export const onTab = ({ tabId }: { readonly tabId: string }) => tabs.at(tabId);

/** What became of a tab, or becomes of it when nobody answers. */
export function receiptOf({ tabId, status, locked, closing, paid }: Tab): TabReceipt {
  const got = paid ?? closing?.amount ?? { ...locked, amount: 0n };
  const back = { ...locked, amount: locked.amount - got.amount };
  return { tabId, status, paid: got, back, ...(status === 'closing' && { until: closing?.until }) };
}
