import { createHash } from 'node:crypto';
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import type { Committed, Simulated } from './transaction';

const protos = require.resolve('@hyperledger/fabric-protos');
const { Timestamp } = require(
  require.resolve('google-protobuf/google/protobuf/timestamp_pb.js', { paths: [protos] }),
);

/** The name under which the rooms are deployed, and the channel. */
const NAME = 'roadbook';
/** The event that carries what a transaction told. */
const EVENT = 'roadbook';

/**
 * The blocks of a ledger in memory, as a peer of Fabric keeps them: what was called, read, written and told,
 * and the codes of validity. Nobody signed them.
 */
export class Chain {
  readonly blocks: Uint8Array[] = [];
  #before = '';

  /** Begins with a block that holds a configuration; `says` tells one chain from another. */
  constructor(says = 'the first block') {
    const channel = new common.ChannelHeader();
    channel.setType(common.HeaderType.CONFIG);
    channel.setChannelId(NAME);
    channel.setTxId('');
    const header = new common.Header();
    header.setChannelHeader(channel.serializeBinary());
    this.#append([envelopeOf(header, Buffer.from(says))], [peer.TxValidationCode.VALID]);
  }

  add(transactions: readonly Committed[]): void {
    this.#append(
      transactions.map(({ transaction }) => calledIn(transaction)),
      transactions.map(({ verdict }) => peer.TxValidationCode[verdict]),
    );
  }

  /** A block of envelopes as a stranger may have sent them, with the codes that peers gave them. */
  addRaw(envelopes: readonly Uint8Array[], codes: readonly number[]): void {
    this.#append(envelopes, codes);
  }

  #append(envelopes: readonly Uint8Array[], codes: readonly number[]): void {
    const [block, header, data] = [new common.Block(), new common.BlockHeader(), new common.BlockData()];
    const content = createHash('sha256');
    for (const envelope of envelopes) content.update(envelope);
    data.setDataList([...envelopes]);
    header.setNumber(this.blocks.length);
    header.setPreviousHash(Buffer.from(this.#before, 'hex'));
    header.setDataHash(content.digest());
    const metadata = new common.BlockMetadata();
    metadata.setMetadataList([new Uint8Array(), new Uint8Array(), Uint8Array.from(codes)]);
    block.setHeader(header);
    block.setData(data);
    block.setMetadata(metadata);
    this.blocks.push(block.serializeBinary());
    this.#before = createHash('sha256').update(headerBytes(header)).digest('hex');
  }
}

/** DER of number, hash of the block before, hash of the content (Fabric, `BlockHeaderBytes`). */
function headerBytes(header: common.BlockHeader): Uint8Array {
  const hex = BigInt(header.getNumber()).toString(16);
  const digits = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  const number = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Uint8Array.of(0), digits]) : digits;
  const tagged = (tag: number, body: Uint8Array) => Buffer.concat([Uint8Array.of(tag, body.length), body]);
  return tagged(
    0x30,
    Buffer.concat([
      tagged(0x02, number),
      tagged(0x04, header.getPreviousHash_asU8()),
      tagged(0x04, header.getDataHash_asU8()),
    ]),
  );
}

function envelopeOf(header: common.Header, data: Uint8Array): Uint8Array {
  const [payload, envelope] = [new common.Payload(), new common.Envelope()];
  payload.setHeader(header);
  payload.setData(data);
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature(Uint8Array.of(1));
  return envelope.serializeBinary();
}

function headerOf({ txId, person, at }: Simulated): common.Header {
  const [channel, signature, creator] = [
    new common.ChannelHeader(),
    new common.SignatureHeader(),
    new msp.SerializedIdentity(),
  ];
  creator.setMspid(person.org);
  creator.setIdBytes(Buffer.from(person.pem));
  signature.setCreator(creator.serializeBinary());
  signature.setNonce(Buffer.from(txId));
  channel.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channel.setChannelId(NAME);
  channel.setTxId(txId);
  channel.setTimestamp(Timestamp.fromDate(new Date(at)));
  const header = new common.Header();
  header.setChannelHeader(channel.serializeBinary());
  header.setSignatureHeader(signature.serializeBinary());
  return header;
}

function chaincodeId(): peer.ChaincodeID {
  const id = new peer.ChaincodeID();
  id.setName(NAME);
  return id;
}

function proposalOf({ call }: Simulated): Uint8Array {
  const [input, spec, invocation, proposal] = [
    new peer.ChaincodeInput(),
    new peer.ChaincodeSpec(),
    new peer.ChaincodeInvocationSpec(),
    new peer.ChaincodeProposalPayload(),
  ];
  input.setArgsList([`${call.room}:${call.name}`, call.request].map((arg) => Buffer.from(arg)));
  spec.setChaincodeId(chaincodeId());
  spec.setInput(input);
  invocation.setChaincodeSpec(spec);
  proposal.setInput(invocation.serializeBinary());
  return proposal.serializeBinary();
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

function resultsOf({ set }: Simulated): Uint8Array {
  const [whole, named, states] = [
    new ledger.rwset.TxReadWriteSet(),
    new ledger.rwset.NsReadWriteSet(),
    new ledger.rwset.kvrwset.KVRWSet(),
  ];
  for (const [key, value] of set.writes) {
    const write = new ledger.rwset.kvrwset.KVWrite();
    write.setKey(key);
    write.setIsDelete(value === undefined);
    if (value) write.setValue(value);
    states.addWrites(write);
  }
  named.setNamespace(NAME);
  named.setRwset(states.serializeBinary());
  for (const collection of new Set(set.secretWrites.map((write) => write.collection))) {
    const hashed = new ledger.rwset.kvrwset.HashedRWSet();
    for (const { key, value } of set.secretWrites.filter((write) => write.collection === collection)) {
      const write = new ledger.rwset.kvrwset.KVWriteHash();
      write.setKeyHash(sha256(Buffer.from(key)));
      write.setIsDelete(value === undefined);
      if (value) write.setValueHash(sha256(value));
      hashed.addHashedWrites(write);
    }
    const secret = new ledger.rwset.CollectionHashedReadWriteSet();
    secret.setCollectionName(collection);
    secret.setHashedRwset(hashed.serializeBinary());
    named.addCollectionHashedRwset(secret);
  }
  whole.setNsRwsetList([named]);
  return whole.serializeBinary();
}

/** A call in its envelope, with what its endorsers said. */
function calledIn(transaction: Simulated): Uint8Array {
  const [effect, response, answer] = [
    new peer.ChaincodeAction(),
    new peer.Response(),
    new peer.ProposalResponsePayload(),
  ];
  response.setStatus(200);
  response.setPayload(Buffer.from(transaction.payload));
  effect.setResponse(response);
  effect.setChaincodeId(chaincodeId());
  effect.setResults(resultsOf(transaction));
  if (transaction.event) {
    const event = new peer.ChaincodeEvent();
    event.setChaincodeId(NAME);
    event.setTxId(transaction.txId);
    event.setEventName(EVENT);
    event.setPayload(transaction.event);
    effect.setEvents(event.serializeBinary());
  }
  answer.setExtension$(effect.serializeBinary());
  const [endorsed, payload, action, all] = [
    new peer.ChaincodeEndorsedAction(),
    new peer.ChaincodeActionPayload(),
    new peer.TransactionAction(),
    new peer.Transaction(),
  ];
  endorsed.setProposalResponsePayload(answer.serializeBinary());
  for (const org of transaction.endorsers) {
    const [endorsement, endorser] = [new peer.Endorsement(), new msp.SerializedIdentity()];
    endorser.setMspid(org);
    endorsement.setEndorser(endorser.serializeBinary());
    endorsed.addEndorsements(endorsement);
  }
  payload.setChaincodeProposalPayload(proposalOf(transaction));
  payload.setAction(endorsed);
  action.setPayload(payload.serializeBinary());
  all.addActions(action);
  return envelopeOf(headerOf(transaction), all.serializeBinary());
}
