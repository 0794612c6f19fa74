import { createHash } from 'node:crypto';
import { announce, contracts } from '@roadbook/chaincode';
import { type Envelope, parseError, SECRET_FIELD, type WireCall } from '@roadbook/chaincode/api';
import { enrol, type Person } from './identity';
import { encode } from './proposal';
import { collectionNamed, hashOf, Simulator, within, type World } from './simulator';
import type { Asked, Committed, Simulated, Verdict } from './transaction';

const ChaincodeFromContract = require('fabric-shim/lib/contract-spi/chaincodefromcontract');
const { ChaincodeStub } = require('fabric-shim');

/** The organisations of the ledger in memory, by their MSP ids. */
export const ORGANISATIONS = ['manufacturer', 'lender', 'insurer', 'registry'] as const;

/** A refusal as a client sees it. */
export class Refused extends Error {
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(message: string) {
    super(message);
    const parsed = parseError(message);
    this.code = parsed?.code ?? 'UNCODED';
    this.facts = parsed?.facts ?? {};
  }
}

/** What a ledger in memory is made of, and who is told what happens on it. */
export interface Options {
  /** Told of every call, before it is carried out. */
  readonly record?: (asked: Asked) => void;
  /** Told of every call that was not refused, with what it read, wrote and asked of the peer. */
  readonly observe?: (call: WireCall, simulated: Simulated) => void;
  /** Told of every block, with what became of its transactions. */
  readonly written?: (block: readonly Committed[]) => void;
  /** Whether the peers announce batched messages. */
  readonly batched?: boolean;
  /** Milliseconds since 1970 of the first transaction. */
  readonly at?: number;
  /** Contract classes other than those of the house. */
  readonly contracts?: typeof contracts;
}

/**
 * Fabric in memory: the real contract classes and the real stub over simulated peers, with blocks, versions
 * and private collections.
 */
export class Ledger {
  readonly world: World = {
    state: new Map(),
    secrets: new Map(),
    hashes: new Map(),
    collections: [...ORGANISATIONS],
  };
  readonly events: Envelope[] = [];
  readonly #chaincode: {
    Invoke(stub: unknown): Promise<{ status: number; message: string; payload: Uint8Array }>;
  };
  readonly #batched: boolean;
  readonly #record: Options['record'];
  readonly #observe: Options['observe'];
  readonly #written: Options['written'];
  #block = 0;
  #count = 0;
  /** The time that clients claim. */
  now: number;

  constructor({
    batched = true,
    at = Date.parse('2026-03-02T09:00:00Z'),
    contracts: classes = contracts,
    record,
    observe,
    written,
  }: Options = {}) {
    const serializers = {
      transaction: 'jsonSerializer',
      serializers: { jsonSerializer: 'fabric-contract-api/lib/jsontransactionserializer' },
    };
    const { JSONSerializer } = require('fabric-contract-api');
    serializers.serializers.jsonSerializer = JSONSerializer;
    this.#chaincode = new ChaincodeFromContract(classes, serializers, {}, '', '0');
    this.#batched = batched;
    this.#record = record;
    this.#observe = observe;
    this.#written = written;
    this.now = at;
  }

  /** Lets time pass, for every client. */
  pass(millis: number): void {
    this.now += millis;
  }

  /** Whoever enrols somebody has joined, with a collection. */
  enrol(org: string, name: string, role: string): Promise<Person> {
    if (!this.world.collections.includes(org)) this.world.collections.push(org);
    return enrol(org, name, { 'roadbook.role': role });
  }

  /**
   * Simulates a call on the peers of the endorsing organisations, or of those that are named; they must agree
   * to the byte.
   */
  async simulate(person: Person, call: WireCall, named?: readonly string[]): Promise<Simulated> {
    const txId = createHash('sha256')
      .update(`tx ${this.#count++}`)
      .digest('hex');
    const endorsers = named ?? (call.manner === 'submit' ? ORGANISATIONS.slice(0, 3) : [person.org]);
    const answers: Simulated[] = [];
    const at = this.now;
    this.#record?.({ person, call, at });
    for (const org of endorsers) answers.push(await this.#simulateOn(org, txId, person, call, endorsers, at));
    const [first] = answers;
    if (!first) throw new Error('no endorser');
    for (const other of answers)
      if (digest(other) !== digest(first)) throw new Error('the endorsers do not agree');
    this.#observe?.(call, first);
    return first;
  }

  async #simulateOn(
    org: string,
    txId: string,
    person: Person,
    call: WireCall,
    endorsers: readonly string[],
    at: number,
  ): Promise<Simulated> {
    process.env['CORE_PEER_LOCALMSPID'] = org;
    const simulator = new Simulator(this.world, org, person.org);
    if (this.#batched) announce(simulator, { reads: 1000, writes: 1000 });
    const { input, signed } = encode({
      txId,
      person,
      args: [`${call.room}:${call.name}`, call.request],
      transient: call.secret === undefined ? undefined : { [SECRET_FIELD]: call.secret },
      at,
    });
    const stub = new ChaincodeStub(simulator, 'roadbook', txId, input, signed);
    const answer = await this.#chaincode.Invoke(stub);
    if (answer.status >= 400) throw new Refused(answer.message);
    const event = stub.chaincodeEvent?.getPayload_asU8();
    return {
      txId,
      payload: Buffer.from(answer.payload).toString(),
      set: simulator.set,
      event: event && Buffer.from(event),
      endorsers,
      manner: call.manner,
      ...{ person, call, at },
    };
  }

  /**
   * Orders simulated transactions into one block and validates them one after the other, as a committing peer
   * does.
   */
  commit(...transactions: readonly Simulated[]): Verdict[] {
    this.#block += 1;
    const verdicts = transactions.map((transaction, index) => {
      const verdict = this.#validate(transaction);
      if (verdict === 'VALID') this.#apply(transaction, `${this.#block}.${index}`);
      return verdict;
    });
    this.#written?.(
      transactions.map((transaction, index) => ({ transaction, verdict: verdicts[index] ?? 'VALID' })),
    );
    return verdicts;
  }

  /** Simulates all calls on the same state and commits them in one block. */
  async race(...calls: readonly (readonly [Person, WireCall])[]): Promise<Verdict[]> {
    const simulated: Simulated[] = [];
    for (const [person, call] of calls) simulated.push(await this.simulate(person, call));
    return this.commit(...simulated);
  }

  async call(person: Person, call: WireCall): Promise<string> {
    const simulated = await this.simulate(person, call);
    if (call.manner === 'evaluate') return simulated.payload;
    const [verdict] = this.commit(simulated);
    if (verdict !== 'VALID') throw new Error(`the transaction is ${verdict}`);
    return simulated.payload;
  }

  #validate({ set, endorsers }: Simulated): Verdict {
    if (set.writes.size > 0 && endorsers.length * 2 <= ORGANISATIONS.length)
      return 'ENDORSEMENT_POLICY_FAILURE';
    const endorsed = (collection: string) =>
      endorsers.includes(collectionNamed(this.world, collection)?.keeper ?? '');
    if (!set.secretWrites.every(({ collection }) => endorsed(collection)))
      return 'ENDORSEMENT_POLICY_FAILURE';
    for (const [key, version] of set.reads) if (this.#versionOf(key) !== version) return 'MVCC_READ_CONFLICT';
    for (const { start, end, seen } of set.ranges) {
      const now = within(this.world, start, end).map((key) => `${key}@${this.world.state.get(key)?.version}`);
      if (now.length !== seen.length || now.some((key, at) => key !== seen[at]))
        return 'PHANTOM_READ_CONFLICT';
    }
    return 'VALID';
  }

  #versionOf(key: string): string | undefined {
    const [collection = '', name = ''] = key.split('\n');
    return collectionNamed(this.world, collection)
      ? this.world.hashes.get(collection)?.get(name)?.version
      : this.world.state.get(key)?.version;
  }

  #apply({ set, event }: Simulated, version: string): void {
    for (const [key, value] of set.writes) {
      if (value) this.world.state.set(key, { value, version });
      else this.world.state.delete(key);
    }
    for (const { collection, key, value } of set.secretWrites) {
      const secrets = this.world.secrets.get(collection) ?? new Map<string, Buffer>();
      const hashes =
        this.world.hashes.get(collection) ?? new Map<string, { value: Buffer; version: string }>();
      this.world.secrets.set(collection, value ? secrets.set(key, value) : secrets);
      this.world.hashes.set(collection, value ? hashes.set(key, { value: hashOf(value), version }) : hashes);
    }
    if (event) this.events.push(JSON.parse(event.toString()) as Envelope);
  }
}

function digest({ payload, set, event }: Simulated): string {
  const writes = [...set.writes].map(([key, value]) => [key, value?.toString('base64')]);
  const secrets = set.secretWrites.map(({ collection, key, value }) => [
    collection,
    key,
    value?.toString('base64'),
  ]);
  return JSON.stringify([payload, [...set.reads], writes, secrets, event?.toString('base64')]);
}
