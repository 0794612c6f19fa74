import { z } from 'zod';
import { submit, evaluate } from '../../kit/api';
import { id, member } from '../../kit/value/text';
import { moneyErrors, paymentErrors as errors } from '../errors';
import { paymentEvents as events } from '../events';
import { Freeze } from '../records/freeze';
import { Transfer } from '../records/money';
import { Clearance, court, confirmers, Block } from '../records/court';
import { ClawBack } from '../records/clawback';
import { moved, moneyRefusals, named } from './shape';
import { address, party, holder, lotId, payable } from '../records/party';
import { courtOrderId } from './address';
import { everyone } from '../../words/role';
import { positiveMoney } from '../../kit/value/money';

export const freezing = z.strictObject({ courtOrderId: id, holder, lots: z.array(lotId).max(100) });

export const clawing = z
  .strictObject({ courtOrderId: id, paymentId: id, lots: named, to: party, amount: positiveMoney })
  .extend({
    holder: holder
      .optional()
      .meta({ description: 'an address that the order reaches; its own holder if not given' }),
  });

export const clearing = z.strictObject({ paymentId: id, from: payable, amount: positiveMoney });

export const confirming = z.strictObject({
  courtOrderId: id,
  addresses: z
    .array(address)
    .max(100)
    .optional()
    .meta({ description: 'the addresses that wait to be frozen, when there are any' }),
});

export const taking = z.strictObject({
  courtOrderId: id,
  paymentId: id,
  by: member.optional().meta({ description: 'who asked; to be said when several did under these ids' }),
});

export const agreeing = z.strictObject({
  paymentId: id,
  from: payable,
  by: member.meta({ description: 'the auditor who asked' }),
});

/**
 * Court orders and the auditor: what stops or takes the money of others is asked by one and confirmed by
 * another.
 */
export const courtOperations = {
  freeze: submit({
    says:
      'Ask to freeze lots, or a whole account, by a court order; a second person of another organisation ' +
      'confirms it.',
    by: court,
    request: freezing,
    response: Freeze,
    errors: [moneyErrors.LOT_GONE, errors.FREEZE_CONFLICT],
  }),
  confirmFreeze: submit({
    says: 'Freeze what was asked, as the second person, of another organisation than who asked.',
    by: confirmers,
    request: confirming,
    response: Freeze,
    errors: [
      errors.SECOND_ORGANISATION_NEEDED,
      errors.ORDER_OTHER,
      moneyErrors.LOT_GONE,
      errors.FREEZE_CONFLICT,
    ],
    events: [events.MoneyFrozen],
  }),
  unfreeze: submit({
    says:
      'Ask to lift a freeze, which a second person of another organisation confirms; or withdraw what the ' +
      'own organisation asked.',
    by: court,
    request: z.strictObject({ courtOrderId: id }),
    response: Freeze,
    errors: [errors.OWN_GAIN],
    events: [events.MoneyUnfrozen],
  }),
  confirmUnfreeze: submit({
    says: 'Lift a freeze, as the second person, of another organisation than who asked and than the holder.',
    by: confirmers,
    request: z.strictObject({ courtOrderId: id }),
    response: Freeze,
    errors: [errors.SECOND_ORGANISATION_NEEDED, errors.OWN_GAIN],
    events: [events.MoneyUnfrozen],
  }),
  clawBack: submit({
    says:
      'Ask to take back money that a court order freezes; to whom is fixed here. A second person of ' +
      'another organisation confirms it.',
    by: court,
    request: clawing,
    response: ClawBack,
    errors: [errors.OWN_GAIN, errors.FREEZE_ELSEWHERE],
  }),
  confirmClawBack: submit({
    says:
      'Take back what was asked, as the second person; out of a box the whole, which ends what waited in ' +
      'it.',
    by: confirmers,
    request: taking,
    response: Transfer,
    errors: [errors.SECOND_ORGANISATION_NEEDED, errors.OWN_GAIN, errors.FREEZE_ELSEWHERE, ...moneyRefusals],
    events: [moved, events.EscrowChanged, events.SupplyOrdered, events.TabChanged],
  }),
  clear: submit({
    says:
      'Ask to clear one payment above the limit, beforehand; a second person of another organisation ' +
      'confirms it.',
    by: ['auditor'],
    request: clearing,
    response: Clearance,
    errors: [errors.OWN_GAIN],
  }),
  confirmClearance: submit({
    says: 'Clear what an auditor asked, as the second person, who is no side of the payment.',
    by: confirmers,
    request: agreeing,
    response: Clearance,
    errors: [errors.SECOND_ORGANISATION_NEEDED, errors.OWN_GAIN],
  }),
  trace: submit({
    says:
      'Ask that a court order opens the addresses of a holder and freezes nothing yet; after ' +
      '`confirmTrace` it does. `freezeAddresses` then stops all at once.',
    by: court,
    request: Freeze.pick({ courtOrderId: true, holder: true }),
    response: Freeze,
  }),
  confirmTrace: submit({
    says:
      'Let a court order open the addresses of its holder, as the second person, of another organisation ' +
      'than who asked.',
    by: confirmers,
    request: z.strictObject({ courtOrderId: id }),
    response: Freeze,
    errors: [errors.SECOND_ORGANISATION_NEEDED],
  }),
  freezeAddresses: submit({
    says:
      'Ask that a court order against an account also freezes addresses that were traced to it, and the ' +
      'account if it only traced; `confirmFreeze` does it.',
    by: court,
    request: z.strictObject({ courtOrderId, addresses: z.array(address).max(100) }),
    response: Freeze,
    errors: [errors.FREEZE_CONFLICT],
  }),
  readFreeze: evaluate({
    says: 'Read a freeze; one that only traces and is confirmed, as a registrar or auditor.',
    by: confirmers,
    request: z.strictObject({ courtOrderId: id }),
    response: Freeze,
  }),
  readClawBack: evaluate({
    says: 'Read what was asked to be taken back, before confirming it.',
    by: confirmers,
    request: taking,
    response: ClawBack,
  }),
  readClearance: evaluate({
    says: 'Read what an auditor asked to be cleared, before confirming it.',
    by: confirmers,
    request: agreeing,
    response: Clearance,
  }),
  readBlock: evaluate({
    says: 'Tell whether an account is frozen, to its party.',
    by: everyone,
    request: z.strictObject({ party }),
    response: z.strictObject({ block: Block.optional() }),
  }),
};
