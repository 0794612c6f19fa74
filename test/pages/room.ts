import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorSpec, EventSpec } from '@roadbook/chaincode/api';
import type { SomeLife } from '../../chaincode/src/kit/life';
import type { AnyTable } from '../../chaincode/src/kit/table';

const src = join(__dirname, '../../chaincode/src');
export const pageFile = (room: string): string => join(src, room, 'README.md');
/** What stands of a room on paper: its page, and its reference if the page alone would be too long. */
export const pageFiles = (room: string): string[] =>
  [pageFile(room), join(src, room, 'reference.md')].filter((file) => existsSync(file));

/** Everything that the files of a floor export: `life`, `errors`, `events` or `records`. */
function exportedBy(room: string, floor: string): unknown[] {
  const folder = join(src, room, floor);
  const files = existsSync(folder)
    ? readdirSync(folder).map((file) => join(folder, file))
    : [join(src, room, `${floor}.ts`)].filter((file) => existsSync(file));
  return files.flatMap((file) => Object.values(require(file) as object));
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isLife = (value: unknown): value is SomeLife => isObject(value) && 'steps' in value && 'step' in value;
const isTable = (value: unknown): value is AnyTable => isObject(value) && 'store' in value && 'kind' in value;
const groupsIn = <T>(values: readonly unknown[], member: string): T[] =>
  values
    .filter(isObject)
    .flatMap((group) => Object.values(group) as T[])
    .filter((one) => isObject(one) && member in one);

export const livesOf = (room: string): SomeLife[] => exportedBy(room, 'life').filter(isLife);
export const tablesOf = (room: string): AnyTable[] => [
  ...new Set(exportedBy(room, 'records').filter(isTable)),
];
/** Refusals of the room's own, in order of precedence. */
export const refusalsOf = (room: string): ErrorSpec[] => groupsIn(exportedBy(room, 'errors'), 'code');
export const eventsOf = (room: string): EventSpec[] => groupsIn(exportedBy(room, 'events'), 'fact');
