import { randomBytes } from 'node:crypto';
import { type Api, clientOf, ContractError, namesOf, type WireCall } from '@roadbook/chaincode/api';
import type { Receipt, Send } from '../call/call';
import { refusedBefore } from '../errors/call';
import { apiByRoom } from './apis';
import type { Rooms } from './client';

export type { Rooms };

type Method = (...given: readonly unknown[]) => Promise<unknown>;

const receipts = new WeakMap<object, Receipt>();

/**
 * The transaction behind a response of a submitted operation: `receiptOf(await
 * connection.loan.repay({...}))`. `undefined` for a query.
 */
export const receiptOf = (response: object): Receipt | undefined => receipts.get(response);

/** 128 random bits, which keep the hash of private facts from being guessed. */
const salt = (): string => randomBytes(16).toString('hex');

/** Builds the rooms over anything that carries calls. */
export function roomsOver(send: Send): Rooms {
  return Object.fromEntries(
    Object.entries(apiByRoom).map(([room, api]) => [room, roomOver(api, send)]),
  ) as unknown as Rooms;
}

function roomOver(api: Api, send: Send): Readonly<Record<string, Method>> {
  const method =
    (name: string): Method =>
    async (...given) => {
      let receipt: Receipt | undefined;
      const client = clientOf(
        api,
        async (call, how) => {
          const answer = await send(call, how);
          receipt = answer.receipt;
          return answer.text;
        },
        salt,
      ) as unknown as Readonly<Record<string, Method>>;
      const response = await client[name]?.(...given).catch(asRefused);
      if (receipt && typeof response === 'object' && response !== null) receipts.set(response, receipt);
      return response;
    };
  return Object.freeze(Object.fromEntries(namesOf(api).map((name) => [name, method(name)])));
}

/** What the schema refused is thrown as what the contract refuses. */
function asRefused(error: unknown): never {
  throw error instanceof ContractError ? refusedBefore(error) : error;
}

/**
 * The call on the wire of a typed one, not sent: `wireOf((rooms) => rooms.loan.repay({...}))`. For
 * `simulate`, `carry` and the offline stages. Throws as the call itself would when the request does not fit
 * its schema.
 */
export async function wireOf(act: (rooms: Rooms) => Promise<unknown>): Promise<WireCall> {
  let caught: WireCall | undefined;
  const rooms = roomsOver((call) => {
    caught = call;
    return Promise.reject(new NotSent());
  });
  await act(rooms).catch((error: unknown) => {
    if (!(error instanceof NotSent)) throw error;
  });
  if (!caught) throw new Error('the function given called no operation');
  return caught;
}

class NotSent extends Error {}
