import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { positiveMoney } from '../kit/value/money';
import { id, org } from '../kit/value/text';
import { instant } from '../kit/value/time';
import { Escrow } from './records/escrow';
import { SupplyOrder } from './records/supply';
import { ExchangeQuote } from './records/exchange';
import { transferKind } from './records/money';
import { about, address, holder, lotId, party } from './records/party';
import { Draw, refusal, StandingOrder } from './records/standing';
import { Tab } from './records/tab';

/** Told by whatever moves money. */
export const moneyEvents = defineEvents({
  MoneyMoved: z.strictObject({
    paymentId: id,
    kind: transferKind,
    from: holder,
    issuer: org,
    to: z.array(z.strictObject({ party: holder, amount: positiveMoney })).max(20),
    about: about.optional(),
  }),
});

export const paymentEvents = defineEvents({
  SupplyOrdered: SupplyOrder.pick({ issuer: true, orderId: true, kind: true, amount: true, status: true }),
  EscrowChanged: Escrow.pick({ escrowId: true, payer: true, payee: true, status: true, left: true }),
  PaymentRequested: z.strictObject({ requestId: id, payee: party }),
  QuoteChanged: ExchangeQuote.pick({
    ...{
      quoteId: true,
      maker: true,
      gives: true,
      takes: true,
      ratePerBillion: true,
      until: true,
      status: true,
    },
  }),
  TabChanged: Tab.pick({ tabId: true, payer: true, payee: true, status: true }).extend({
    until: instant.optional(),
  }),
  StandingOrderChanged: StandingOrder.pick({
    ...{ standingOrderId: true, payer: true, payee: true, about: true, status: true },
  }),
  DrawRefused: Draw.pick({ standingOrderId: true, period: true, nextOn: true }).extend({
    ...{ payer: party, payee: party, why: refusal },
  }),
  AddressOpened: z.strictObject({ address, keptBy: org }),
  MoneyFrozen: z.strictObject({ courtOrderId: id, lots: z.array(lotId).max(100) }),
  MoneyUnfrozen: z.strictObject({ courtOrderId: id }),
});
