import { type Api, apis } from '@roadbook/chaincode/api';

/**
 * The apis by the name of their room. The cast spares the compiler the comparison of every schema of every
 * room with the general form, which took it two million types and three gigabytes.
 */
export const apiByRoom = apis as unknown as Readonly<Record<string, Api>>;

/** The api of a room, if there is one. */
export const apiOf = (room: string): Api | undefined =>
  Object.hasOwn(apiByRoom, room) ? apiByRoom[room] : undefined;
