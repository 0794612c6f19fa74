import { z } from 'zod';
import { money, positiveMoney } from '../../kit/value/money';
import { anybody, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { id, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { about, lotId, party } from './party';

/** Money authorised for a payee, who captures it, in parts or at once, before `until`. */
export const Hold = z.strictObject({
  holdId: id,
  payer: party,
  payee: party,
  amount: positiveMoney,
  left: money,
  until: instant.meta({ description: 'exclusive: captured before, free again 20 seconds after' }),
  status: z.enum(['authorised', 'captured', 'ended', 'clawedBack']),
  lot: lotId.optional(),
  about: about.optional(),
});
export type Hold = z.output<typeof Hold>;

/** A hash-locked payment: whoever shows the preimage of `hash` before the deadline moves it to the payee. */
export const Lock = z.strictObject({
  lockId: id,
  payer: party,
  payee: party,
  amount: positiveMoney,
  hash: sha256Hex.meta({ description: 'SHA-256 of the 32 bytes of the preimage' }),
  deadline: instant.meta({ description: 'exclusive: claimed before, reclaimed 20 seconds after' }),
  status: z.enum(['locked', 'claimed', 'reclaimed', 'clawedBack']),
  lot: lotId,
  preimage: sha256Hex.optional(),
});
export type Lock = z.output<typeof Lock>;

export const holds = table({
  kind: 'hold',
  v: 1,
  schema: Hold,
  id: ({ holdId }) => [holdId],
  sides: {
    payer: ({ payer }: Hold) => payer,
    payee: ({ payee }: Hold) => payee,
    anybody,
    registrar: whoever('registrar'),
    auditor: whoever('auditor'),
  },
});
export const locks = table({
  kind: 'lock',
  v: 1,
  schema: Lock,
  id: ({ lockId }) => [lockId],
  sides: {
    payer: ({ payer }: Lock) => payer,
    payee: ({ payee }: Lock) => payee,
    anybody,
    registrar: whoever('registrar'),
    auditor: whoever('auditor'),
  },
});

export const holdBox = (holdId: string): string => `hold:${holdId}`;
export const lockBox = (lockId: string): string => `lock:${lockId}`;
