import type { Api } from '../api';
import type { AnyLife, Step } from '../life';
import { stepsOf } from '../next';

/** A step that may be taken from a status: by whom, by which operations of the room, to where. */
export interface PathStep {
  readonly step: string;
  readonly by: readonly string[];
  readonly operations: readonly string[];
  /** The statuses it may lead to; none where it leaves the status as it is. */
  readonly to: readonly string[];
}

/** The statuses of one kind of record in the order in which a life that goes well passes them. */
export interface Path {
  readonly kind: string;
  readonly statuses: readonly { readonly status: string; readonly steps: readonly PathStep[] }[];
  /** Where it ends, or turns aside. */
  readonly aside: readonly string[];
}

const listOf = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;

/** The paths of a room, in the order of its lives; rooms without lives have none. */
export const pathsOf = (api: Api): Path[] => Object.values(api.lives ?? {}).map((life) => pathOf(api, life));

function pathOf(api: Api, life: AnyLife): Path {
  const passed = life.way ?? wayOf(life);
  return {
    kind: life.kind,
    statuses: passed.map((status) => ({
      status,
      steps: stepsFrom(life, status).map(([step, { by, to }]) => ({
        ...{ step, by: listOf(by), operations: operationsOf(api, life, step) },
        to: listOf(to).filter((next) => next !== '='),
      })),
    })),
    aside: life.statuses.filter((status) => !passed.includes(status)),
  };
}

/** From the first status to the nearest one behind it that a step leads to, and so on. */
function wayOf({ statuses, initial, steps }: AnyLife): string[] {
  const passed: string[] = [];
  for (let status = initial[0]; status !== undefined; ) {
    passed.push(status);
    const from = status;
    const rows = Object.values(steps).filter((row) => row.from.includes(from));
    const ways = rows.flatMap(({ to }) => listOf(to));
    status = statuses.find((next, at) => at > statuses.indexOf(from) && ways.includes(next));
  }
  return passed;
}

const stepsFrom = ({ steps }: AnyLife, status: string): [string, Step<string, string>][] =>
  Object.entries(steps).filter(([, { from }]) => from.includes(status));

const operationsOf = ({ operations }: Api, life: AnyLife, step: string): string[] =>
  Object.entries(operations).flatMap(([name, operation]) =>
    stepsOf(operation).some((taken) => taken.life === life && taken.name === step) ? [name] : [],
  );
