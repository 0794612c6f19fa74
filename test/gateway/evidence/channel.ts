import { randomBytes } from 'node:crypto';
import { common, ledger, msp, orderer, peer } from '@hyperledger/fabric-protos';
import { type Cast, identityOf, NOW, sha256, signed, type Signer } from './own';

const protos = require.resolve('@hyperledger/fabric-protos');
const { Timestamp } = require(
  require.resolve('google-protobuf/google/protobuf/timestamp_pb.js', { paths: [protos] }),
);

export interface HeaderWish {
  readonly channel?: string;
  readonly at?: string;
  readonly type?: common.HeaderTypeMap[keyof common.HeaderTypeMap];
}

function headerOf(
  sender: Signer,
  { channel = 'roadbook', at = NOW, type = common.HeaderType.ENDORSER_TRANSACTION }: HeaderWish,
) {
  const [creator, nonce] = [identityOf(sender), randomBytes(24)];
  const txId = sha256(nonce, creator).toString('hex');
  const [top, bottom, header] = [
    new common.ChannelHeader(),
    new common.SignatureHeader(),
    new common.Header(),
  ];
  top.setType(type);
  top.setChannelId(channel);
  top.setTxId(txId);
  top.setTimestamp(Timestamp.fromDate(new Date(at)));
  bottom.setCreator(creator);
  bottom.setNonce(nonce);
  header.setChannelHeader(top.serializeBinary());
  header.setSignatureHeader(bottom.serializeBinary());
  return { header, txId };
}

function envelopeOf(sender: Signer, header: common.Header, data: Uint8Array): Uint8Array {
  const [payload, envelope] = [new common.Payload(), new common.Envelope()];
  payload.setHeader(header);
  payload.setData(data);
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature(signed(payload.serializeBinary(), sender));
  return envelope.serializeBinary();
}

/** What a chaincode read and wrote in its namespace. */
export interface Effect {
  readonly namespace: string;
  readonly reads?: readonly { readonly key: string; readonly block?: number; readonly tx?: number }[];
  readonly writes?: readonly { readonly key: string; readonly record: (txId: string) => object }[];
}

function effectBytes(effects: readonly Effect[], txId: string): Uint8Array {
  const whole = new ledger.rwset.TxReadWriteSet();
  whole.setNsRwsetList(
    effects.map(({ namespace, reads = [], writes = [] }) => {
      const set = new ledger.rwset.kvrwset.KVRWSet();
      for (const { key, block, tx } of reads) {
        const read = new ledger.rwset.kvrwset.KVRead();
        read.setKey(key);
        if (block !== undefined && tx !== undefined) {
          const version = new ledger.rwset.kvrwset.Version();
          version.setBlockNum(block);
          version.setTxNum(tx);
          read.setVersion(version);
        }
        set.addReads(read);
      }
      for (const { key, record } of writes) {
        const write = new ledger.rwset.kvrwset.KVWrite();
        write.setKey(key);
        write.setValue(Buffer.from(JSON.stringify({ kind: 'x', v: 1, record: record(txId) })));
        set.addWrites(write);
      }
      const named = new ledger.rwset.NsReadWriteSet();
      named.setNamespace(namespace);
      named.setRwset(set.serializeBinary());
      return named;
    }),
  );
  return whole.serializeBinary();
}

export interface CallWish extends HeaderWish {
  readonly sender: Signer;
  readonly endorsers: readonly Signer[];
  readonly args: readonly string[];
  readonly effects: readonly Effect[];
  readonly chaincode?: string;
  /** What the result says that it is of, and for which proposal, if not the truth. */
  readonly answered?: string;
  readonly proposalHash?: Uint8Array;
  readonly status?: number;
}

/** An endorsed call in its envelope. */
export function callOf(wish: CallWish): { readonly bytes: Uint8Array; readonly txId: string } {
  const { sender, endorsers, args, effects, chaincode = 'roadbook', status = 200 } = wish;
  const { header, txId } = headerOf(sender, wish);
  const idOf = (name: string) => {
    const id = new peer.ChaincodeID();
    id.setName(name);
    return id;
  };
  const [input, spec, invocation, proposal] = [
    ...[
      new peer.ChaincodeInput(),
      new peer.ChaincodeSpec(),
      new peer.ChaincodeInvocationSpec(),
      new peer.ChaincodeProposalPayload(),
    ],
  ] as [peer.ChaincodeInput, peer.ChaincodeSpec, peer.ChaincodeInvocationSpec, peer.ChaincodeProposalPayload];
  input.setArgsList(args.map((arg) => Buffer.from(arg)));
  spec.setChaincodeId(idOf(chaincode));
  spec.setInput(input);
  invocation.setChaincodeSpec(spec);
  proposal.setInput(invocation.serializeBinary());
  const asked = proposal.serializeBinary();
  const [response, effect, result] = [
    new peer.Response(),
    new peer.ChaincodeAction(),
    new peer.ProposalResponsePayload(),
  ];
  response.setStatus(status);
  effect.setResults(effectBytes(effects, txId));
  effect.setResponse(response);
  effect.setChaincodeId(idOf(wish.answered ?? chaincode));
  const bound = sha256(header.getChannelHeader_asU8(), header.getSignatureHeader_asU8(), asked);
  result.setProposalHash(wish.proposalHash ?? bound);
  result.setExtension$(effect.serializeBinary());
  const [endorsed, action, called, transaction] = [
    ...[
      new peer.ChaincodeEndorsedAction(),
      new peer.TransactionAction(),
      new peer.ChaincodeActionPayload(),
      new peer.Transaction(),
    ],
  ] as [peer.ChaincodeEndorsedAction, peer.TransactionAction, peer.ChaincodeActionPayload, peer.Transaction];
  endorsed.setProposalResponsePayload(result.serializeBinary());
  endorsed.setEndorsementsList(
    endorsers.map((one) => {
      const [endorsement, endorser] = [new peer.Endorsement(), identityOf(one)];
      endorsement.setEndorser(endorser);
      endorsement.setSignature(signed(Buffer.concat([result.serializeBinary(), endorser]), one));
      return endorsement;
    }),
  );
  called.setChaincodeProposalPayload(asked);
  called.setAction(endorsed);
  action.setHeader(header.getSignatureHeader_asU8());
  action.setPayload(called.serializeBinary());
  transaction.setActionsList([action]);
  return { bytes: envelopeOf(sender, header, transaction.serializeBinary()), txId };
}

export interface ConfigWish extends HeaderWish {
  readonly sequence?: number;
  /** Revocation lists by organisation. */
  readonly lists?: Readonly<Record<string, readonly Uint8Array[]>>;
}

/** A configuration of the channel in its envelope: everybody endorses and orders. */
export function configOf({ authorities, orderers, clerks }: Cast, wish: ConfigWish = {}): Uint8Array {
  const valueOf = (message: { serializeBinary(): Uint8Array }) => {
    const value = new common.ConfigValue();
    value.setValue(message.serializeBinary());
    return value;
  };
  const [channel, application, ordering] = [
    new common.ConfigGroup(),
    new common.ConfigGroup(),
    new common.ConfigGroup(),
  ];
  for (const { org, certificate } of authorities) {
    const [home, config, group] = [new msp.FabricMSPConfig(), new msp.MSPConfig(), new common.ConfigGroup()];
    home.setName(org);
    home.setRootCertsList([Buffer.from(certificate.toString('pem'))]);
    home.setRevocationListList([...(wish.lists?.[org] ?? [])]);
    config.setConfig(home.serializeBinary());
    group.getValuesMap().set('MSP', valueOf(config));
    application.getGroupsMap().set(org, group);
    ordering.getGroupsMap().set(org, group);
  }
  const [consensus, consenters] = [new orderer.ConsensusType(), new common.Orderers()];
  consensus.setType('BFT');
  consenters.setConsenterMappingList(
    orderers.map((one, at) => {
      const consenter = new common.Consenter();
      consenter.setId(at + 1);
      consenter.setMspId(one.org);
      consenter.setIdentity(Buffer.from(one.pem));
      return consenter;
    }),
  );
  ordering.getValuesMap().set('ConsensusType', valueOf(consensus));
  ordering.getValuesMap().set('Orderers', valueOf(consenters));
  channel.getGroupsMap().set('Application', application);
  channel.getGroupsMap().set('Orderer', ordering);
  const [config, stated] = [new common.Config(), new common.ConfigEnvelope()];
  config.setSequence(wish.sequence ?? 0);
  config.setChannelGroup(channel);
  stated.setConfig(config);
  const [sender] = clerks;
  if (!sender) throw new Error('nobody to send it');
  const { header } = headerOf(sender, { ...wish, type: common.HeaderType.CONFIG });
  return envelopeOf(sender, header, stated.serializeBinary());
}

const derOf = (tag: number, body: Uint8Array) => Buffer.concat([Uint8Array.of(tag, body.length), body]);
export const headerHash = (header: common.BlockHeader): Buffer => sha256(headerDer(header));
function headerDer(header: common.BlockHeader): Buffer {
  const parts = [
    derOf(2, Uint8Array.of(header.getNumber())),
    derOf(4, header.getPreviousHash_asU8()),
    derOf(4, header.getDataHash_asU8()),
  ];
  return derOf(0x30, Buffer.concat(parts));
}

export interface BlockWish {
  readonly number: number;
  readonly before: Uint8Array;
  readonly configuration: number;
  readonly envelopes: readonly Uint8Array[];
  /** Orderers by their number; the first block has none. */
  readonly signers: readonly (readonly [number, Signer])[];
  readonly codes?: readonly number[];
}

/** A block as a peer keeps it. */
export function blockOf({ number, before, configuration, envelopes, signers, codes }: BlockWish): Uint8Array {
  const [header, data, block] = [new common.BlockHeader(), new common.BlockData(), new common.Block()];
  header.setNumber(number);
  header.setPreviousHash(before);
  header.setDataHash(sha256(...envelopes));
  data.setDataList([...envelopes]);
  const [last, ordering, metadata] = [
    new common.LastConfig(),
    new common.OrdererBlockMetadata(),
    new common.Metadata(),
  ];
  last.setIndex(configuration);
  ordering.setLastConfig(last);
  if (signers.length > 0) metadata.setValue(ordering.serializeBinary());
  metadata.setSignaturesList(
    signers.map(([identifier, who]) => {
      const [one, said] = [new common.MetadataSignature(), new common.IdentifierHeader()];
      said.setIdentifier(identifier);
      said.setNonce(randomBytes(24));
      one.setIdentifierHeader(said.serializeBinary());
      const message = Buffer.concat([metadata.getValue_asU8(), said.serializeBinary(), headerDer(header)]);
      one.setSignature(signed(message, who));
      return one;
    }),
  );
  const whole = new common.BlockMetadata();
  const filter = Uint8Array.from(codes ?? envelopes.map(() => 0));
  whole.setMetadataList([
    metadata.serializeBinary(),
    new Uint8Array(),
    filter,
    new Uint8Array(),
    randomBytes(32),
  ]);
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(whole);
  return block.serializeBinary();
}

export const headerIn = (bytes: Uint8Array): common.BlockHeader =>
  common.Block.deserializeBinary(bytes).getHeader() ?? new common.BlockHeader();
