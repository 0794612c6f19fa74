import { demand, kitErrors } from '../../kit/errors';
import { partErrors } from '../errors';
import { decimalOf } from '../epcis/decimal';
import type { LotEffect } from './effect';
import type { Held } from './inside/block';
import { MAX_ENTRIES, type LotEntry, type LotInside } from '../records/lot';

/** A lot in a thing after an event put some in or took some out. */
export function withEntry(known: LotInside, effect: LotEffect, event: string): LotInside {
  const entry: LotEntry = {
    event,
    ...(effect.step === 'out' && { out: true as const }),
    ...(effect.quantity !== undefined && { quantity: effect.quantity }),
    ...(effect.uom !== undefined && { uom: effect.uom }),
  };
  return ofEntries(known, [...known.entries, entry]);
}

/** The same without what an event said. */
export const withoutEvent = (known: LotInside, event: string): LotInside =>
  ofEntries(
    known,
    known.entries.filter((entry) => entry.event !== event),
  );

function ofEntries({ gone: _gone, ...known }: LotInside, all: readonly LotEntry[]): LotInside {
  // What went in before all of it was taken out says nothing any more, but may count again.
  const entries = [...all];
  demand(entries.length <= MAX_ENTRIES, kitErrors.TOO_MANY, {
    what: `events that move the lot ${known.lot} in and out of ${known.parent}`,
    count: entries.length,
    max: MAX_ENTRIES,
  });
  return { ...known, entries, ...(!isLeft(entries) && { gone: true as const }) };
}

/**
 * Whether something of a lot is left: it is, unless an event took out all of it, or as much as was put in by
 * the same measure. Where that cannot be told, it is.
 */
export function isLeft(entries: readonly LotEntry[]): boolean {
  let unmeasured = false;
  let sums = new Map<string, bigint>();
  for (const { out, quantity, uom = '' } of entries) {
    if (quantity === undefined) {
      if (out) sums = new Map();
      unmeasured = !out;
    } else sums.set(uom, (sums.get(uom) ?? 0n) + (out ? -1n : 1n) * scaled(quantity));
  }
  return unmeasured || [...sums.values()].some((sum) => sum > 0n);
}

const SCALE = 20;
/** A decimal as a whole number of 10^-20, so that tenths add up. */
function scaled(quantity: number): bigint {
  const [whole = '0', fraction = ''] = decimalOf(quantity).replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(SCALE, '0').slice(0, SCALE));
  return quantity < 0 ? -size : size;
}

/** Refuses to send on a lot that a BLOCK holds in the hands of who captured it: PART_BLOCKED. */
export function demandFree(effects: readonly LotEffect[], { lots }: Held): void {
  for (const { lot, step } of effects)
    demand(!isOnward({ step }) || !lots.has(lot), partErrors.PART_BLOCKED, {
      epc: lot,
      notification: (lots.get(lot) ?? []).join(', '),
    });
}

/** Whether an event sends a lot on towards a customer. */
export const isOnward = ({ step }: Pick<LotEffect, 'step'>): boolean =>
  step === 'ship' || step === 'consume' || step === 'put';
