import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { credentials } from '@grpc/grpc-js';
import { common, peer as protos } from '@hyperledger/fabric-protos';
import { signLow } from '../../scripts/identity/keys';
import { creatorOf, peerOf } from './rawdoor';
import type { Identity } from './toy';

/** A proposal that belongs to no channel: the peer asks its own folder who may. */
function local(who: Identity, chaincode: string, args: readonly Uint8Array[]): Uint8Array {
  const [creator, nonce] = [creatorOf(who), randomBytes(24)];
  const id = new protos.ChaincodeID();
  id.setName(chaincode);
  const extension = new protos.ChaincodeHeaderExtension();
  extension.setChaincodeId(id);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTxId(createHash('sha256').update(nonce).update(creator).digest('hex'));
  const stamp = common.ChannelHeader.deserializeBinary(Uint8Array.of(0x1a, 0)).getTimestamp();
  stamp?.fromDate(new Date());
  channelHeader.setTimestamp(stamp);
  channelHeader.setExtension$(extension.serializeBinary());
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator);
  signatureHeader.setNonce(nonce);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const input = new protos.ChaincodeInput();
  input.setArgsList([...args]);
  const spec = new protos.ChaincodeSpec();
  spec.setType(protos.ChaincodeSpec.Type.GOLANG);
  spec.setChaincodeId(id);
  spec.setInput(input);
  const invocation = new protos.ChaincodeInvocationSpec();
  invocation.setChaincodeSpec(spec);
  const payload = new protos.ChaincodeProposalPayload();
  payload.setInput(invocation.serializeBinary());
  const proposal = new protos.Proposal();
  proposal.setHeader(header.serializeBinary());
  proposal.setPayload(payload.serializeBinary());
  return proposal.serializeBinary();
}

/** Asks a peer which chaincode is installed on it. */
export async function installed(home: string, who: Identity, org: string): Promise<string> {
  const bytes = local(who, '_lifecycle', [Buffer.from('QueryInstalledChaincodes'), new Uint8Array()]);
  const signed = new protos.SignedProposal();
  signed.setProposalBytes(bytes);
  signed.setSignature(signLow(who.key, bytes));
  const { address, serverName, tlsCaFile } = peerOf(home, org);
  const options = { 'grpc.ssl_target_name_override': serverName };
  const endorser = new protos.EndorserClient(
    address,
    credentials.createSsl(readFileSync(tlsCaFile)),
    options,
  );
  try {
    return await new Promise<string>((done) => {
      endorser.processProposal(signed, (error, value) => {
        const response = value?.getResponse();
        if (error) done(error.message);
        else
          done(
            response?.getStatus() === 200 ? 'SUCCESS' : `${response?.getStatus()} ${response?.getMessage()}`,
          );
      });
    });
  } finally {
    endorser.close();
  }
}

type TlsKey = { readonly cert: string; readonly key: string };

/** The two files of a TLS client. */
export const tlsKey = (folder: string, cert: string, key: string): TlsKey => ({
  cert: readFileSync(join(folder, cert), 'utf8'),
  key: readFileSync(join(folder, key), 'utf8'),
});

/** What a node's own listener answers to a TLS client: a status, or why the connection ended. */
export const statusAt = (url: string, tlsCaFile: string, who?: TlsKey): Promise<number | string> =>
  new Promise((done) => {
    const call = request(
      url,
      { ca: readFileSync(tlsCaFile), ...who, agent: false, timeout: 10_000 },
      (reply) => {
        reply.resume();
        done(reply.statusCode ?? 0);
      },
    );
    call.on('timeout', () => call.destroy(new Error('SILENCE')));
    call.on('error', ({ message, code }: NodeJS.ErrnoException) => done(`${code ?? ''} ${message}`));
    call.end();
  });
