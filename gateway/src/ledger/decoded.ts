import { X509Certificate } from 'node:crypto';
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';

/** A public record or index entry that a transaction writes. */
export interface Write {
  /** Kind of record, as its table names it. */
  readonly kind: string;
  /** The id of the record. */
  readonly id: readonly string[];
  /** For an entry of an index: its name and the values that it is found by. */
  readonly index?: { readonly name: string; readonly values: readonly string[] };
  /** The record after it, as JSON on the wire; absent when it is removed. */
  readonly after?: unknown;
  /** The record before it, where that was asked for and there was one. */
  readonly before?: unknown;
  readonly removed: boolean;
  /** The key as Fabric stores it. */
  readonly key: string;
}

/** What the ledger shows of a private write: hashes (SHA-256, hexadecimal). */
export interface SecretWrite {
  readonly collection: string;
  readonly keyHash: string;
  /** Absent when it is removed. */
  readonly valueHash?: string;
}

/** Where a key that was read had been written last. */
export interface Read {
  readonly key: string;
  readonly version?: { readonly block: number; readonly tx: number };
}

/** A transaction as its envelope tells it. */
export interface Decoded {
  readonly txId: string;
  /** The client's time, UTC with milliseconds. */
  readonly at: string;
  readonly caller: { readonly org: string; readonly name: string; readonly role?: string };
  readonly chaincode: string;
  /** The arguments: the transaction name first. Private facts are not among them. */
  readonly args: readonly string[];
  readonly result: string;
  readonly reads: readonly Read[];
  readonly writes: readonly Write[];
  readonly secrets: readonly SecretWrite[];
  readonly event?: { readonly name: string; readonly payload: string };
  /** MSP ids of those who endorsed. */
  readonly endorsers: readonly string[];
}

const decoder = new TextDecoder();
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/**
 * Reads an envelope. `undefined` when it holds no call of a chaincode, as a configuration block does. With a
 * namespace only what was read and written in that one counts: the records of another chaincode are not ours,
 * whatever their keys.
 */
export function decodeEnvelope(envelope: common.Envelope, namespace?: string): Decoded | undefined {
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const header = payload.getHeader();
  if (!header) return undefined;
  const channel = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  if (channel.getType() !== common.HeaderType.ENDORSER_TRANSACTION) return undefined;
  const [first] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  if (!first) return undefined;
  const action = peer.ChaincodeActionPayload.deserializeBinary(first.getPayload_asU8());
  const signature = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
  return {
    txId: channel.getTxId(),
    at: channel.getTimestamp()?.toDate().toISOString() ?? '',
    caller: callerOf(signature.getCreator_asU8()),
    ...calledOf(action),
    ...effectOf(action, namespace),
    endorsers: (action.getAction()?.getEndorsementsList() ?? []).map((one) =>
      msp.SerializedIdentity.deserializeBinary(one.getEndorser_asU8()).getMspid(),
    ),
  };
}

/** Who called lately, by what the sender wrote: certificates are few, and reading one takes longer than all else. */
const callers = new Map<string, Decoded['caller']>();
const MOST_CALLERS = 500;
/** Longer than any certificate; what a stranger writes beyond it is not kept. */
const LONGEST_CALLER = 8_192;

function callerOf(creator: Uint8Array): Decoded['caller'] {
  if (creator.length > LONGEST_CALLER) return readCaller(creator);
  const key = Buffer.from(creator).toString('latin1');
  const known = callers.get(key);
  if (known) return known;
  const caller = readCaller(creator);
  if (callers.size >= MOST_CALLERS) callers.clear();
  callers.set(key, caller);
  return caller;
}

function readCaller(creator: Uint8Array): Decoded['caller'] {
  const identity = msp.SerializedIdentity.deserializeBinary(creator);
  const org = identity.getMspid();
  try {
    const certificate = new X509Certificate(identity.getIdBytes_asU8());
    // fabric-ca writes the attributes as JSON into an extension (1.2.3.4.5.6.7.8.1).
    const text = /\{"attrs":\{[^}]*\}\}/.exec(certificate.raw.toString('latin1'))?.[0];
    const attributes = text ? (JSON.parse(text) as { attrs: Readonly<Record<string, string>> }).attrs : {};
    const role = attributes['roadbook.role'];
    const name = attributes['hf.EnrollmentID'] ?? /CN=([^\n]+)/.exec(certificate.subject)?.[1] ?? '';
    return { org, name, ...(role && { role }) };
  } catch {
    return { org, name: '' };
  }
}

function calledOf(action: peer.ChaincodeActionPayload): Pick<Decoded, 'chaincode' | 'args'> {
  const proposal = peer.ChaincodeProposalPayload.deserializeBinary(action.getChaincodeProposalPayload_asU8());
  const spec = peer.ChaincodeInvocationSpec.deserializeBinary(proposal.getInput_asU8()).getChaincodeSpec();
  return {
    chaincode: spec?.getChaincodeId()?.getName() ?? '',
    args: (spec?.getInput()?.getArgsList_asU8() ?? []).map((arg) => decoder.decode(arg)),
  };
}

function effectOf(
  action: peer.ChaincodeActionPayload,
  wanted: string | undefined,
): Pick<Decoded, 'result' | 'reads' | 'writes' | 'secrets' | 'event'> {
  const response = peer.ProposalResponsePayload.deserializeBinary(
    action.getAction()?.getProposalResponsePayload_asU8() ?? new Uint8Array(),
  );
  const effect = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  const sets = ledger.rwset.TxReadWriteSet.deserializeBinary(effect.getResults_asU8()).getNsRwsetList();
  const namespaces = sets.filter((set) =>
    wanted === undefined ? set.getNamespace() !== '_lifecycle' : set.getNamespace() === wanted,
  );
  const event = peer.ChaincodeEvent.deserializeBinary(effect.getEvents_asU8());
  const states = namespaces.map((set) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8()));
  return {
    result: decoder.decode(effect.getResponse()?.getPayload_asU8()),
    reads: states.flatMap((state) => state.getReadsList().map(readOf)),
    writes: states.flatMap((state) => state.getWritesList().map(writeOf)),
    secrets: namespaces.flatMap((set) => set.getCollectionHashedRwsetList().flatMap(secretsOf)),
    ...(event.getEventName() && {
      event: { name: event.getEventName(), payload: decoder.decode(event.getPayload_asU8()) },
    }),
  };
}

function readOf(read: ledger.rwset.kvrwset.KVRead): Read {
  const version = read.getVersion();
  return {
    key: read.getKey(),
    ...(version && { version: { block: version.getBlockNum(), tx: version.getTxNum() } }),
  };
}

function writeOf(write: ledger.rwset.kvrwset.KVWrite): Write {
  const key = write.getKey();
  const removed = write.getIsDelete();
  const after = removed ? undefined : recordOf(decoder.decode(write.getValue_asU8()));
  return { ...nameOf(key), ...(after !== undefined && { after }), removed, key };
}

function secretsOf(set: ledger.rwset.CollectionHashedReadWriteSet): SecretWrite[] {
  const hashed = ledger.rwset.kvrwset.HashedRWSet.deserializeBinary(set.getHashedRwset_asU8());
  return hashed.getHashedWritesList().map((write) => ({
    collection: set.getCollectionName(),
    keyHash: hex(write.getKeyHash_asU8()),
    ...(!write.getIsDelete() && { valueHash: hex(write.getValueHash_asU8()) }),
  }));
}

/**
 * Keys are `NUL kind NUL part NUL ...`; of an index `kind~index`, with U+0001 between the values and the id.
 */
export function nameOf(key: string): Pick<Write, 'kind' | 'id' | 'index'> {
  if (!key.startsWith('\u0000')) return { kind: '', id: [key] };
  const [kind = '', ...parts] = key.split('\u0000').slice(1, -1);
  const mark = parts.indexOf('\u0001');
  const [table = '', index] = kind.split('~');
  if (index === undefined || mark < 0) return { kind, id: parts };
  return { kind: table, id: parts.slice(mark + 1), index: { name: index, values: parts.slice(0, mark) } };
}

/** The record within what is stored; what is not JSON, as an index entry, has none. */
export function recordOf(stored: string): unknown {
  try {
    const value = JSON.parse(stored) as unknown;
    return typeof value === 'object' && value !== null && 'record' in value ? value.record : value;
  } catch {
    return undefined;
  }
}
