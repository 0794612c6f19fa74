import { type Api, apis } from '@roadbook/chaincode/api';

/**
 * The apis by the name of their room. The cast spares the compiler the comparison of every schema of every
 * room with the general form, which took it two million types and three gigabytes.
 */
export const apiByRoom = apis as unknown as Readonly<Record<string, Api>>;

/** The api of a room, if there is one. */
export const apiOf = (room: string): Api | undefined =>
  Object.hasOwn(apiByRoom, room) ? apiByRoom[room] : undefined;

/** The operation of that very name, which is no batch; names that every object has are none. */
export function operationOf(room: string, name: string): Api['operations'][string] | undefined {
  const operations = apiOf(room)?.operations;
  return operations && Object.hasOwn(operations, name) ? operations[name] : undefined;
}
