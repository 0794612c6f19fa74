import { type Api, apis } from '@roadbook/chaincode/api';

/**
 * The apis as one list of values. The cast spares the compiler the comparison of every schema of every room with the general form, which took
 * it two million types and three gigabytes.
 */
export const everyApi = apis as unknown as Readonly<Record<string, Api>>;

/** The api of a room, if there is one. */
export const apiOf = (room: string): Api | undefined => (Object.hasOwn(everyApi, room) ? everyApi[room] : undefined);
