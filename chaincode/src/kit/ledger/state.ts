import type { ChaincodeStub, Iterators } from 'fabric-shim';
import { kitErrors, refuse } from '../errors';
import { batchesOf, type Write } from '../fabric/messages';
import { sha256 } from '../value/hash';
import { keyOf } from './keys';

/** A page of raw states in key order. */
export interface RawPage {
  readonly entries: readonly { readonly key: string; readonly value: Uint8Array }[];
  readonly next: string | undefined;
}

/** Most keys that one transaction reads and writes. */
const MOST_KEYS = 20_000;

/**
 * The state of one transaction: what was read once is not read again, what was written is read back, and
 * everything is sent to the peer once, sorted, when the transaction has succeeded. A refused transaction
 * never gets to `flush`, so it writes nothing.
 */
export class State {
  readonly #stub: ChaincodeStub;
  readonly #batches: ReturnType<typeof batchesOf>;
  readonly #read = new Map<string, Uint8Array | undefined>();
  readonly #written = new Map<string, Write>();
  /** What stood under a key before it was written, so that writes can be taken back. */
  readonly #before: (readonly [string, Write | undefined])[] = [];
  /** What was made of the bytes of a record, so that a record is parsed once a transaction. */
  readonly parsed = new WeakMap<Uint8Array, object>();

  constructor(stub: ChaincodeStub) {
    this.#stub = stub;
    this.#batches = batchesOf(stub);
  }

  /** Reads keys that are known up front, together where the peer can. */
  async fetch(keys: readonly string[]): Promise<void> {
    const missing = [...new Set(keys)].filter(
      (key) => !this.#read.has(key) && !this.#written.has(`\n${key}`),
    );
    this.#mustFit(missing.length);
    if (this.#batches.read && missing.length > 1) {
      const values = await this.#batches.read('', missing);
      missing.forEach((key, at) => {
        this.#read.set(key, values[at]);
      });
      return;
    }
    for (const key of missing) {
      const value = await this.#stub.getState(key);
      this.#read.set(key, value.length ? value : undefined);
    }
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const written = this.#written.get(`\n${key}`);
    if (written) return written.value;
    if (!this.#read.has(key)) await this.fetch([key]);
    return this.#read.get(key);
  }

  async getPrivate(collection: string, key: string): Promise<Uint8Array | undefined> {
    const written = this.#written.get(`${collection}\n${key}`);
    if (written) return written.value;
    const value = await knowing(collection, this.#stub.getPrivateData(collection, key));
    return value.length ? value : undefined;
  }

  /**
   * Several private values of a collection, in the order of the keys; read together where the peer can. For
   * queries only.
   */
  async getPrivateMany(collection: string, keys: readonly string[]): Promise<(Uint8Array | undefined)[]> {
    if (this.#batches.read && keys.length > 1)
      return await knowing(collection, this.#batches.read(collection, keys));
    const values: (Uint8Array | undefined)[] = [];
    for (const key of keys) values.push(await this.getPrivate(collection, key));
    return values;
  }

  /** SHA-256 of a private value as the ledger knows it, on every peer, or as this transaction writes it. */
  async privateHash(collection: string, key: string): Promise<string | undefined> {
    const written = this.#written.get(`${collection}\n${key}`);
    if (written) return written.value && sha256(written.value);
    const hash = await knowing(collection, this.#stub.getPrivateDataHash(collection, key));
    return hash.length ? Buffer.from(hash).toString('hex') : undefined;
  }

  set(key: string, value: Uint8Array | undefined, collection = ''): void {
    const name = `${collection}\n${key}`;
    const before = this.#written.get(name);
    if (!before) this.#mustFit(1);
    this.#before.push([name, before]);
    this.#written.set(name, { collection, key, value });
  }

  /** A place to which writes can be taken back. */
  mark(): number {
    return this.#before.length;
  }

  /** Takes back what was written since the mark. */
  revert(mark: number): void {
    for (const [name, before] of this.#before.splice(mark).toReversed())
      if (before) this.#written.set(name, before);
      else this.#written.delete(name);
  }

  #mustFit(more: number): void {
    const count = this.#read.size + this.#written.size + more;
    if (count > MOST_KEYS) refuse(kitErrors.TOO_MANY, { what: 'keys', count, max: MOST_KEYS });
  }

  /** Whether this transaction writes the key. */
  hasWritten(key: string): boolean {
    return this.#written.has(`\n${key}`);
  }

  /**
   * A page of the keys below a prefix, as committed: what this transaction wrote is not in it. For queries
   * only.
   */
  async page(kind: string, prefix: readonly string[], size: number, after: string): Promise<RawPage> {
    const answer = await this.#stub.getStateByPartialCompositeKeyWithPagination(
      kind,
      [...prefix],
      size,
      after,
    );
    const entries = await drain(answer.iterator);
    // An empty page has no metadata, whatever the shim's types say.
    const { bookmark } = (answer.metadata as typeof answer.metadata | undefined) ?? { bookmark: '' };
    return { entries, next: bookmark === '' || entries.length < size ? undefined : bookmark };
  }

  /**
   * The values of the first keys below a prefix, `most` at most, in the order of the keys. Only what was read
   * of the range is held to be unchanged when the transaction commits.
   */
  async some(kind: string, prefix: readonly string[], most: number): Promise<Uint8Array[]> {
    const found = await this.#committed(kind, prefix, most);
    const below = `\n${keyOf(kind, prefix)}`;
    for (const { collection, key, value } of this.writes)
      if (value && `${collection}\n${key}`.startsWith(below)) found.set(key, value);
    const inOrder = [...found].sort(([left], [right]) =>
      Buffer.compare(Buffer.from(left), Buffer.from(right)),
    );
    return inOrder.slice(0, most).map(([, value]) => value);
  }

  /** The first that are committed and that this transaction does not remove. */
  async #committed(kind: string, prefix: readonly string[], most: number): Promise<Map<string, Uint8Array>> {
    const iterator = await this.#stub.getStateByPartialCompositeKey(kind, [...prefix]);
    const found = new Map<string, Uint8Array>();
    for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
      const { key, value } = step.value;
      const isRemoved = this.#written.has(`\n${key}`) && !(await this.get(key));
      if (!isRemoved) found.set(key, value);
      if (found.size === most) break;
    }
    await iterator.close();
    return found;
  }

  get writes(): readonly Write[] {
    const order = [...this.#written.keys()].sort((left, right) => (left < right ? -1 : 1));
    return order.flatMap((key) => this.#written.get(key) ?? []);
  }

  async flush(): Promise<void> {
    const writes = this.writes;
    if (this.#batches.write && writes.length > 1) return this.#batches.write(writes);
    for (const { collection, key, value } of writes) {
      if (collection === '') await (value ? this.#stub.putState(key, value) : this.#stub.deleteState(key));
      else
        await (value
          ? this.#stub.putPrivateData(collection, key, value)
          : this.#stub.deletePrivateData(collection, key));
    }
  }
}

/**
 * What the peer answers about a collection; NO_COLLECTION where the chaincode's definition names none of that
 * name yet.
 */
async function knowing<T>(collection: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (/collection .*(could not be found|not defined)/.test(String(error)))
      refuse(kitErrors.NO_COLLECTION, { collection });
    throw error;
  }
}

async function drain(iterator: Iterators.StateQueryIterator): Promise<{ key: string; value: Uint8Array }[]> {
  const entries: { key: string; value: Uint8Array }[] = [];
  for (let step = await iterator.next(); !step.done; step = await iterator.next())
    entries.push({ key: step.value.key, value: step.value.value });
  await iterator.close();
  return entries;
}
