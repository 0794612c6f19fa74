import { z } from 'zod';
import { evaluate, keep, page, pageOf, submit } from '../../kit/api';
import { id, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { Link, signature, Address, addresses } from '../records/address';
import { moneyErrors, paymentErrors as errors } from '../errors';
import { moneyEvents, paymentEvents as events } from '../events';
import { Transfer, paymentAt, spending } from '../records/money';
import { address, party } from '../records/party';
import { paying, portions } from './shape';
import { court } from '../records/court';

const one = z.strictObject({ address });
export const courtOrderId = id;

/** Owners under one-time addresses, and who may learn whose they are. */
export const addressOperations = {
  escrowLink: keep({
    says: 'Keep under seal who holds an address, whom the registrar knows; its seal goes into `openAddress`.',
    by: ['registrar'],
    request: one,
    secret: Link,
    errors: [errors.ADDRESS_UNPROVEN],
  }),
  openAddress: submit({
    says: 'Open an address, whose link is kept under seal, so that it can be paid once.',
    by: ['registrar'],
    request: one.extend({ seal: sha256Hex }),
    creates: ({ address: opened }) => addresses.at(opened),
    response: Address,
    events: [events.AddressOpened],
    many: 100,
  }),
  payByKey: submit({
    says:
      'Hand in a payment that the key of an address signed. Anyone may, so that the holder need not show ' +
      'itself.',
    by: everyone,
    request: z.strictObject({ ...paying, from: address, to: portions, until: instant, signature }),
    creates: ({ paymentId, from }) => paymentAt(paymentId, from),
    loads: (payment) => spending(payment, payment.to),
    response: Transfer,
    errors: [
      errors.ADDRESS_UNPROVEN,
      errors.ADDRESS_ORDER_OVER,
      errors.PAYMENT_TOO_SMALL,
      ...Object.values(moneyErrors),
    ],
    events: [moneyEvents.MoneyMoved],
    many: 100,
  }),
  readAddress: evaluate({
    says: 'Read an address: whether it was opened and paid.',
    by: everyone,
    request: one,
    on: ({ address: opened }) => addresses.at(opened),
    response: Address,
  }),
  readLink: evaluate({
    says:
      'Read who holds an address: under a court order against it or its holder, or when it was paid above ' +
      'the limit.',
    by: court,
    request: one.extend({ courtOrderId: id.optional(), paymentId: id.optional() }),
    response: z.strictObject({ address, owner: party }),
    errors: [errors.LINK_SEALED],
  }),
  traceAddresses: evaluate({
    says: 'List which addresses, of a page of all, belong to the holder against whom a court order stands.',
    by: court,
    request: page.extend({ courtOrderId }),
    response: pageOf(Address),
    errors: [errors.LINK_SEALED],
  }),
};
