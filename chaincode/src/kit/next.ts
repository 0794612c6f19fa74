import { z } from 'zod';
import type { Operation } from './operation';
import { kitErrors, refuse } from './errors';
import { type AnyLife, type NamedStep, takersOf } from './life';
import { isSide, type Sides, sidesOf, type Whose } from './side';
import { line } from './value/text';
import type { Caller } from './who';

/** Most operations of a room, steps of a life and parts of an id. */
const [MOST_OPERATIONS, MOST_STEPS, MOST_PARTS] = [128, 64, 6];

/** What `next` asks: whose life, and the id of the record, part by part. */
export const nextRequest = <const Kinds extends readonly [string, ...string[]]>(kinds: Kinds) =>
  z.strictObject({
    kind: z.enum(kinds).meta({ description: 'what the record is' }),
    id: z.array(line(128)).min(1).max(MOST_PARTS).meta({ description: 'its id, part by part' }),
  });

const openStep = z.strictObject({
  step: line(64),
  operations: z.array(line(64)).max(MOST_OPERATIONS).meta({ description: 'by which the caller may take it' }),
});

/**
 * What `next` answers: the status of the record, and the steps that are open to the caller, in the order of
 * the life.
 */
export const nextAnswer = z.strictObject({ status: line(64), steps: z.array(openStep).max(MOST_STEPS) });
/** What `next` answers, decoded. */
export type NextAnswer = z.output<typeof nextAnswer>;

/** The steps that an operation takes, or of which it takes those that are due, as the lives name them. */
export const stepsOf = ({ needs }: Operation): readonly NamedStep[] => [
  ...(needs?.step ? [needs.step] : []),
  ...(needs?.steps ?? []),
  ...(needs?.takes ?? []),
];

/**
 * The steps open to the caller on a record now, by the operations of its role. Whom neither the record names
 * nor a step is open to by its role: NOT_YOURS, for what anybody may do tells a stranger nothing of the record;
 * one that names nobody has no strangers.
 */
export function nextOf(
  life: AnyLife,
  record: unknown,
  caller: Caller,
  operations: Readonly<Record<string, Operation>>,
): NextAnswer {
  const sides: Sides<unknown> = life.table.sides;
  const status = life.status(record as never);
  const by = (name: string): string[] =>
    Object.entries(operations).flatMap(([operation, stated]) => {
      const takes = stepsOf(stated).some((step) => step.life === life && step.name === name);
      return takes && stated.by.includes(caller.role) ? [operation] : [];
    });
  const playing = Object.keys(sides).filter((side) => promises(caller, sides[side]?.(record)));
  const isNamed = sidesOf(caller, sides, record).length > 0;
  const byRole = playing.filter((side) => plays(caller, sides[side]?.(record)));
  const open = (name: string, as: readonly string[]): boolean =>
    takersOf({ life, name }).some((side) => as.includes(side));
  const steps = life
    .next(status)
    .filter((name) => open(name, playing))
    .map((step) => ({ step, operations: by(step) }))
    .filter(({ operations: taking }) => taking.length > 0);
  const isOpen = isNamed || namesNobody(sides, record);
  if (!isOpen && !steps.some(({ step }) => open(step, byRole)))
    refuse(kitErrors.NOT_YOURS, { who: caller.member, as: 'a side', needed: 'a side of the record' });
  return { status, steps };
}

/** Whether no side of a record is a party: it has nobody to be a stranger to. */
const namesNobody = (sides: Sides<unknown>, record: unknown): boolean =>
  Object.values(sides).every((whose) => {
    const who = whose(record);
    return typeof who === 'object' && 'role' in who;
  });

const promises = (caller: Caller, whose: Whose): boolean =>
  isSide(caller, whose) && !(typeof whose === 'object' && 'ruled' in whose);

/** Whether a side is the caller's by its role, not by being anybody's. */
const plays = (caller: Caller, whose: Whose): boolean =>
  typeof whose === 'object' && 'role' in whose && whose.role === caller.role && isSide(caller, whose);
