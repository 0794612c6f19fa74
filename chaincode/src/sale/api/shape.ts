import { z } from 'zod';
import { id } from '../../kit/value/text';
import { maybe } from '../../kit/ref';
import { vehicles } from '../../vehicle/records/vehicle';
import { titleKey, titles } from '../../vehicle/records/title';
import { benefitsEnded, benefitsUsed } from '../../coupon/records/refusal';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { transfers } from '../../payment/records/money';
import { vehicleEvents } from '../../vehicle/events';
import { saleEvents as events } from '../events';
import { listings } from '../records/listing';
import { type Trade, trades } from '../records/trade';

export const onTrade = ({ tradeId }: { readonly tradeId: string }) => trades.at(tradeId);
export const ofListing = ({ listingId }: Trade) => ({ listing: listings.at(listingId) });
/** What moves when a trade ends: read before, so that it comes in one message. */
export const moving = ({ paymentId }: { readonly paymentId: string }, trade: Trade) => ({
  ...ofListing(trade),
  vehicle: vehicles.at(trade.vin),
  title: maybe(titles.at(...titleKey(trade.vin, trade.titleNo ?? 0))),
  paid: maybe(transfers.at(paymentId)),
});
export const paying = z.strictObject({ tradeId: id, paymentId: id });
export const changed = [events.TradeChanged];
export const cash = Object.values(moneyErrors);
export const back = [...changed, ...benefitsEnded, moneyEvents.MoneyMoved, vehicleEvents.OfferWithdrawn];
const { TitleOffered, TitleAccepted } = vehicleEvents;
export const funded = [...changed, ...benefitsUsed, moneyEvents.MoneyMoved, TitleOffered, TitleAccepted];
