import { z } from 'zod';
import { evaluate, keep, page, pageOf, submit } from '../../kit/api';
import { id, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { Link, signature } from '../records/address';
import { moneyErrors, paymentErrors as no } from '../errors';
import { moneyEvents, paymentEvents as told } from '../events';
import { Freeze } from '../records/freeze';
import { Address, address, party, Transfer } from '../records/money';
import { paying, portions } from './shape';
import { court, seconds } from '../records/clawback';

const one = z.strictObject({ address });
const courtOrderId = id;

/** Owners under one-time addresses, and who may learn whose they are. */
export const pseudonyms = {
  escrowLink: keep({
    says: 'Keep under seal who holds an address, whom the registrar knows; its seal goes into `openAddress`.',
    by: ['registrar'],
    request: one,
    secret: Link,
    errors: [no.ADDRESS_UNPROVEN],
  }),
  openAddress: submit({
    says: 'Open an address, whose link is kept under seal, so that it can be paid once.',
    by: ['registrar'],
    request: one.extend({ seal: sha256Hex }),
    response: Address,
    events: [told.AddressOpened],
    many: 100,
  }),
  payByKey: submit({
    says: 'Hand in a payment that the key of an address signed. Anyone may, so that the holder need not show itself.',
    by: everyone,
    request: z.strictObject({ ...paying, from: address, to: portions, until: instant, signature }),
    response: Transfer,
    errors: [no.ADDRESS_UNPROVEN, no.ADDRESS_ORDER_OVER, no.PAYMENT_TOO_SMALL, ...Object.values(moneyErrors)],
    events: [moneyEvents.MoneyMoved],
    many: 100,
  }),
  trace: submit({
    says: 'Ask that a court order opens the addresses of a holder and freezes nothing yet; after `confirmTrace` it does. `freezeAddresses` then stops all at once.',
    by: court,
    request: Freeze.pick({ courtOrderId: true, holder: true }),
    response: Freeze,
  }),
  confirmTrace: submit({
    says: 'Let a court order open the addresses of its holder, as the second person, of another organisation than who asked.',
    by: seconds,
    request: z.strictObject({ courtOrderId }),
    response: Freeze,
    errors: [no.SECOND_ORGANISATION_NEEDED],
  }),
  freezeAddresses: submit({
    says: 'Ask that a court order against an account also freezes addresses that were traced to it, and the account if it only traced; `confirmFreeze` does it.',
    by: court,
    request: z.strictObject({ courtOrderId, addresses: z.array(address).max(100) }),
    response: Freeze,
    errors: [no.FREEZE_CONFLICT],
  }),
  readAddress: evaluate({
    says: 'Read an address: whether it was opened and paid.',
    by: everyone,
    request: one,
    response: Address,
  }),
  readLink: evaluate({
    says: 'Read who holds an address: under a court order against it or its holder, or when it was paid above the limit.',
    by: court,
    request: one.extend({ courtOrderId: id.optional(), paymentId: id.optional() }),
    response: z.strictObject({ address, owner: party }),
    errors: [no.LINK_SEALED],
  }),
  traceAddresses: evaluate({
    says: 'List which addresses, of a page of all, belong to the holder against whom a court order stands.',
    by: court,
    request: page.extend({ courtOrderId }),
    response: pageOf(Address),
    errors: [no.LINK_SEALED],
  }),
};
