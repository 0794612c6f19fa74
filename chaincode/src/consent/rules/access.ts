import { demand, refuse } from '../../kit/errors';
import { addMillis, DAY_MS, HOUR_MS, type Instant, isBefore } from '../../kit/value/time';
import { cellSealOf } from '../../evidence/door';
import type { Anchor } from '../../evidence/records/anchor';
import type { Category } from '../../evidence/records/category';
import type { Payment } from '../../payment/door';
import type { Title } from '../../vehicle/records/title';
import { consentErrors as errors } from '../errors';
import type { CourtOrder } from '../records/order';
import type { Access, Slice } from '../records/access';
import type { Grant, Purpose } from '../records/grant';
import { mustBeLive } from './grant';

/** What a ground opens: which data, of which time. */
interface Opening {
  readonly ground: string;
  readonly categories: readonly string[];
  readonly fromTime: Instant;
  readonly untilTime: Instant;
}

function mustBeOpened({ category, fromTime, untilTime }: Slice, opening: Opening): void {
  const { ground, categories } = opening;
  demand(categories.includes(category), errors.CATEGORY_CLOSED, {
    category,
    ground,
    categories: categories.join(', '),
  });
  demand(
    opening.fromTime <= fromTime && fromTime < untilTime && untilTime <= opening.untilTime,
    errors.TIME_CLOSED,
    {
      fromTime,
      untilTime,
      ground,
      opensFrom: opening.fromTime,
      opensUntil: opening.untilTime,
    },
  );
}

/** A receipt names only what is there: leaves under the root and a time within its readings. */
export function mustFit(slice: Slice, anchor: Anchor, vin: string): void {
  const { deviceId, evidenceId, category, fromLeaf, untilLeaf, fromTime, untilTime } = slice;
  const broken: readonly (readonly [boolean, string])[] = [
    [anchor.vin !== vin, 'it is of another vehicle'],
    [!anchor.categories.includes(category), `it holds nothing about ${category}`],
    [fromLeaf >= untilLeaf || untilLeaf > anchor.count, `it has ${anchor.count} leaves`],
    [
      slice.cell !== undefined && anchor.cellSeal !== cellSealOf(slice.cell),
      'its device committed to another cell, or to none',
    ],
    [fromTime > anchor.t1 || untilTime <= anchor.t0, `its readings are from ${anchor.t0} to ${anchor.t1}`],
  ];
  const why = broken.find(([is]) => is)?.[1];
  demand(why === undefined, errors.EVIDENCE_UNFITTING, { deviceId, evidenceId, why: why ?? '' });
}

/** Under a grant: live, for its purpose, its data and its time. */
export function mustBeGranted(
  one: Grant,
  asked: { readonly slice: Slice; readonly purpose: Purpose },
  { anchor, titleNo, now }: { readonly anchor: Anchor; readonly titleNo: number; readonly now: Instant },
): void {
  const { grantId, terms, vin } = one;
  mustBeLive(one, titleNo, now);
  demand(asked.purpose === terms.purpose, errors.PURPOSE_DIFFERS, {
    grantId,
    granted: terms.purpose,
    purpose: asked.purpose,
  });
  mustBeOpened(asked.slice, { ...terms, ground: `the grant ${grantId}` });
  const { trip = 'none' } = terms;
  demand(terms.trip === undefined || anchor.trip === terms.trip, errors.TRIP_CLOSED, { grantId, trip });
  mustFit(asked.slice, anchor, vin);
  mustBeWithin(terms.fence, asked.slice.cell?.geohash, grantId);
}

/**
 * A cell lies in the fence when it begins with a cell of it; a coarser one may reach beyond, and one that is
 * not opened lies nowhere.
 */
function mustBeWithin(fence: Grant['terms']['fence'], cell: string | undefined, grantId: string): void {
  const within = fence === undefined || (cell !== undefined && fence.some((part) => cell.startsWith(part)));
  demand(within, errors.PLACE_CLOSED, { cell: cell ?? 'unknown', grantId, fence: fence?.join(', ') ?? '' });
}

/** What a reading costs and how it is paid; nothing where the grant has no price. */
export function priceOf(
  { grantId, owner, terms: { price, grantee } }: Grant,
  {
    paymentId,
    lots,
  }: { readonly paymentId?: string | undefined; readonly lots?: readonly string[] | undefined },
): Payment | undefined {
  if (!price) return undefined;
  const facts = { grantId, amount: `${price.amount}`, currency: price.currency, owner };
  if (paymentId === undefined || lots === undefined) return refuse(errors.PRICE_UNPAID, facts);
  return {
    paymentId,
    from: grantee,
    lots,
    to: [{ party: owner, amount: price }],
    about: { room: 'consent', id: grantId },
  };
}

/**
 * Owners read what was recorded while they held the title, and go on doing so when they have sold the
 * vehicle.
 */
export function mustBeOwn(slice: Slice, anchor: Anchor, held: Title, next: Title | undefined): void {
  const { categories } = anchor;
  const untilTime = next?.since ?? slice.untilTime;
  mustBeOpened(slice, { ground: `the title ${held.titleId}`, categories, fromTime: held.since, untilTime });
  mustFit(slice, anchor, held.vin);
}

/**
 * By order of a court: another person than the one who recorded it, within its data, its time and its
 * validity.
 */
export function mustBeOrdered(
  order: CourtOrder,
  slice: Slice,
  anchor: Anchor,
  { who, now }: { readonly who: string; readonly now: Instant },
): void {
  const { orderId, validUntil } = order;
  demand(isBefore(now, validUntil), errors.ORDER_OVER, { orderId, validUntil });
  demand(who !== order.recordedBy, errors.ORDER_BY_SAME_PERSON, { who, orderId });
  mustBeOpened(slice, { ...order, ground: `the court order ${orderId}` });
  mustFit(slice, anchor, order.vin);
}

/** What rescuers need, and nothing of how somebody drove before. */
const RESCUE: readonly Category[] = ['location', 'crash', 'occupants', 'battery'];

/**
 * After a real emergency call of a device that came with the vehicle, for a day: data from the hour before it
 * until the hour after.
 */
export function mustBeEmergency(
  call: Anchor | undefined,
  slice: Slice,
  anchor: Anchor,
  at: {
    readonly vin: string;
    readonly deviceId: string;
    readonly callId: string;
    readonly now: Instant;
    readonly vouched: boolean;
  },
): void {
  const { vin, deviceId, callId, now, vouched } = at;
  const incident =
    call?.vin === vin && call.incident?.kind === 'ecall' && !call.incident.test ? call.incident : undefined;
  if (!incident || call?.signs.includes('clockAhead') || !isBefore(now, addMillis(incident.at, DAY_MS)))
    return refuse(errors.NO_EMERGENCY, { callId, deviceId });
  demand(vouched, errors.EMERGENCY_UNVOUCHED, { callId, deviceId });
  mustBeOpened(slice, {
    ground: `the emergency call ${callId}`,
    categories: RESCUE,
    fromTime: addMillis(incident.at, -HOUR_MS),
    untilTime: addMillis(incident.at, HOUR_MS),
  });
  mustFit(slice, anchor, vin);
}

/** The receipt's common part. */
export type Ground = Pick<Access, 'basis' | 'reference' | 'reader' | 'purpose' | 'precision' | 'paymentId'>;
