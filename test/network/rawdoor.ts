import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, type Gateway, hash, type Network } from '@hyperledger/fabric-gateway';
import { common, gateway as messages, msp, orderer, peer as protos } from '@hyperledger/fabric-protos';
import { readTopology } from '../../network/topology';
import { signLow } from '../../scripts/identity/keys';
import { type Identity, identityOf, profileOfOrg, toy } from './toy';

/** What came out of a door: bytes, as many as there were, and what the peer said at the end. */
export interface Came {
  readonly bytes: Buffer;
  readonly said: string;
}
const QUIET_MS = 10_000;

export const streams = ['deliver', 'deliverFiltered', 'deliverWithPrivateData'] as const;
export type Stream = (typeof streams)[number];

const statusOf = (code: number): string =>
  Object.entries(common.Status).find(([, value]) => value === code)?.[0] ?? String(code);

interface Place {
  readonly address: string;
  readonly serverName: string;
  readonly tlsCaFile: string;
}
export const secured = ({ tlsCaFile, serverName }: Place) =>
  [
    credentials.createSsl(readFileSync(tlsCaFile)),
    { 'grpc.ssl_target_name_override': serverName, 'grpc.max_receive_message_length': -1 },
  ] as const;

export function peerOf(home: string, org: string): Place {
  const found = profileOfOrg(home, org).peers.find((one) => one.org === org);
  if (!found) throw new Error(`${org} has no peer`);
  return { ...found, tlsCaFile: found.tlsCaFile ?? '' };
}

export function ordererOf(home: string, org: string): Place {
  const { ROADBOOK_TOPOLOGY: file = '', ROADBOOK_PORT_OFFSET: offset } = process.env;
  const node = readTopology(file, Number(offset)).organisations.find(({ name }) => name === org)?.orderers[0];
  if (!node) throw new Error(`${org} has no orderer`);
  const tlsCaFile = join(home, 'organisations', org, 'ca', 'ca-cert.pem');
  return { address: `${node.reach}:${node.port}`, serverName: node.host, tlsCaFile };
}

export function creatorOf({ mspId, cert }: Identity): Uint8Array {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(mspId);
  creator.setIdBytes(Buffer.from(cert));
  return creator.serializeBinary();
}

/** A header whose only field is an empty time. */
const EMPTY_TIME = Uint8Array.of(0x1a, 0);

/** Asks for every block from the first to `until`, signed by one certificate. */
function seeking(channel: string, who: Identity, until: number): common.Envelope {
  const at = (number: number) => {
    const specified = new orderer.SeekSpecified();
    specified.setNumber(number);
    const position = new orderer.SeekPosition();
    position.setSpecified(specified);
    return position;
  };
  const seek = new orderer.SeekInfo();
  seek.setStart(at(0));
  seek.setStop(at(until));
  const channelHeader = common.ChannelHeader.deserializeBinary(EMPTY_TIME);
  channelHeader.setType(common.HeaderType.DELIVER_SEEK_INFO);
  channelHeader.setChannelId(channel);
  channelHeader.getTimestamp()?.fromDate(new Date());
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creatorOf(who));
  signatureHeader.setNonce(randomBytes(24));
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(seek.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature(signLow(who.key, payload.serializeBinary()));
  return envelope;
}

interface Answering extends NodeJS.EventEmitter {
  write(envelope: common.Envelope): boolean;
  cancel(): void;
}
interface Answered {
  getStatus(): number;
  hasBlock?(): boolean;
  serializeBinary(): Uint8Array;
}

function heardFrom(
  stream: Answering,
  envelope: common.Envelope,
  statusAlone: (one: Answered) => boolean,
): Promise<Came> {
  return new Promise((done) => {
    const parts: Buffer[] = [];
    const end = (said: string) => {
      clearTimeout(timer);
      stream.cancel();
      done({ bytes: Buffer.concat(parts), said });
    };
    const timer = setTimeout(() => end('SILENCE'), QUIET_MS);
    stream.on('data', (one: Answered) => {
      if (statusAlone(one)) end(statusOf(one.getStatus()));
      else parts.push(Buffer.from(one.serializeBinary()));
    });
    stream.on('error', (error: Error) => end(error.message));
    stream.on('end', () => end('END'));
    stream.write(envelope);
  });
}

/** What a peer streams to whoever asks for all blocks. */
export async function streamed(
  home: string,
  who: Identity,
  org: string,
  kind: Stream,
  until = 0,
): Promise<Came> {
  const place = peerOf(home, org);
  const client = new protos.DeliverClient(place.address, ...secured(place));
  try {
    const { STATUS } = protos.DeliverResponse.TypeCase;
    const asked = seeking(profileOfOrg(home, org).channel, who, until);
    return await heardFrom(
      client[kind]() as Answering,
      asked,
      (one) => (one as protos.DeliverResponse).getTypeCase() === STATUS,
    );
  } finally {
    client.close();
  }
}

/** The same of an orderer. */
export async function fetched(home: string, who: Identity, org: string, until = 0): Promise<Came> {
  const place = ordererOf(home, org);
  const client = new orderer.AtomicBroadcastClient(place.address, ...secured(place));
  try {
    const { STATUS } = orderer.DeliverResponse.TypeCase;
    const asked = seeking(profileOfOrg(home, org).channel, who, until);
    return await heardFrom(
      client.deliver() as Answering,
      asked,
      (one) => (one as orderer.DeliverResponse).getTypeCase() === STATUS,
    );
  } finally {
    client.close();
  }
}

async function plainly<T>(
  home: string,
  who: Identity,
  org: string,
  work: (network: Network, client: Client) => Promise<T>,
) {
  const place = peerOf(home, org);
  const client = new Client(place.address, ...secured(place));
  const identity = { mspId: who.mspId, credentials: Buffer.from(who.cert) };
  const signer = async (message: Uint8Array) => signLow(who.key, message);
  const gateway: Gateway = connect({ client, identity, signer, hash: hash.none });
  try {
    return await work(gateway.getNetwork(profileOfOrg(home, org).channel), client);
  } finally {
    gateway.close();
    client.close();
  }
}

const saidBy = (error: unknown): string => {
  const { message, details } = error as Error & { details?: readonly { message: string }[] };
  return [message, ...(Array.isArray(details) ? details.map((one) => one.message) : [])].join('; ');
};

/** A function of a system chaincode, proposed to the peer itself and not through its gateway. */
export async function proposed(
  home: string,
  who: Identity,
  org: string,
  chaincode: string,
  name: string,
  ...args: string[]
) {
  return await plainly(home, who, org, async (network): Promise<Came> => {
    const proposal = network.getContract(chaincode).newProposal(name, { arguments: args });
    const bytes = messages.ProposedTransaction.deserializeBinary(proposal.getBytes())
      .getProposal()
      ?.getProposalBytes_asU8();
    const signed = new protos.SignedProposal();
    signed.setProposalBytes(bytes ?? new Uint8Array());
    signed.setSignature(signLow(who.key, bytes ?? new Uint8Array()));
    const place = peerOf(home, org);
    const endorser = new protos.EndorserClient(place.address, ...secured(place));
    try {
      const reply = await new Promise<protos.ProposalResponse>((done, fail) => {
        endorser.processProposal(signed, (error, value) => (value ? done(value) : fail(error)));
      });
      const response = reply.getResponse();
      const said =
        response?.getStatus() === 200 ? 'SUCCESS' : `${response?.getStatus()} ${response?.getMessage()}`;
      return { bytes: Buffer.from(reply.serializeBinary()), said };
    } catch (error) {
      return { bytes: Buffer.from(saidBy(error)), said: saidBy(error) };
    } finally {
      endorser.close();
    }
  });
}

/** The same as a client of the gateway service does it. */
export async function asked(
  home: string,
  who: Identity,
  org: string,
  chaincode: string,
  name: string,
  ...args: string[]
) {
  return await plainly(home, who, org, async (network): Promise<Came> => {
    try {
      const bytes = Buffer.from(await network.getContract(chaincode).evaluate(name, { arguments: args }));
      return { bytes, said: 'SUCCESS' };
    } catch (error) {
      return { bytes: Buffer.from(saidBy(error)), said: saidBy(error) };
    }
  });
}

/** Chaincode events from the first block, as many as are told up to a transaction. */
export async function listened(home: string, who: Identity, org: string, last: string): Promise<Came> {
  return await plainly(home, who, org, async (network): Promise<Came> => {
    const parts: Buffer[] = [];
    try {
      const events = await network.getChaincodeEvents('roadbook', { startBlock: 0n });
      const timer = setTimeout(() => events.close(), QUIET_MS);
      for await (const { payload, transactionId } of events) {
        parts.push(Buffer.from(payload));
        if (transactionId === last) break;
      }
      clearTimeout(timer);
      events.close();
      return { bytes: Buffer.concat(parts), said: 'SUCCESS' };
    } catch (error) {
      return { bytes: Buffer.concat(parts), said: saidBy(error) };
    }
  });
}

/** Orders a snapshot of the channel at a peer. */
export async function snapshot(home: string, who: Identity, org: string): Promise<string> {
  const place = peerOf(home, org);
  const client = new protos.SnapshotClient(place.address, ...secured(place));
  const header = new common.SignatureHeader();
  header.setCreator(creatorOf(who));
  header.setNonce(randomBytes(24));
  const request = new protos.SnapshotRequest();
  request.setSignatureHeader(header);
  request.setChannelId(profileOfOrg(home, org).channel);
  const signed = new protos.SignedSnapshotRequest();
  signed.setRequest(request.serializeBinary());
  signed.setSignature(signLow(who.key, request.serializeBinary()));
  try {
    return await new Promise((done) => {
      client.generate(signed, (error: Error | null) => done(error ? error.message : 'SUCCESS'));
    });
  } finally {
    client.close();
  }
}

/** Every block as a peer shows it to the service of its organisation. */
export const blocksOf = (home: string, org: string): Promise<Buffer[]> =>
  toy(
    home,
    identityOf(home, org, 'service'),
    async (qscc) => {
      const { channel } = profileOfOrg(home, org);
      const chain = common.BlockchainInfo.deserializeBinary(
        await qscc.evaluateTransaction('GetChainInfo', channel),
      );
      const read: Buffer[] = [];
      for (let number = 0; number < chain.getHeight(); number++)
        read.push(Buffer.from(await qscc.evaluateTransaction('GetBlockByNumber', channel, `${number}`)));
      return read;
    },
    { chaincode: 'qscc' },
  );
