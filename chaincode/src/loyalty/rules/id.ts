import { createHash } from 'node:crypto';

/** The id of the nth thing that one call makes: that of the call, or one made of it that no other bears. */
export const idOf = (callId: string, nth: number, kind = ''): string =>
  nth === 0 && kind === '' ? callId : createHash('sha256').update(`${callId} ${kind} ${nth}`).digest('hex');

/** Which slice a lot is counted in: by its id, so that lots spread. */
export const sliceOf = (lotId: string, slices: number): number =>
  createHash('sha256').update(lotId).digest().readUInt32BE(0) % slices;
