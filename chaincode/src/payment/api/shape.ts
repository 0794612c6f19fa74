import { z } from 'zod';
import { positiveMoney } from '../../kit/value/money';
import { id } from '../../kit/value/text';
import { Transfer } from '../records/money';
import { lotId, party, payable } from '../records/party';
import { moneyErrors } from '../errors';
import { moneyEvents } from '../events';

/** Lots that the payer names. */
export const named = z.array(lotId).min(1).max(100);
export const portions = z
  .array(z.strictObject({ party: payable, amount: positiveMoney }))
  .min(1)
  .max(20);
/** What every payment out of own lots names. */
export const paying = { paymentId: id, from: party, lots: named };

export const withTransfer = <S extends z.ZodType, N extends string>(name: N, record: S) =>
  z.strictObject({ [name]: record, transfer: Transfer } as { readonly [K in N]: S } & {
    readonly transfer: typeof Transfer;
  });

export const moved = moneyEvents.MoneyMoved;
/** What every payment may be refused for. */
export const moneyRefusals = Object.values(moneyErrors);
