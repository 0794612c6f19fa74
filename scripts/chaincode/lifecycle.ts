import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { credentials } from '@grpc/grpc-js';
import * as grpc from '@grpc/grpc-js';
import {
  connect,
  type Gateway,
  GatewayError,
  hash,
  type Network,
  type Signer,
} from '@hyperledger/fabric-gateway';
import { common, peer as messages } from '@hyperledger/fabric-protos';
import type { NetworkNode, Organisation } from '../../network/topology';
import { type Collections, sameCollections } from './collections';
import { Fault, messageOf } from '../fault';
import type { Home } from '../home';
import { adminDirectory, caOf } from '../identity/files';
import { signLow } from '../identity/keys';

const { lifecycle } = messages;
export type Definition = {
  readonly name: string;
  readonly version: string;
  readonly sequence: number;
  readonly collections: Collections;
};
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
  const details =
    error instanceof GatewayError ? error.details.map((detail) => `${detail.mspId}: ${detail.message}`) : [];
  return [messageOf(error), ...details].join('; ');
}

/**
 * Nodes need a moment after a start: try until it works, then give the last reason. What a person must put
 * right is not tried again.
 */
export async function persist<T>(what: string, work: () => Promise<T>, patience = 45_000): Promise<T> {
  for (const until = performance.now() + patience; ; await sleep(150)) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Fault) throw error;
      if (performance.now() > until)
        throw new Fault(
          `${what}: ${reasonOf(error)}`,
          'scripts/status shows what runs, scripts/logs what was said',
        );
    }
  }
}

/** The last block that holds a configuration of the channel, as the peer at the end of the line knows it. */
export const lastConfiguration = async ({ topology }: Home, line: Line) =>
  await line.network.getContract('cscc').evaluate('GetConfigBlock', { arguments: [topology.channel] });

/** How many blocks that peer has. */
export async function heightOf({ topology }: Home, line: Line): Promise<number> {
  const bytes = await line.network
    .getContract('qscc')
    .evaluate('GetChainInfo', { arguments: [topology.channel] });
  return common.BlockchainInfo.deserializeBinary(bytes).getHeight();
}

const contractOf = (line: Line) => line.network.getContract('_lifecycle');

export async function committedDefinition(line: Line, name: string): Promise<Definition | undefined> {
  const query = new lifecycle.QueryChaincodeDefinitionArgs();
  query.setName(name);
  try {
    const bytes = await contractOf(line).evaluate('QueryChaincodeDefinition', {
      arguments: [query.serializeBinary()],
    });
    const found = lifecycle.QueryChaincodeDefinitionResult.deserializeBinary(bytes);
    return {
      name,
      version: found.getVersion(),
      sequence: found.getSequence(),
      collections: found.getCollections(),
    };
  } catch (error) {
    if (/is not defined/.test(reasonOf(error))) return undefined;
    throw error;
  }
}

/** Whether the organisation has approved this definition; only its own peers know. */
export async function isApproved(
  line: Line,
  org: Organisation,
  { name, version, sequence, collections }: Definition,
): Promise<boolean> {
  const query = new lifecycle.QueryApprovedChaincodeDefinitionArgs();
  query.setName(name);
  query.setSequence(sequence);
  const options = { arguments: [query.serializeBinary()], endorsingOrganizations: [org.name] };
  try {
    const bytes = await contractOf(line).evaluate('QueryApprovedChaincodeDefinition', options);
    const found = lifecycle.QueryApprovedChaincodeDefinitionResult.deserializeBinary(bytes);
    return found.getVersion() === version && sameCollections(found.getCollections(), collections);
  } catch (error) {
    if (/could not fetch approved/.test(reasonOf(error))) return false;
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
  args.setCollections(definition.collections);
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
  args.setCollections(definition.collections);
  await contractOf(line).submit('CommitChaincodeDefinition', { arguments: [args.serializeBinary()] });
}

/** The organisations that have approved this very definition, which is not committed yet. */
export async function approvers(line: Line, definition: Definition): Promise<readonly string[]> {
  const query = new lifecycle.CheckCommitReadinessArgs();
  query.setName(definition.name);
  query.setVersion(definition.version);
  query.setSequence(definition.sequence);
  query.setCollections(definition.collections);
  const bytes = await contractOf(line).evaluate('CheckCommitReadiness', {
    arguments: [query.serializeBinary()],
  });
  const found = lifecycle.CheckCommitReadinessResult.deserializeBinary(bytes).getApprovalsMap();
  return [...found.entries()].flatMap(([org, approved]) => (approved ? [org] : []));
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
