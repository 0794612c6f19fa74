import type { Roadbook } from '@roadbook/gateway';
import { writtenIn } from '@roadbook/gateway';
import type { List } from './list';

/** The chain of blocks, as far as an agenda needs it. */
export type Chain = Pick<Roadbook, 'readHeight' | 'readBlock' | 'events'>;

/** How many blocks are asked for at once while it catches up. */
const AHEAD = 8;

/**
 * Takes in all blocks that the list has not read. A list that has read further than the chain goes is one of
 * another ledger: then it answers `false`, and nothing was taken in.
 */
export async function catchUp(
  list: List,
  chain: Chain,
  chaincode: string,
  { signal, unread }: { readonly signal: AbortSignal; readonly unread: (records: readonly string[]) => void },
): Promise<boolean> {
  const height = await chain.readHeight();
  if (height < list.next) return false;
  while (list.next < height && !signal.aborted) {
    const count = Math.min(AHEAD, Number(height - list.next));
    const numbers = Array.from({ length: count }, (_, at) => list.next + BigInt(at));
    const blocks = await Promise.all(numbers.map((number) => chain.readBlock(number)));
    for (const block of blocks) {
      // A peer that is behind another has fewer of them.
      if (!block) return true;
      unread(list.take(writtenIn(block, chaincode)));
      list.next += 1n;
    }
  }
  return true;
}

/** Calls back whenever a transaction told something, until the signal comes. A break is made good by itself. */
export async function listen(chain: Chain, signal: AbortSignal, heard: () => void): Promise<void> {
  for await (const _ of chain.events({ signal })) heard();
}
