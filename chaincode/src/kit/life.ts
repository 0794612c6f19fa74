import { demand, kitErrors } from './errors';

/** One step: by whom, from which statuses, to which. `to` may be several when the rule decides; then the rule names the one. */
export interface Step<Status extends string, Side extends string> {
  readonly by: Side | readonly Side[];
  readonly from: readonly Status[];
  readonly to: Status | readonly Status[];
}

export interface Life<Status extends string, Name extends string, Side extends string> {
  readonly kind: string;
  readonly statuses: readonly Status[];
  readonly initial: readonly Status[];
  readonly steps: { readonly [K in Name]: Step<Status, Side> };
  /** Refuses with WRONG_STATUS unless the step may be taken from the status; answers the status after it (`to` when the table leaves a choice). */
  step(name: Name, status: Status, to?: Status): Status;
  /** The steps that may be taken from a status. */
  next(status: Status): Name[];
  /** Statuses that no step leaves. */
  readonly final: readonly Status[];
}

const listOf = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : [value as T]);

/**
 * A life is a table: it gives the guard, the error text, the exhaustive test, the picture in the README and the list of next steps.
 * `kind` is the noun for messages; `initial` is where a record may begin.
 */
export function defineLife<
  const Status extends string,
  Side extends string,
  const Steps extends Record<string, Step<NoInfer<Status>, Side>>,
>(
  kind: string,
  statuses: readonly Status[],
  initial: NoInfer<Status> | readonly NoInfer<Status>[],
  steps: Steps,
): Life<Status, keyof Steps & string, Side> {
  type Name = keyof Steps & string;
  const names = Object.keys(steps) as Name[];
  const next = (status: Status): Name[] => names.filter((name) => steps[name]?.from.includes(status));
  return {
    kind,
    statuses,
    initial: listOf<Status>(initial),
    steps,
    final: statuses.filter((status) => next(status).length === 0),
    next,
    step(name, status, to) {
      const row = steps[name] as Step<Status, Side>;
      demand(row.from.includes(status), kitErrors.WRONG_STATUS, {
        kind,
        status,
        step: name,
        from: row.from.join(' or '),
        next: next(status).join(', ') || 'none, it is the end',
      });
      const targets = listOf<Status>(row.to);
      const target = to ?? targets[0];
      if (target === undefined || !targets.includes(target)) throw new Error(`${kind}.${name} cannot lead to ${String(target)}`);
      return target;
    },
  };
}

/** The life as a Mermaid state diagram, for a README and the UI. */
export function pictureOf(life: Life<string, string, string>): string {
  const arrows = Object.entries(life.steps).flatMap(([name, row]) =>
    row.from.flatMap((from) => listOf(row.to).map((to) => `  ${from} --> ${to}: ${name} (${listOf(row.by).join(', ')})`)),
  );
  return ['stateDiagram-v2', ...life.initial.map((status) => `  [*] --> ${status}`), ...arrows].join('\n');
}
