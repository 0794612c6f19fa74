import { demand, kitErrors } from './errors';
import { mustBeSide } from './side';
import type { TableSpec } from './table';
import type { Caller } from './who';

/** In the place of a status to which a step leads: it leaves the status as it is. */
export type Same = '=';

/**
 * One step: by whom, from which statuses, to which. `to` may be several when the rule decides; then the rule
 * names the one.
 */
export interface Step<Status extends string, Side extends string> {
  readonly by: Side | readonly Side[];
  readonly from: readonly Status[];
  readonly to: Status | Same | readonly (Status | Same)[];
}

/** The statuses of a record and the steps between them, with what follows from the table. */
export interface Life<Status extends string, Name extends string, Side extends string> {
  readonly kind: string;
  readonly statuses: readonly Status[];
  readonly initial: readonly Status[];
  /**
   * The statuses that a record passes when all goes well; if not stated, they follow the order of the
   * statuses.
   */
  readonly way?: readonly Status[];
  readonly steps: { readonly [K in Name]: Step<Status, Side> };
  /**
   * Refuses with WRONG_STATUS unless the step may be taken from the status; answers the status after it (`to`
   * when the table leaves a choice).
   */
  step(name: Name, status: Status, to?: Status): Status;
  /** The steps that may be taken from a status. */
  next(status: Status): Name[];
  /** Statuses that no step leaves. */
  readonly final: readonly Status[];
}

/** A life of whatever record. */
export type SomeLife = Life<string, string, string>;

/** A governing life of whatever record. */
export type AnyLife = SomeLife & { readonly table: TableSpec; status(record: never): string };

/** A step of the life of a record, for an operation or a door to name. */
export interface StepOf<R> {
  readonly table: TableSpec<R>;
  readonly life: SomeLife;
  readonly name: string;
  readonly status: (record: R) => string;
}

/** A step as an operation names it that takes it of a record that it does not stand on. */
export type NamedStep = Pick<StepOf<never>, 'life' | 'name'>;

/**
 * A life that governs: its steps are values that operations and doors name, and the kit enforces their rows.
 */
export type Governing<R, Status extends string, Name extends string, Side extends string> = Life<
  Status,
  Name,
  Side
> & {
  readonly table: TableSpec<R>;
  status(record: R): Status;
} & { readonly [K in Name]: StepOf<R> };

const listOf = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

/**
 * A life is a table: it gives the guard, the error text, the exhaustive test, the picture in the README and
 * the list of next steps. `initial` is where a record may begin, `steps` its rows; `by` names sides of the
 * table, and the kit lets nobody else take the step.
 */
export function defineLife<
  R,
  Side extends string,
  Field extends keyof R & string,
  const Steps extends Record<string, Step<NoInfer<R[Field] & string>, NoInfer<Side>>>,
>(
  table: TableSpec<R, never, Side>,
  stated: {
    /** The field that holds the status. */
    readonly field: Field;
    readonly statuses: readonly NoInfer<R[Field] & string>[];
    readonly initial: NoInfer<R[Field] & string> | readonly NoInfer<R[Field] & string>[];
    readonly way?: readonly NoInfer<R[Field] & string>[];
  },
  steps: Steps,
): Governing<R, R[Field] & string, keyof Steps & string, Side>;
/** The same for a record that holds its status deeper than in a field of its own. */
export function defineLife<
  R,
  Side extends string,
  Status extends string,
  const Steps extends Record<string, Step<NoInfer<Status>, NoInfer<Side>>>,
>(
  table: TableSpec<R, never, Side>,
  stated: {
    readonly status: (record: R) => Status;
    readonly statuses: readonly NoInfer<Status>[];
    readonly initial: NoInfer<Status> | readonly NoInfer<Status>[];
    readonly way?: readonly NoInfer<Status>[];
  },
  steps: Steps,
): Governing<R, Status, keyof Steps & string, Side>;
/** The same for a record whose sides are not stated on its table: a picture and a guard of statuses alone. */
export function defineLife<
  const Status extends string,
  Side extends string,
  const Steps extends Record<string, Step<NoInfer<Status>, Side>>,
>(
  kind: string,
  statuses: readonly Status[],
  initial: NoInfer<Status> | readonly NoInfer<Status>[],
  steps: Steps,
): Life<Status, keyof Steps & string, Side>;
export function defineLife(of: string | TableSpec, ...rest: readonly unknown[]): SomeLife {
  if (typeof of === 'string') {
    const [statuses, initial, steps] = rest as [readonly string[], string | readonly string[], Rows];
    return lifeOf(of, statuses, listOf(initial), steps);
  }
  const [{ field = '', statuses, initial, ...stated }, steps] = rest as [Stated, Rows];
  const life = {
    ...lifeOf(of.kind, statuses, listOf(initial), steps),
    ...(stated.way && { way: stated.way }),
  };
  const status =
    stated.status ?? ((record: unknown): string => (record as Record<string, string>)[field] ?? '');
  const named = Object.keys(steps).map((name) => [name, { table: of, life, name, status }]);
  return Object.assign(life, { table: of, status }, Object.fromEntries(named));
}

type Rows = Readonly<Record<string, Step<string, string>>>;
interface Stated {
  readonly field?: string;
  readonly status?: (record: unknown) => string;
  readonly statuses: readonly string[];
  readonly initial: string | readonly string[];
  readonly way?: readonly string[];
}

function lifeOf(
  kind: string,
  statuses: readonly string[],
  initial: readonly string[],
  steps: Rows,
): SomeLife {
  const names = Object.keys(steps);
  const next = (status: string): string[] => names.filter((name) => steps[name]?.from.includes(status));
  return {
    ...{ kind, statuses, initial, steps, next },
    final: statuses.filter((status) => next(status).length === 0),
    step(name, status, to) {
      const row = steps[name];
      if (!row) throw new Error(`${kind} has no step ${name}`);
      demand(row.from.includes(status), kitErrors.WRONG_STATUS, {
        kind,
        status,
        step: name,
        from: row.from.join(' or '),
        next: next(status).join(', ') || 'none, it is the end',
      });
      const targets = targetsOf(row, status);
      const target = to ?? targets[0];
      if (target === undefined || !targets.includes(target))
        throw new Error(`${kind}.${name} cannot lead to ${String(target)}`);
      return target;
    },
  };
}

/** Where a row leads from a status. */
export const targetsOf = ({ to }: Step<string, string>, status: string): string[] =>
  listOf<string>(to).map((target) => (target === '=' ? status : target));

/** Who may take a step. */
export const takersOf = ({ life, name }: Pick<StepOf<never>, 'life' | 'name'>): readonly string[] =>
  listOf(life.steps[name]?.by ?? []);

/** Refuses unless the caller is a side that may take the step: NOT_YOURS, WRONG_SIDE. */
export const maySide = <R>(caller: Caller, step: StepOf<R>, record: R): void =>
  mustBeSide(caller, step.table.sides, record, takersOf(step), step.name);

/** The same, and the record must have a status from which the step leads (WRONG_STATUS). */
export function mayTake<R>(caller: Caller, step: StepOf<R>, record: R): void {
  maySide(caller, step, record);
  step.life.step(step.name, step.status(record));
}
