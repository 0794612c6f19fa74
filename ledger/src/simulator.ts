import { createHash } from 'node:crypto';
import { peer as protos } from '@hyperledger/fabric-protos';

export interface Versioned {
  readonly value: Buffer;
  readonly version: string;
}

/**
 * What a peer has committed: the public state and, by collection, the private one with the hashes that
 * everybody has.
 */
export interface World {
  readonly state: Map<string, Versioned>;
  readonly secrets: Map<string, Map<string, Buffer>>;
  readonly hashes: Map<string, Map<string, Versioned>>;
  /** Organisations whose collection `of_<org>` the definition of the chaincode names. */
  readonly collections: string[];
}

export interface ReadWriteSet {
  /**
   * Key → version read; `undefined` for a key that was absent. Private hash reads are under
   * `collection\nkey`.
   */
  readonly reads: Map<string, string | undefined>;
  readonly ranges: { start: string; end: string; seen: string[] }[];
  readonly writes: Map<string, Buffer | undefined>;
  readonly secretWrites: { collection: string; key: string; value: Buffer | undefined }[];
  readonly messages: string[];
}

const sorted = (keys: Iterable<string>): string[] =>
  [...keys].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));

export const within = (world: World, start: string, end: string): string[] =>
  sorted(world.state.keys()).filter((key) => key >= start && key < end);

const EMPTY = Buffer.alloc(0);
const isRead = (name: string) => name.startsWith('Get');

/**
 * The peer's side of the conversation with a chaincode: reads see committed state only, writes go to the
 * write set.
 */
export class Simulator {
  readonly set: ReadWriteSet = {
    reads: new Map(),
    ranges: [],
    writes: new Map(),
    secretWrites: [],
    messages: [],
  };
  readonly #world: World;
  readonly #org: string;
  readonly #caller: string;

  /** A peer of `org`, asked by somebody of the organisation `caller`. */
  constructor(world: World, org: string, caller: string) {
    this.#world = world;
    this.#org = org;
    this.#caller = caller;
  }

  async handleGetState(collection: string, key: string): Promise<Buffer> {
    this.#note('GetState');
    return this.#read(collection, key);
  }

  async handleGetPrivateDataHash(collection: string, key: string): Promise<Buffer> {
    this.#note('GetPrivateDataHash');
    this.#keeperOf(collection);
    const found = this.#world.hashes.get(collection)?.get(key);
    this.set.reads.set(`${collection}\n${key}`, found?.version);
    return found?.value ?? EMPTY;
  }

  async handlePutState(collection: string, key: string, value: Uint8Array): Promise<Buffer> {
    this.#note('PutState');
    this.#write(collection, key, Buffer.from(value));
    return EMPTY;
  }

  async handleDeleteState(collection: string, key: string): Promise<Buffer> {
    this.#note('DeleteState');
    this.#write(collection, key, undefined);
    return EMPTY;
  }

  async handleGetStateByRange(
    collection: string,
    start: string,
    end: string,
    _channel: string,
    _tx: string,
    metadata?: Uint8Array,
  ) {
    this.#note('GetStateByRange');
    if (collection) throw new Error('private range queries are not modelled');
    const wanted = metadata && protos.QueryMetadata.deserializeBinary(metadata);
    const size = wanted ? wanted.getPagesize() : 100_000;
    const from = wanted?.getBookmark() || start;
    const all = within(this.#world, from, end);
    const keys = all.slice(0, size);
    if (!wanted)
      this.set.ranges.push({
        start,
        end,
        seen: keys.map((key) => `${key}@${this.#world.state.get(key)?.version}`),
      });
    let at = 0;
    const iterator = {
      next: async () => {
        const key = keys[at++];
        return key === undefined
          ? { done: true }
          : { done: false, value: { key, value: this.#world.state.get(key)?.value ?? EMPTY } };
      },
      close: async () => EMPTY,
    };
    const metadataOf = { bookmark: all[size] ?? '', fetchedRecordsCount: keys.length };
    return keys.length > 0 ? { iterator, metadata: metadataOf } : { iterator };
  }

  /** The batched messages of a v3.1 peer. */
  async _askPeerAndListen(message: { getPayload_asU8(): Uint8Array }, name: string): Promise<Uint8Array> {
    this.#note(name);
    if (name === 'GetStateMultiple') {
      const wanted = protos.GetStateMultiple.deserializeBinary(message.getPayload_asU8());
      const answer = new protos.GetStateMultipleResult();
      answer.setValuesList(wanted.getKeysList().map((key) => this.#read(wanted.getCollection(), key)));
      return answer.serializeBinary();
    }
    if (name !== 'WriteBatchState') throw new Error(`unknown message ${name}`);
    for (const record of protos.WriteBatchState.deserializeBinary(message.getPayload_asU8()).getRecList()) {
      const put = record.getType() === protos.WriteRecord.Type.PUT_STATE;
      this.#write(
        record.getCollection(),
        record.getKey(),
        put ? Buffer.from(record.getValue_asU8()) : undefined,
      );
    }
    return EMPTY;
  }

  #note(name: string): void {
    const last = this.set.messages.at(-1);
    if (isRead(name) && last && !isRead(last)) throw new Error(`${name} after ${last}: a read after a write`);
    this.set.messages.push(name);
  }

  #read(collection: string, key: string): Buffer {
    if (collection) {
      const { keeper, members } = this.#keeperOf(collection);
      if (members && this.#caller !== keeper)
        throw new Error(`tx creator does not have read access permission on ${collection}`);
      if (keeper !== this.#org) throw new Error(`this peer is not a member of ${collection}`);
      return this.#world.secrets.get(collection)?.get(key) ?? EMPTY;
    }
    if (this.set.reads.has(key) && this.set.messages.at(-1) === 'GetState')
      throw new Error(`the key ${JSON.stringify(key)} was read twice`);
    const found = this.#world.state.get(key);
    this.set.reads.set(key, found?.version);
    return found?.value ?? EMPTY;
  }

  #write(collection: string, key: string, value: Buffer | undefined): void {
    if (!collection) {
      this.set.writes.set(key, value);
      return;
    }
    const { keeper, members } = this.#keeperOf(collection);
    if (members && this.#caller !== keeper)
      throw new Error(`tx creator does not have write access permission on ${collection}`);
    this.set.secretWrites.push({ collection, key, value });
  }

  #keeperOf(collection: string): Collection {
    const found = collectionNamed(this.#world, collection);
    if (!found)
      throw new Error(
        `collection [${collection}] not defined in the collection config for chaincode [roadbook]`,
      );
    return found;
  }
}

/**
 * Whose private facts a collection holds, and whether only members of that organisation may read and write
 * it.
 */
export interface Collection {
  readonly keeper: string;
  readonly members: boolean;
}

/**
 * Explicit collections are those of the definition; implicit ones every organisation has, for whoever asks
 * its peer.
 */
export function collectionNamed({ collections }: World, name: string): Collection | undefined {
  const [, implicit] = /^_implicit_org_(.+)$/.exec(name) ?? [];
  if (implicit !== undefined) return { keeper: implicit, members: false };
  const keeper = collections.find((org) => name === `of_${org}`);
  return keeper === undefined ? undefined : { keeper, members: true };
}

export const hashOf = (value: Buffer): Buffer => createHash('sha256').update(value).digest();
