import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, type Contract, type Gateway, hash, signers } from '@hyperledger/fabric-gateway';
import { readProfile } from '@roadbook/gateway';

export type Identity = { readonly mspId: string; readonly cert: string; readonly key: string };

export const profileOfOrg = (home: string, org: string) => readProfile(join(home, 'profiles', `${org}.json`));

export function identityOf(home: string, org: string, user: string): Identity {
  const [cert = '', key = ''] = ['cert.pem', 'key.pem'].map((file) =>
    readFileSync(join(home, 'users', org, user, file), 'utf8'),
  );
  return { mspId: org, cert, key };
}

/** Ask the toy chaincode through the first peer of an organisation's profile. */
export async function toy<T>(
  home: string,
  who: Identity,
  work: (contract: Contract, gateway: Gateway) => Promise<T>,
  { via = who.mspId, chaincode = 'roadbook' } = {},
) {
  const profile = profileOfOrg(home, via);
  const [peer] = profile.peers;
  if (!peer) throw new Error('the profile names no peer');
  const client = new Client(peer.address, credentials.createSsl(readFileSync(peer.tlsCaFile ?? '')), {
    'grpc.ssl_target_name_override': peer.serverName,
    // Blocks may be larger than gRPC's 4 MB.
    'grpc.max_receive_message_length': -1,
  });
  const identity = { mspId: who.mspId, credentials: Buffer.from(who.cert) };
  const gateway = connect({
    client,
    identity,
    signer: signers.newPrivateKeySigner(createPrivateKey(who.key)),
    hash: hash.sha256,
  });
  try {
    return await work(gateway.getNetwork(profile.channel).getContract(chaincode), gateway);
  } finally {
    gateway.close();
    client.close();
  }
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
export const put = (
  home: string,
  who: Identity,
  key: string,
  value: string,
  options?: { via?: string; chaincode?: string },
) => toy(home, who, async (contract) => text(await contract.submitTransaction('put', key, value)), options);
export const read = (
  home: string,
  who: Identity,
  key: string,
  options?: { via?: string; chaincode?: string },
) => toy(home, who, async (contract) => text(await contract.evaluateTransaction('read', key)), options);
