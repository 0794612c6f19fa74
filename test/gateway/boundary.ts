import { generateKeyPairSync, sign } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { type Client, Metadata, type ServiceError } from '@grpc/grpc-js';
import { common, gateway, google, peer as peerProtos } from '@hyperledger/fabric-protos';
import type { ChannelSource } from '../../gateway/src/connection/channels';
import { type ConnectOptions, connectOver, type Roadbook } from '../../gateway/src/connection/connect';
import { enrol } from '@roadbook/ledger/identity';

/** What a peer answers: a payload, a validation code with its block, or a gRPC error. */
type Reply<T> = T | ServiceError;
type Handler<T> = (seen: { txId: string; times: number; request: Uint8Array }) => Reply<T>;

export interface Script {
  evaluate?: Handler<string>;
  endorse?: Handler<string>;
  submit?: Handler<true>;
  status?: Handler<keyof typeof peerProtos.TxValidationCode>;
  /** One list of events a connection; then the stream breaks. */
  events?: (startBlock: number, times: number) => readonly { block: number; txId: string; payload: string }[];
  /** After its events a stream stays open until it is cancelled. */
  quiet?: true;
  /** Methods that are answered by nothing but the deadline. */
  hangs?: readonly string[];
}

export interface Seen {
  readonly method: string;
  readonly txId: string;
  readonly transient: readonly string[];
  readonly organisations: readonly string[];
  readonly bytes: string;
}

/** A gRPC error as Fabric's gateway service sends it, with what each peer said. */
export function failure(
  code: number,
  message: string,
  ...said: readonly (readonly [org: string, message: string])[]
): ServiceError {
  const status = new google.rpc.Status();
  for (const [org, text] of said) {
    const detail = new gateway.ErrorDetail();
    detail.setMspId(org);
    detail.setAddress(`peer0.${org}:7051`);
    detail.setMessage(text);
    const any = status.addDetails();
    any.setTypeUrl('type.googleapis.com/gateway.ErrorDetail');
    any.setValue(detail.serializeBinary());
  }
  const metadata = new Metadata();
  if (said.length > 0) metadata.set('grpc-status-details-bin', Buffer.from(status.serializeBinary()));
  return Object.assign(new Error(`${code} ${message}`), { code, details: message, metadata });
}

const exceeded = () => failure(4, 'DEADLINE_EXCEEDED: Deadline exceeded');
const isError = (reply: unknown): reply is ServiceError => reply instanceof Error;

/** A peer behind the gRPC boundary: real requests come in, scripted answers go out. */
export class FakePeer {
  readonly seen: Seen[] = [];
  readonly #script: Script;
  #streams = 0;

  constructor(script: Script) {
    this.#script = script;
  }

  of(method: string): Seen[] {
    return this.seen.filter((one) => one.method === method);
  }

  get client(): Client {
    return {
      makeUnaryRequest: (
        path: string,
        serialize: (m: unknown) => Buffer,
        read: (b: Buffer) => unknown,
        message: unknown,
        { deadline }: { deadline: number },
        done: (error: unknown, value?: unknown) => void,
      ) => {
        const method = path.split('/').at(-1) ?? '';
        const reply = this.#answer(method, serialize(message));
        if (this.#script.hangs?.includes(method)) setTimeout(() => done(exceeded()), deadline - Date.now());
        else setImmediate(() => (isError(reply) ? done(reply) : done(null, read(Buffer.from(reply)))));
      },
      makeServerStreamRequest: (
        _path: string,
        serialize: (m: unknown) => Buffer,
        _read: unknown,
        message: unknown,
      ) => this.#stream(serialize(message)),
    } as unknown as Client;
  }

  #answer(method: string, bytes: Buffer): Uint8Array | ServiceError {
    if (method === 'CommitStatus') {
      const signed = gateway.SignedCommitStatusRequest.deserializeBinary(bytes);
      const txId = gateway.CommitStatusRequest.deserializeBinary(signed.getRequest_asU8()).getTransactionId();
      return this.#reply(method, txId, bytes, this.#script.status, (code) => {
        const response = new gateway.CommitStatusResponse();
        response.setResult(peerProtos.TxValidationCode[code]);
        response.setBlockNumber(7);
        return response.serializeBinary();
      });
    }
    if (method === 'Submit') {
      const request = gateway.SubmitRequest.deserializeBinary(bytes);
      return this.#reply(method, request.getTransactionId(), bytes, this.#script.submit, () =>
        new gateway.SubmitResponse().serializeBinary(),
      );
    }
    const request =
      method === 'Endorse'
        ? gateway.EndorseRequest.deserializeBinary(bytes)
        : gateway.EvaluateRequest.deserializeBinary(bytes);
    const txId = request.getTransactionId();
    const proposal = request.getProposedTransaction()?.getProposalBytes_asU8() ?? new Uint8Array();
    const handler = method === 'Endorse' ? this.#script.endorse : this.#script.evaluate;
    const organisations =
      request instanceof gateway.EndorseRequest
        ? request.getEndorsingOrganizationsList()
        : request.getTargetOrganizationsList();
    return this.#reply(
      method,
      txId,
      bytes,
      handler,
      (text) => (method === 'Endorse' ? endorsed(txId, text) : evaluated(text)),
      {
        transient: transientOf(proposal),
        organisations,
      },
    );
  }

  #reply<T>(
    method: string,
    txId: string,
    bytes: Uint8Array,
    handler: Handler<T> | undefined,
    encode: (value: T) => Uint8Array,
    more: Partial<Seen> = {},
  ) {
    this.seen.push({
      method,
      txId,
      transient: [],
      organisations: [],
      bytes: Buffer.from(bytes).toString('hex'),
      ...more,
    });
    const reply =
      handler?.({ txId, times: this.of(method).length, request: bytes }) ??
      failure(14, 'UNAVAILABLE: no connection');
    return isError(reply) ? reply : encode(reply);
  }

  #stream(bytes: Uint8Array) {
    const signed = gateway.SignedChaincodeEventsRequest.deserializeBinary(bytes);
    const request = gateway.ChaincodeEventsRequest.deserializeBinary(signed.getRequest_asU8());
    const start = request.getStartPosition()?.getSpecified()?.getNumber() ?? -1;
    const told = this.#script.events?.(start, ++this.#streams) ?? [];
    const emitter = new EventEmitter();
    const cancelled = once(emitter, 'cancel');
    const quiet = this.#script.quiet;
    return Object.assign(emitter, {
      cancel: () => emitter.emit('cancel'),
      async *[Symbol.asyncIterator]() {
        for (const { block, txId, payload } of told) {
          const response = new gateway.ChaincodeEventsResponse();
          response.setBlockNumber(block);
          const event = new peerProtos.ChaincodeEvent();
          event.setChaincodeId('roadbook');
          event.setTxId(txId);
          event.setEventName('roadbook');
          event.setPayload(Buffer.from(payload));
          response.setEventsList([event]);
          yield response;
        }
        if (!quiet) throw failure(14, 'UNAVAILABLE: Connection dropped');
        await cancelled;
        throw failure(1, 'CANCELLED: Cancelled on client');
      },
    });
  }
}

function transientOf(proposal: Uint8Array): string[] {
  const payload = peerProtos.ChaincodeProposalPayload.deserializeBinary(
    peerProtos.Proposal.deserializeBinary(proposal).getPayload_asU8(),
  );
  return payload
    .getTransientmapMap()
    .toArray()
    .map(([name]: [string, unknown]) => name);
}

function evaluated(text: string): Uint8Array {
  const response = new gateway.EvaluateResponse();
  const result = new peerProtos.Response();
  result.setPayload(Buffer.from(text));
  response.setResult(result);
  return response.serializeBinary();
}

function endorsed(txId: string, text: string): Uint8Array {
  const result = new peerProtos.Response();
  result.setPayload(Buffer.from(text));
  const chaincodeAction = new peerProtos.ChaincodeAction();
  chaincodeAction.setResponse(result);
  const responsePayload = new peerProtos.ProposalResponsePayload();
  responsePayload.setExtension$(chaincodeAction.serializeBinary());
  const endorsedAction = new peerProtos.ChaincodeEndorsedAction();
  endorsedAction.setProposalResponsePayload(responsePayload.serializeBinary());
  const actionPayload = new peerProtos.ChaincodeActionPayload();
  actionPayload.setAction(endorsedAction);
  const action = new peerProtos.TransactionAction();
  action.setPayload(actionPayload.serializeBinary());
  const transaction = new peerProtos.Transaction();
  transaction.setActionsList([action]);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setChannelId('roadbook');
  channelHeader.setTxId(txId);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(transaction.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  const response = new gateway.EndorseResponse();
  response.setPreparedTransaction(envelope);
  return response.serializeBinary();
}

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

export const peerOf = (org: string) => ({
  org,
  name: `peer0.${org}`,
  address: `peer0.${org}:7051`,
  serverName: `peer0.${org}`,
  tlsCaFile: 'ca.pem',
});

/**
 * The desk of the lender and its service beside, connected to scripted peers; the first belongs to the
 * lender, the second to the insurer.
 */
export async function connectTo(
  own: FakePeer,
  other?: FakePeer,
  options: Partial<ConnectOptions> = {},
): Promise<Roadbook> {
  const peers = new Map([
    ['peer0.lender', own],
    ['peer0.insurer', other],
  ]);
  const channels: ChannelSource = ({ name }) => {
    const found = peers.get(name);
    if (!found) throw new Error(`no ${name}`);
    return { client: found.client, release() {} };
  };
  const person = await enrol('lender', 'desk', { 'roadbook.role': 'lender' });
  const service = await enrol('lender', 'service', {}, 'service');
  const signer = (message: Uint8Array) => sign('sha256', message, key);
  return await connectOver(channels, {
    profile: {
      version: 1,
      org: 'lender',
      mspId: 'lender',
      channel: 'roadbook',
      chaincode: 'roadbook',
      peers: other ? [peerOf('insurer'), peerOf('lender')] : [peerOf('lender')],
    },
    user: { cert: person.pem, sign: signer },
    service: { cert: service.pem, sign: signer },
    ...options,
  });
}
