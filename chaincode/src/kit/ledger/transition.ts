import { type AnyLife, type NamedStep, type SomeLife, type StepOf, targetsOf } from '../life';

/**
 * Whether a step may leave a record as it is now: the row says where it leads. A rule that strays from it is
 * a fault of the house.
 */
export function mustHaveLed<R>(step: StepOf<R>, before: R, after: R): void {
  if (!leads(step, before, after)) stray([step], before, after);
}

/** The same when those of several steps were taken that were due, one after the other, or none. */
export function mustHaveLedBy<R>(steps: readonly StepOf<R>[], before: R, after: R): void {
  const isLed = steps.some(({ life, status }) =>
    isReached(
      life,
      status(before),
      status(after),
      steps.filter((step) => step.life === life).map(({ name }) => name),
    ),
  );
  if (!isLed) stray(steps, before, after);
}

/**
 * Whether the rows lead from one status to another, by one step or by several of one transaction: what is
 * written of a living record goes no other way, whoever writes it. `names` leaves only these rows.
 */
export function isReached(
  life: SomeLife,
  from: string | undefined,
  to: string,
  names: readonly string[] = Object.keys(life.steps),
): boolean {
  const reached = new Set(from === undefined ? life.initial : [from]);
  // A set is walked on through what is added meanwhile.
  for (const status of reached)
    for (const row of names.flatMap((name) => life.steps[name] ?? []))
      if (row.from.includes(status)) for (const target of targetsOf(row, status)) reached.add(target);
  return reached.has(to);
}

/**
 * Refuses, as a fault of the house, a record written with a status to which no rows lead; of a life of which
 * the operation names the steps that it takes, these alone.
 */
export function mustBeReached(
  life: AnyLife,
  before: unknown,
  after: unknown,
  takes: readonly NamedStep[] = [],
): void {
  const from = before === undefined ? undefined : life.status(before as never);
  const to = life.status(after as never);
  const named = takes.filter((step) => step.life === life).map(({ name }) => name);
  if (isReached(life, from, to, named.length > 0 ? named : undefined)) return;
  throw new Error(`${life.kind}: no step leads from ${from ?? 'its beginning'} to ${to}`);
}

const leads = <R>({ life, name, status }: StepOf<R>, before: R, after: R): boolean => {
  const row = life.steps[name];
  return row !== undefined && targetsOf(row, status(before)).includes(status(after));
};

function stray<R>(steps: readonly StepOf<R>[], before: R, after: R): never {
  const [{ life, status } = { life: undefined, status: String }] = steps;
  const names = steps.map(({ name }) => name).join(' or ');
  throw new Error(`${life?.kind}.${names} does not lead from ${status(before)} to ${status(after)}`);
}
