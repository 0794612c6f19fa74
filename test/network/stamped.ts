import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, EndorseError, hash, signers, type Transaction } from '@hyperledger/fabric-gateway';
import { common, gateway as messages, peer } from '@hyperledger/fabric-protos';
import { parseError } from '@roadbook/chaincode/api';
import { identityOf, profileOfOrg } from './toy';

/** A transaction that was endorsed and is not handed in yet. */
export interface Held {
  readonly txId: string;
  /** Hands it in, and answers what it became in its block. */
  handIn(): Promise<string>;
}

/** A plain Fabric client, which stamps its proposals with whatever time it likes. */
export interface Stamped {
  /**
   * Has a call endorsed now, by a clock that is so many milliseconds ahead (behind, if negative). Throws the
   * code of what refuses it.
   */
  endorse(operation: `${string}:${string}`, request: object, off?: number): Promise<Held>;
  close(): void;
}

/**
 * The same proposal with another time in the header of its channel, which is all that a client claims about
 * the time.
 */
function stamped(bytes: Uint8Array, off: number): Uint8Array {
  const proposed = messages.ProposedTransaction.deserializeBinary(bytes);
  const signed = proposed.getProposal() ?? new peer.SignedProposal();
  const proposal = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const channel = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  channel.getTimestamp()?.fromDate(new Date(Date.now() + off));
  header.setChannelHeader(channel.serializeBinary());
  proposal.setHeader(header.serializeBinary());
  signed.setProposalBytes(proposal.serializeBinary());
  proposed.setProposal(signed);
  return proposed.serializeBinary();
}

const codeOf = ({ message, details }: EndorseError): string =>
  [message, ...details.map((one) => one.message)].flatMap((text) => parseError(text)?.code ?? [])[0] ??
  [message, ...details.map((one) => one.message)].join('; ');

export function stampedClient(member: string): Stamped {
  const [org = '', user = ''] = member.split('/');
  const home = process.env['ROADBOOK_HOME'] ?? '';
  const profile = profileOfOrg(home, org);
  const [own] = profile.peers;
  if (!own) throw new Error('the profile names no peer');
  const { cert, key } = identityOf(home, org, user);
  const client = new Client(own.address, credentials.createSsl(readFileSync(own.tlsCaFile ?? '')), {
    'grpc.ssl_target_name_override': own.serverName,
  });
  const gateway = connect({
    client,
    identity: { mspId: org, credentials: Buffer.from(cert) },
    signer: signers.newPrivateKeySigner(createPrivateKey(key)),
    hash: hash.sha256,
  });
  const contract = gateway.getNetwork(profile.channel).getContract(profile.chaincode);
  const hold = (transaction: Transaction): Held => ({
    txId: transaction.getTransactionId(),
    async handIn() {
      const { code } = await (await transaction.submit()).getStatus();
      return Object.entries(peer.TxValidationCode).find(([, value]) => value === code)?.[0] ?? String(code);
    },
  });
  return {
    async endorse(operation, request, off = 0) {
      const proposal = contract.newProposal(operation, { arguments: [JSON.stringify(request)] });
      try {
        return hold(await gateway.newProposal(stamped(proposal.getBytes(), off)).endorse());
      } catch (error) {
        throw error instanceof EndorseError ? new Error(codeOf(error)) : error;
      }
    },
    close() {
      gateway.close();
      client.close();
    },
  };
}
