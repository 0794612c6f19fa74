import { demand, type ErrorSpec, type Facts, kitErrors, refuse } from './errors';
import { type Caller, TIMEKEEPER } from './who';

/** Whoever plays this role, or anybody at all: a side that no field of the record names. */
export interface Anybody {
  readonly role: string | undefined;
  /** The organisation to which who plays the role must belong. */
  readonly of?: string;
  /** A rule of the room asks further who may act: `next` promises nothing. */
  readonly ruled?: true;
}

/** Nobody plays the side as the record is; who would is told why, in words of the room. */
export interface Nobody {
  readonly why: ErrorSpec;
  readonly facts: Facts;
}

/**
 * Who a side is, read from the record: a party (`org` for its staff, `org/name` for the member), several, a
 * role; `undefined` when nobody is.
 */
export type Whose = string | undefined | readonly (string | undefined)[] | Anybody | Nobody;

/** The sides of a record, stated once, on its table. */
export type Sides<R, Side extends string = string> = { readonly [S in Side]: (record: R) => Whose };

/** A side for whoever the operation lets call: what time or a count has decided, anybody may write down. */
export const anybody = (): Anybody => ({ role: undefined });
/** A side of which a rule of the room says who plays it, by other records than this one. */
export const ruled = (): Anybody => ({ role: undefined, ruled: true });
/** A side for whoever plays a role, whatever the record says. */
export const whoever = (role: string) => (): Anybody => ({ role });

/** A side for the agenda of one organisation. */
export const agendaOf = (org: string): Anybody => ({ role: TIMEKEEPER, of: org });

/** A side that nobody plays, with the refusal that says why. */
export const nobody = (why: ErrorSpec, facts: Facts): Nobody => ({ why, facts });

/** Whether the caller is a party: the member itself (`org/name`), or staff of the organisation (`org`). */
export const isParty = (caller: Caller, party: string): boolean =>
  caller.member === party || (caller.staff && caller.org === party);

/** Whether the caller plays a side as a record names it. */
export function isSide(caller: Caller, whose: Whose): boolean {
  if (whose === undefined) return false;
  if (typeof whose === 'string') return isParty(caller, whose);
  if ('why' in whose) return false;
  if ('role' in whose)
    return (
      (whose.role === undefined || whose.role === caller.role) &&
      (whose.of === undefined || whose.of === caller.org)
    );
  return whose.some((party) => party !== undefined && isParty(caller, party));
}

/** The sides of a record as which it names the caller; who is one by its role alone is a stranger to it. */
export const sidesOf = <R>(caller: Caller, sides: Sides<R>, record: R): string[] =>
  Object.keys(sides).filter((side) => {
    const whose = sides[side]?.(record);
    return (typeof whose === 'string' || Array.isArray(whose)) && isSide(caller, whose);
  });

/** `the lender or the borrower`. */
export const theSides = (by: readonly string[]): string => by.map((side) => `the ${side}`).join(' or ');

/**
 * Refuses a stranger to the record with NOT_YOURS, and with WRONG_SIDE who is a side of it, but none of
 * these. `doing` is the step or the operation, for the message. A side that nobody plays says why itself.
 */
export function mustBeSide<R>(
  caller: Caller,
  sides: Sides<R>,
  record: R,
  by: readonly string[],
  doing: string,
): void {
  if (by.some((side) => isSide(caller, sides[side]?.(record)))) return;
  for (const side of by) {
    const whose = sides[side]?.(record);
    if (typeof whose === 'object' && 'why' in whose) refuse(whose.why, whose.facts);
  }
  const needed = theSides(by);
  demand(sidesOf(caller, sides, record).length === 0, kitErrors.WRONG_SIDE, {
    step: doing,
    by: by.join(' or the '),
  });
  refuse(kitErrors.NOT_YOURS, { who: caller.member, as: needed, needed });
}
