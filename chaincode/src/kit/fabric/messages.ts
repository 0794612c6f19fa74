// The one file that knows the shim's inside. A v3.1 peer announces in its READY message that it answers many
// reads, and takes many writes, in one message each; shim 2.5.8 neither hears the announcement nor sends such
// messages. Where nothing was announced, `batchesOf` is undefined and the caller uses single messages, with
// the same endorsed result.
import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeStub } from 'fabric-shim';

/** What a peer announced: the most keys of one message, 0 where it does not take such messages. */
export interface Announced {
  readonly reads: number;
  readonly writes: number;
}

/** A key to write. */
export interface Write {
  readonly collection: string;
  readonly key: string;
  /** `undefined` deletes. */
  readonly value: Uint8Array | undefined;
}

/** What this file uses of the shim's handler. */
export interface Handler {
  _askPeerAndListen(message: unknown, method: string): Promise<Uint8Array>;
}

interface WireMessage {
  setType(type: number): void;
  setPayload(payload: Uint8Array): void;
  setTxid(id: string): void;
  setChannelId(id: string): void;
  getType(): number;
  getPayload_asU8(): Uint8Array;
}

const READY = 4;
const WRITE_BATCH_STATE = 24;
const GET_STATE_MULTIPLE = 25;

const announced = new WeakMap<object, Announced>();

/** The message class that the shim itself uses: gRPC checks the class of what it sends. */
const shimPath = require.resolve('fabric-shim');
const shimProtos = require(require.resolve('@hyperledger/fabric-protos', { paths: [shimPath] })) as {
  peer: { ChaincodeMessage: new () => WireMessage };
};

/** Notes for a connection to a peer how much of a batch that peer takes. */
export function announce(handler: object, limits: Announced): void {
  announced.set(handler, limits);
}

/**
 * Listens for READY on every conversation with a peer. To be called once, before the chaincode server starts.
 */
export function hearAnnouncements(): void {
  const { ChaincodeMessageHandler } = require('fabric-shim/lib/handler') as {
    ChaincodeMessageHandler: {
      prototype: {
        chat(first: unknown): void;
        _stream?: { on(event: 'data', hear: (message: WireMessage) => void): void };
      };
    };
  };
  const { prototype } = ChaincodeMessageHandler;
  const chat = prototype.chat;
  prototype.chat = function (this: typeof prototype, first: unknown) {
    this._stream?.on('data', (message) => {
      if (message.getType() !== READY) return;
      const params = peer.ChaincodeAdditionalParams.deserializeBinary(message.getPayload_asU8());
      announce(this, {
        reads: params.getUseGetMultipleKeys() ? params.getMaxSizeGetMultipleKeys() : 0,
        writes: params.getUseWriteBatch() ? params.getMaxSizeWriteBatch() : 0,
      });
    });
    chat.call(this, first);
  };
}

/** The batched reads and writes of the peer behind a stub, as far as it announced them. */
export function batchesOf(stub: ChaincodeStub): { read?: ReadMany; write?: WriteMany } {
  const { handler } = stub as unknown as { handler: Handler };
  const limits = announced.get(handler);
  if (!limits) return {};
  const ask = (type: number, payload: Uint8Array, name: string) => {
    const message = new shimProtos.peer.ChaincodeMessage();
    message.setType(type);
    message.setPayload(payload);
    message.setTxid(stub.getTxID());
    message.setChannelId(stub.getChannelID());
    return handler._askPeerAndListen(message, name);
  };
  return {
    ...(limits.reads > 1 && {
      read: (collection: string, keys: readonly string[]) =>
        inChunks(keys, limits.reads, (some) => readMany(ask, collection, some)),
    }),
    ...(limits.writes > 1 && {
      write: async (writes: readonly Write[]) => {
        await inChunks(writes, limits.writes, (some) => writeMany(ask, some));
      },
    }),
  };
}

/**
 * Reads keys of a collection (the empty name is the public state) in as few messages as may be, in their
 * order.
 */
export type ReadMany = (collection: string, keys: readonly string[]) => Promise<(Uint8Array | undefined)[]>;
/** Writes keys in as few messages as may be. */
export type WriteMany = (writes: readonly Write[]) => Promise<void>;
type Ask = (type: number, payload: Uint8Array, name: string) => Promise<Uint8Array>;

async function inChunks<T, R>(
  all: readonly T[],
  size: number,
  step: (some: readonly T[]) => Promise<R[]>,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < all.length; at += size) results.push(...(await step(all.slice(at, at + size))));
  return results;
}

async function readMany(
  ask: Ask,
  collection: string,
  keys: readonly string[],
): Promise<(Uint8Array | undefined)[]> {
  const wanted = new peer.GetStateMultiple();
  wanted.setCollection(collection);
  wanted.setKeysList([...keys]);
  const answer = peer.GetStateMultipleResult.deserializeBinary(
    await ask(GET_STATE_MULTIPLE, wanted.serializeBinary(), 'GetStateMultiple'),
  );
  const values = answer.getValuesList_asU8();
  return keys.map((_, at) => (values[at]?.length ? values[at] : undefined));
}

async function writeMany(ask: Ask, writes: readonly Write[]): Promise<never[]> {
  const batch = new peer.WriteBatchState();
  batch.setRecList(
    writes.map(({ collection, key, value }) => {
      const record = new peer.WriteRecord();
      record.setCollection(collection);
      record.setKey(key);
      record.setType(value ? peer.WriteRecord.Type.PUT_STATE : peer.WriteRecord.Type.DEL_STATE);
      if (value) record.setValue(value);
      return record;
    }),
  );
  await ask(WRITE_BATCH_STATE, batch.serializeBinary(), 'WriteBatchState');
  return [];
}
