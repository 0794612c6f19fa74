import { CommitFailed, RefusedByContract } from '@roadbook/gateway';
import type { Answer } from '../../../gateway/src/call/call';
import { type Rooms, roomsOver } from '../../../gateway/src/rooms/rooms';
import { type Ledger, type Person, Refused } from '@roadbook/ledger';

export type Payer = Rooms & { readonly caller: string };

/**
 * The rooms as the gateway gives them, with its errors, over the ledger in memory. `before` sees every call,
 * and may fail or delay it.
 */
export function throughGateway(
  ledger: Ledger,
  person: Person,
  before: (name: string) => Promise<void> = async () => {},
): Payer {
  const send = async (call: Parameters<Ledger['call']>[1]): Promise<Answer> => {
    await before(call.name);
    try {
      return { text: await ledger.call(person, call) };
    } catch (error) {
      if (error instanceof Error && error.message.endsWith('MVCC_READ_CONFLICT'))
        throw new CommitFailed({
          ...{
            stage: 'commit',
            code: 'MVCC_READ_CONFLICT',
            says: error.message,
            cure: '',
            txId: '',
            safeToRetry: true,
          },
          blockNumber: 1n,
        });
      if (!(error instanceof Refused)) throw error;
      const { code, message, facts } = error;
      throw new RefusedByContract({
        ...{ stage: 'endorse', code, says: message, cure: '', txId: '', safeToRetry: false, retry: 'later' },
        facts: facts as never,
      });
    }
  };
  return { ...roomsOver(send), caller: `${person.org}/${person.name}` };
}
