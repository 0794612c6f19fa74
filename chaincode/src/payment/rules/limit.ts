import { demand, kitErrors, refuse } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import { compare, greater, lesser } from '../../kit/value/money';
import type { Caller } from '../../kit/who';
import { paymentErrors } from '../errors';
import type { Bounds, Limit } from '../records/court';
import { mustBeSecond } from './court/confirmation';

/**
 * An address is never the way to pay more than a party may, and what is too small to be paid is no more than
 * may be paid.
 */
export function mustFit({ currency, above, toAddress = above, least = above }: Bounds): void {
  const wrong = (field: string, why: string) =>
    refuse(kitErrors.INVALID_REQUEST, { operation: 'payment.limit', field, why });
  const [own, one] = [above.currency === currency, 'a limit is in its own currency'];
  if (!own || toAddress.currency !== currency) wrong('above', one);
  if (least.currency !== currency) wrong('least', one);
  if (compare(toAddress, above) > 0)
    wrong('toAddress', 'an address is paid no more than a party without clearance');
  if (compare(least, above) > 0) wrong('least', 'it is above what may be paid without clearance');
}

/**
 * Of what stands and what is asked the tighter counts at once, field by field; if that is not all that was
 * asked, it waits.
 */
export function withAsked(
  before: Limit | undefined,
  asked: Bounds,
  { member: by }: Pick<Caller, 'member'>,
): Limit {
  const tighter = before ? tighterOf(before, asked) : bare({ ...asked, toAddress: undefined });
  return isSame(tighter, asked) ? tighter : { ...tighter, waiting: { ...asked, by } };
}

function tighterOf(before: Bounds, asked: Bounds): Bounds {
  const above = lesser(before.above, asked.above);
  const toAddress = before.toAddress && asked.toAddress && lesser(before.toAddress, asked.toAddress);
  const least =
    before.least && asked.least ? greater(before.least, asked.least) : (before.least ?? asked.least);
  return bare({ currency: asked.currency, above, toAddress, least: least && lesser(least, above) });
}

/** The second person says which limits it means, so that nothing is slipped under its word. */
export function confirmLimit(
  { waiting }: Limit,
  named: Bounds,
  caller: Pick<Caller, 'member' | 'org'>,
): Limit {
  const { currency } = named;
  if (!waiting) return refuse(paymentErrors.LIMIT_OTHER, { currency });
  const { by, ...asked } = waiting;
  mustBeSecond(by, caller);
  demand(isSame(asked, named), paymentErrors.LIMIT_OTHER, { currency });
  return bare(asked);
}

type Loose = { readonly [K in keyof Bounds]: Bounds[K] | undefined } & Pick<Bounds, 'currency' | 'above'>;

const bare = ({ currency, above, toAddress, least }: Loose): Bounds => ({
  ...{ currency, above },
  ...(toAddress && { toAddress }),
  ...(least && { least }),
});

const isSame = (left: Bounds, right: Bounds): boolean => textOf(left) === textOf(right);
const textOf = ({ above, toAddress, least }: Bounds): string =>
  canonical([above, toAddress, least].map((one) => (one ? `${one.amount}` : 'none')));
