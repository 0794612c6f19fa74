import type { Person } from './identity';

const shim = require.resolve('fabric-shim');
const protos = require(require.resolve('@hyperledger/fabric-protos', { paths: [shim] }));
const { Timestamp } = require(
  require.resolve('google-protobuf/google/protobuf/timestamp_pb.js', { paths: [shim] }),
);

export interface Proposal {
  readonly txId: string;
  readonly person: Person;
  readonly args: readonly string[];
  readonly transient?: Readonly<Record<string, string>> | undefined;
  readonly at: number;
}

/** The protobuf forms that the real stub is built from. */
export function encode({ txId, person, args, transient = {}, at }: Proposal): {
  input: unknown;
  signed: unknown;
} {
  const input = new protos.peer.ChaincodeInput();
  input.setArgsList(args.map((arg) => Buffer.from(arg)));

  const creator = new protos.msp.SerializedIdentity();
  creator.setMspid(person.org);
  creator.setIdBytes(Buffer.from(person.pem));
  const signature = new protos.common.SignatureHeader();
  signature.setCreator(creator.serializeBinary());
  signature.setNonce(Buffer.from(txId));

  const time = new Timestamp();
  time.setSeconds(Math.floor(at / 1000));
  time.setNanos((at % 1000) * 1_000_000);
  const channel = new protos.common.ChannelHeader();
  channel.setTxId(txId);
  channel.setChannelId('roadbook');
  channel.setTimestamp(time);

  const header = new protos.common.Header();
  header.setSignatureHeader(signature.serializeBinary());
  header.setChannelHeader(channel.serializeBinary());

  const payload = new protos.peer.ChaincodeProposalPayload();
  payload.setInput(input.serializeBinary());
  for (const [key, value] of Object.entries(transient))
    payload.getTransientmapMap().set(key, Buffer.from(value));

  const proposal = new protos.peer.Proposal();
  proposal.setHeader(header.serializeBinary());
  proposal.setPayload(payload.serializeBinary());
  const signed = new protos.peer.SignedProposal();
  signed.setProposalBytes(proposal.serializeBinary());
  return { input, signed };
}

export const messages = protos;
