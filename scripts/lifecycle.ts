import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { credentials } from '@grpc/grpc-js';
import * as grpc from '@grpc/grpc-js';
import { connect, type Gateway, GatewayError, hash, type Network, type Signer } from '@hyperledger/fabric-gateway';
import { peer as messages } from '@hyperledger/fabric-protos';
import type { NetworkNode, Organisation } from '../network/topology';
import { messageOf } from './fault';
import type { Home } from './home';
import { adminDirectory, caOf } from './identities';
import { signLow } from './keys';

const { lifecycle } = messages;
export type Definition = { readonly name: string; readonly version: string; readonly sequence: number };
export type Line = { readonly network: Network; readonly close: () => void };

/** A line to the gateway of one peer, as the administrator of its organisation. */
export function openLine(home: Home, org: Organisation, node: NetworkNode | undefined = org.peers[0]): Line {
  if (!node) throw new Error(`${org.name} has no peer`);
  const msp = join(adminDirectory(home, org), 'msp');
  const key = readFileSync(join(msp, 'keystore', 'key.pem'), 'utf8');
  const signer: Signer = async (message) => signLow(key, message);
  const client = new grpc.Client(
    `${home.topology.listen === '127.0.0.1' ? '127.0.0.1' : node.host}:${node.port}`,
    credentials.createSsl(readFileSync(caOf(home, org).tlsCaFile)),
    {
      'grpc.ssl_target_name_override': node.host,
      'grpc.max_receive_message_length': -1,
    },
  );
  const identity = { mspId: org.name, credentials: readFileSync(join(msp, 'signcerts', 'cert.pem')) };
  const gateway: Gateway = connect({ client, identity, signer, hash: hash.none });
  const network = gateway.getNetwork(home.topology.channel);
  const close = () => {
    gateway.close();
    client.close();
  };
  return { network, close };
}

/** All that the gateway and the peers said about a failure. */
export function reasonOf(error: unknown): string {
  const details = error instanceof GatewayError ? error.details.map((detail) => `${detail.mspId}: ${detail.message}`) : [];
  return [messageOf(error), ...details].join('; ');
}

const contractOf = (line: Line) => line.network.getContract('_lifecycle');

export async function committedDefinition(line: Line, name: string): Promise<Definition | undefined> {
  const query = new lifecycle.QueryChaincodeDefinitionArgs();
  query.setName(name);
  try {
    const bytes = await contractOf(line).evaluate('QueryChaincodeDefinition', { arguments: [query.serializeBinary()] });
    const found = lifecycle.QueryChaincodeDefinitionResult.deserializeBinary(bytes);
    return { name, version: found.getVersion(), sequence: found.getSequence() };
  } catch (error) {
    if (/is not defined/.test(reasonOf(error))) return undefined;
    throw error;
  }
}

export async function approve(line: Line, org: Organisation, definition: Definition, packageId: string) {
  const local = new lifecycle.ChaincodeSource.Local();
  local.setPackageId(packageId);
  const source = new lifecycle.ChaincodeSource();
  source.setLocalPackage(local);
  const args = new lifecycle.ApproveChaincodeDefinitionForMyOrgArgs();
  args.setName(definition.name);
  args.setVersion(definition.version);
  args.setSequence(definition.sequence);
  args.setSource(source);
  const options = { arguments: [args.serializeBinary()], endorsingOrganizations: [org.name] };
  try {
    await contractOf(line).submit('ApproveChaincodeDefinitionForMyOrg', options);
  } catch (error) {
    if (!/unchanged content/.test(reasonOf(error))) throw error;
  }
}

export async function commit(line: Line, definition: Definition) {
  const args = new lifecycle.CommitChaincodeDefinitionArgs();
  args.setName(definition.name);
  args.setVersion(definition.version);
  args.setSequence(definition.sequence);
  await contractOf(line).submit('CommitChaincodeDefinition', { arguments: [args.serializeBinary()] });
}

/** Whether this gateway finds enough peers to endorse the chaincode. Nothing is written. */
export async function canEndorse(line: Line, name: string): Promise<boolean> {
  try {
    await line.network.getContract(name).newProposal('org.hyperledger.fabric:GetMetadata').endorse();
    return true;
  } catch (error) {
    // A refusal by the chaincode itself (it may have no such function) also proves that the peers reach it.
    return /chaincode response \d/.test(reasonOf(error));
  }
}
