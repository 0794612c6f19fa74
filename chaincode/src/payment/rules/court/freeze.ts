import { demand, kitErrors, refuse } from '../../../kit/errors';
import { canonical } from '../../../kit/value/json';
import type { Caller } from '../../../kit/who';
import { paymentErrors } from '../../errors';
import { freezeLife } from '../../life';
import type { Lot, Transfer } from '../../records/money';
import { mustBeSecond, mustNotGain, mustStandApart, orgOf } from './confirmation';
import type { Freeze } from '../../records/freeze';
import { isBox } from '../../records/party';

/** The lot, frozen by a court order; FREEZE_CONFLICT if another order froze it. */
export function freezeLot(lot: Lot, courtOrderId: string): Lot {
  demand(lot.frozenBy === undefined, paymentErrors.FREEZE_CONFLICT, { courtOrderId: lot.frozenBy ?? 'none' });
  return { ...lot, frozenBy: courtOrderId };
}

/** The lot as it was before it was frozen. */
export function thawLot(frozen: Lot): Lot {
  const { frozenBy: _, ...lot } = frozen;
  return lot;
}

/**
 * What was asked and froze nothing yet is taken back by the organisation that asked, as long as no other
 * asked more of it. Whatever else would be lifted, somebody else's asking too, waits for a second person; who
 * asked first is not written over, for each may be confirmed by all others.
 */
export function askToLift(freeze: Freeze, caller: Pick<Caller, 'member' | 'org'>): Freeze {
  freezeLife.step('unfreeze', freeze.status);
  mustNotGain(freeze.holder, caller);
  const askers = [freeze.by, freeze.waiting?.by ?? freeze.by];
  const isOwn = askers.every((by) => orgOf(by) === caller.org);
  if (isOwn && !isAgreed(freeze)) return lifted(freeze, 'unfreeze');
  return freeze.lifting === undefined ? { ...freeze, lifting: caller.member } : freeze;
}

/** As the second person, who stands apart from whose money it frees. */
export function confirmLift(freeze: Freeze, caller: Pick<Caller, 'member' | 'org'>): Freeze {
  const after = lifted(freeze, 'confirmUnfreeze');
  const { lifting, status, holder: gains } = freeze;
  const nothing = {
    kind: 'freeze',
    status,
    step: 'confirmUnfreeze',
    from: 'asked to be lifted',
    next: 'unfreeze',
  };
  if (lifting === undefined) return refuse(kitErrors.WRONG_STATUS, nothing);
  mustBeSecond(lifting, caller);
  mustStandApart(gains, caller);
  return { ...after, liftedBy: caller.member };
}

function lifted(freeze: Freeze, step: 'unfreeze' | 'confirmUnfreeze'): Freeze {
  const { waiting: _, ...bare } = freeze;
  return { ...bare, status: freezeLife.step(step, freeze.status, 'lifted') };
}

/**
 * What one person of one organisation wrote down opens nothing; what one person traced or froze before two
 * were asked for does.
 */
export const isAgreed = (freeze: Freeze): boolean =>
  freeze.status === 'standing' ||
  (freeze.status !== 'lifted' && (freeze.confirmedBy !== undefined || isAlone(freeze)));

/** Only before two persons were asked for did an order count with nothing waiting and nobody's word. */
const isAlone = ({ status, waiting, confirmedBy, alone }: Freeze): boolean =>
  alone === true || (status === 'tracing' && waiting === undefined && confirmedBy === undefined);

/** A second person agrees that the addresses of the holder are opened. */
export function confirmTrace(freeze: Freeze, caller: Pick<Caller, 'member' | 'org'>): Freeze {
  const status = freezeLife.step('confirmTrace', freeze.status);
  const { waiting, lifting: _, ...bare } = freeze;
  const nothing = {
    kind: 'freeze',
    status,
    step: 'confirmTrace',
    from: 'asked to trace',
    next: 'freezeAddresses',
  };
  if (!waiting) return refuse(kitErrors.WRONG_STATUS, nothing);
  mustBeSecond(waiting.by, caller);
  return { ...bare, confirmedBy: caller.member };
}

const MOST_ADDRESSES = 100;

/**
 * A second person agrees to what waits, and says which addresses that is, so that nothing is slipped under
 * its word.
 */
export function confirm(
  freeze: Freeze,
  addresses: readonly string[],
  caller: Pick<Caller, 'member' | 'org'>,
): Freeze {
  const status = freezeLife.step('confirmFreeze', freeze.status);
  const { waiting, lifting: _, alone: __, ...bare } = freeze;
  const nothing = {
    kind: 'freeze',
    status: freeze.status,
    step: 'confirmFreeze',
    from: 'asked',
    next: 'freezeAddresses',
  };
  if (!waiting) return refuse(kitErrors.WRONG_STATUS, nothing);
  mustBeSecond(waiting.by, caller);
  const same = canonical([...addresses].sort()) === canonical([...waiting.addresses].sort());
  demand(same, paymentErrors.ORDER_OTHER, { courtOrderId: freeze.courtOrderId });
  const all = [...new Set([...(freeze.addresses ?? []), ...addresses])];
  return { ...bare, status, confirmedBy: caller.member, ...(all.length > 0 && { addresses: all }) };
}

/**
 * An order against an account reaches the addresses of its holder too, and one that traced until now the
 * account in the same moment: when a second person agrees.
 */
export function reach(freeze: Freeze, more: readonly string[], by: string): Freeze {
  const to = freeze.status === 'tracing' ? 'asked' : 'standing';
  const status = freezeLife.step('freezeAddresses', freeze.status, to);
  const why = 'an order against single lots reaches no addresses';
  const account = freeze.lots.length === 0;
  demand(account, kitErrors.INVALID_REQUEST, {
    operation: 'payment.freezeAddresses',
    field: 'courtOrderId',
    why,
  });
  const addresses = [...new Set([...(freeze.addresses ?? []), ...more])];
  const count = addresses.length;
  demand(count <= MOST_ADDRESSES, kitErrors.TOO_MANY, { count, what: 'addresses', max: MOST_ADDRESSES });
  const waiting = { by, addresses: [...new Set(more)] };
  return { ...freeze, status, waiting, ...(isAlone(freeze) && { alone: true as const }) };
}

/** Only what the order freezes may be taken under it. */
export function mayClawBack(freeze: Freeze, from: string, named: readonly string[]): void {
  freezeLife.step('clawBack', freeze.status);
  const { courtOrderId, lots } = freeze;
  const reached = from === freeze.holder || freeze.addresses?.includes(from) === true;
  demand(reached, paymentErrors.FREEZE_ELSEWHERE, { courtOrderId, lotId: named[0] ?? 'none' });
  const foreign = lots.length > 0 ? named.find((one) => !lots.includes(one)) : undefined;
  demand(foreign === undefined, paymentErrors.FREEZE_ELSEWHERE, { courtOrderId, lotId: foreign ?? 'none' });
}

/** After a clawback the change is what the order still freezes; without any left the order is spent. */
export function afterClawBack(freeze: Freeze, { spent, made, from }: Transfer): Freeze {
  if (freeze.lots.length === 0) return freeze;
  const change = made.filter(({ owner }) => owner === from).map((lot) => lot.lotId);
  const lots = [...freeze.lots.filter((one) => !spent.includes(one)), ...change];
  return { ...freeze, lots, ...(lots.length === 0 && { status: 'lifted' as const }) };
}

/**
 * The record of a box names one lot: change that stayed in the box would be found by none of its rules again.
 */
export function mustBeWhole({ from, made }: Transfer): void {
  const why = 'out of a box the whole is taken';
  demand(!isBox(from) || made.length === 1, kitErrors.INVALID_REQUEST, {
    operation: 'payment.clawBack',
    field: 'amount',
    why,
  });
}
