import { z } from 'zod';
import { evaluate, page, pageOf } from '../../kit/api';
import { id } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { Escrow, Hold, Lock, SupplyOrder } from '../records/escrow';
import { paymentErrors as no } from '../errors';
import { Freeze } from '../records/freeze';
import { Block, Clearance, holder, Limit, Lot, Note, party, Transfer } from '../records/money';
import { PaymentRequest } from '../records/request';
import * as ask from './shape';
import { ClawBack, seconds } from '../records/clawback';

/** What is read. */
export const looks = {
  readNote: evaluate({
    says: 'Read a remittance text that the own organisation keeps: its staff any, everybody the own.',
    by: everyone,
    request: z.strictObject({ paymentId: id, from: party.optional() }),
    response: Note,
  }),
  read: evaluate({
    says: 'Read a movement of money as one of its sides; `from` tells apart what several payers made under one id.',
    by: everyone,
    request: z.strictObject({ paymentId: id, from: holder.optional() }),
    response: Transfer,
  }),
  listLots: evaluate({
    says: 'List the lots of a holder, to name them in a payment.',
    by: everyone,
    request: page.extend({ owner: holder }),
    response: pageOf(Lot),
  }),
  balance: evaluate({
    says: 'Add up the lots of a party by issuer and currency, 2000 lots a page.',
    by: everyone,
    request: ask.holding,
    response: ask.balances,
  }),
  statement: evaluate({
    says: 'State an account for days: opening, entries, closing.',
    by: everyone,
    request: ask.period,
    response: ask.statement,
    errors: [no.STATEMENT_TOO_LONG],
  }),
  proveSupply: evaluate({
    says: 'Prove the supply of a lender: issued less redeemed is the sum of all lots; page by page when there are many.',
    by: everyone,
    request: ask.supplyAsked,
    response: ask.supply,
  }),
  readOrder: evaluate({
    says: 'Read an issue or a redemption: for its party, its issuer, registrar and auditor.',
    by: everyone,
    request: ask.order,
    response: SupplyOrder,
  }),
  listOrders: evaluate({
    says: 'List issues and redemptions of a lender: all of them for its staff, registrar and auditor, the own ones for others.',
    by: everyone,
    request: page.extend({ issuer: ask.order.shape.issuer }),
    response: pageOf(SupplyOrder),
  }),
  readHold: evaluate({ says: 'Read a hold.', by: everyone, request: z.strictObject({ holdId: id }), response: Hold }),
  readLock: evaluate({
    says: 'Read a hash-locked payment.',
    by: everyone,
    request: z.strictObject({ lockId: id }),
    response: Lock,
  }),
  readEscrow: evaluate({ says: 'Read an escrow.', by: everyone, request: z.strictObject({ escrowId: id }), response: Escrow }),
  listEscrows: evaluate({
    says: 'List the escrows that a party pays into, or is paid from.',
    by: everyone,
    request: page.extend({ party, as: z.enum(['payer', 'payee']) }),
    response: pageOf(Escrow),
  }),
  readRequest: evaluate({
    says: 'Read a payment request.',
    by: everyone,
    request: z.strictObject({ requestId: id }),
    response: PaymentRequest,
  }),
  listRequests: evaluate({
    says: 'List what a payee asked for.',
    by: everyone,
    request: page.extend({ payee: party }),
    response: pageOf(PaymentRequest),
  }),
  writeQr: evaluate({
    says: 'Write the QR text of a request.',
    by: everyone,
    request: z.strictObject({ requestId: id }),
    response: ask.qr,
  }),
  readQr: evaluate({
    says: 'Read a QR text and check it.',
    by: everyone,
    request: ask.qr,
    response: ask.code,
    errors: [no.QR_BROKEN],
  }),
  readFreeze: evaluate({
    says: 'Read a freeze; one that only traces and is confirmed, as a registrar or auditor.',
    by: seconds,
    request: z.strictObject({ courtOrderId: id }),
    response: Freeze,
  }),
  readClawBack: evaluate({
    says: 'Read what was asked to be taken back, before confirming it.',
    by: seconds,
    request: ask.taking,
    response: ClawBack,
  }),
  readLimit: evaluate({
    says: 'Read the limits of a currency and what waits to loosen them, before confirming it.',
    by: seconds,
    request: Limit.pick({ currency: true }),
    response: Limit,
  }),
  readClearance: evaluate({
    says: 'Read what an auditor asked to be cleared, before confirming it.',
    by: seconds,
    request: ask.agreeing,
    response: Clearance,
  }),
  readBlock: evaluate({
    says: 'Tell whether an account is frozen, to its party.',
    by: everyone,
    request: z.strictObject({ party }),
    response: z.strictObject({ block: Block.optional() }),
  }),
};
