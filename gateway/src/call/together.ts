import { type How, type WireCall, togetherOf } from '@roadbook/chaincode/api';
import type { Answer, Send } from './call';
import { type Rooms, roomsOver } from '../rooms/rooms';

interface Listed {
  readonly call: WireCall;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** The answers of calls, each at its place. */
export type Answers<T extends readonly Promise<unknown>[]> = { -readonly [K in keyof T]: Awaited<T[K]> };

/**
 * Makes one list of typed calls and sends it as one transaction, all or nothing. Calls stand in it in the
 * order in which they were made.
 */
export async function together<const T extends readonly Promise<unknown>[]>(
  send: Send,
  act: (rooms: Rooms) => T,
  how?: How,
): Promise<Answers<T>> {
  const listed: Listed[] = [];
  const rooms = roomsOver(
    (call) => new Promise((resolve, reject) => void listed.push({ call, resolve, reject })),
  );
  const promises = act(rooms);
  // What is refused before it is sent has no place in the list: it is told, and nothing is sent.
  const answers = Promise.all(promises);
  answers.catch(() => undefined);
  if (listed.length < promises.length) return (await answers) as Answers<T>;
  try {
    const { text, receipt } = await send(
      togetherOf(
        listed.map(({ call }) => call),
        'all',
      ),
      how,
    );
    const { results } = JSON.parse(text) as { results: readonly unknown[] };
    for (const [at, { resolve }] of listed.entries())
      resolve({ text: JSON.stringify(results[at]), ...(receipt && { receipt }) });
  } catch (error) {
    for (const { reject } of listed) reject(error);
  }
  return (await answers) as Answers<T>;
}
