import { demand } from '../../../kit/errors';
import { makingIn } from '../../epcis/transformation';
import { partErrors } from '../../errors';
import { classOf } from '../../gs1/level';
import type { EventRecord } from '../../records/event';
import type { Serials } from '../../records/making';

/** Which of the things that were made are meant; all conditions hold together. */
export interface Meant {
  /** Canonical link of a class or a lot. */
  readonly of?: string | undefined;
  /** Master data: name as it is indexed, value as text. */
  readonly ilmd?: readonly [name: string, value: string] | undefined;
  readonly serials?: Range | undefined;
  /** Days on the clocks of the place, the last one too. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** Serial numbers of one text followed by numbers, both ends too. */
export interface Range {
  readonly head: string;
  readonly from: bigint;
  readonly until: bigint;
}

const NUMBERED = /^(.*?)(\d+)$/s;

/** Reads a range of serials: both ends are the same text and a number after it (SERIALS_UNCLEAR). */
export function rangeOf({ from, until }: Serials): Range {
  const [, head, low = '0'] = NUMBERED.exec(from) ?? [];
  const [, other, high = '0'] = NUMBERED.exec(until) ?? [];
  const range = { head: head ?? '', from: BigInt(low), until: BigInt(high) };
  demand(head !== undefined && head === other && range.from <= range.until, partErrors.SERIALS_UNCLEAR, {
    from,
    until,
  });
  return range;
}

/** Whether a serial is in a range; zeros before a number make no difference, so that none is missed. */
export function isWithin({ head, from, until }: Range, serial: string): boolean {
  const rest = serial.startsWith(head) ? serial.slice(head.length) : '';
  return /^\d+$/.test(rest) && BigInt(rest) >= from && BigInt(rest) <= until;
}

/** Whether a thing or lot is of what is meant, as far as its id tells. */
export function isMeant(id: string, { of, serials }: Meant): boolean {
  const { of: kind, serial = '' } = classOf(id) ?? {};
  const isOf = of === undefined || id === of || kind === of || classOf(of)?.of === kind;
  return isOf && (serials === undefined || isWithin(serials, decodeURIComponent(serial)));
}

/** The things of an event that are meant: none where the event made nothing, or on another day. */
export function meantIn({ event, namespaces }: EventRecord, meant: Meant): string[] {
  const making = makingIn(event, namespaces);
  if (!making) return [];
  const { made, classes, ilmd, day } = making;
  const { of, ilmd: [name, value] = [] } = meant;
  const isIn =
    (meant.from === undefined || day >= meant.from) && (meant.until === undefined || day <= meant.until);
  const told = name === undefined || ilmd.some(([one, held]) => one === name && held === value);
  const named = of === undefined || classes.includes(of);
  return isIn && told && named ? made.filter((id) => isMeant(id, meant)) : [];
}
