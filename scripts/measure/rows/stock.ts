import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, hash, type Signer, signers } from '@hyperledger/fabric-gateway';
import { lowS, readProfile } from '@roadbook/gateway';
import { type Home, repository } from '../../home';
import { profileFile } from '../../identity/profile';
import { type Row, rowOf } from '../row';

export const stockFolder = join(repository, 'scripts', 'measure', 'stock');

/**
 * The client as the library's documentation shows it: its own signer, `submitTransaction`. With `native`,
 * OpenSSL signs instead.
 */
function stockClient(home: Home, native: boolean) {
  const org = home.topology.organisations.find(({ name }) => name === 'manufacturer');
  const profile = org && readProfile(profileFile(home, org));
  const peer = profile?.peers[0];
  if (!profile || !peer) throw new Error('the topology has no manufacturer with a peer');
  const file = (name: string) => readFileSync(join(home.user(profile.org, 'plant'), name));
  const key = createPrivateKey(file('key.pem'));
  const signer: Signer = async (message) => lowS(sign('sha256', message, key));
  const client = new Client(peer.address, credentials.createSsl(readFileSync(peer.tlsCaFile ?? '')), {
    'grpc.ssl_target_name_override': peer.serverName,
  });
  const gateway = connect({
    client,
    identity: { mspId: profile.mspId, credentials: file('cert.pem') },
    signer: native ? signer : signers.newPrivateKeySigner(key),
    hash: native ? hash.none : hash.sha256,
  });
  const close = () => {
    gateway.close();
    client.close();
  };
  return { contract: gateway.getNetwork(profile.channel).getContract('stock'), close };
}

/** How the public samples gather blocks (`BatchTimeout` of fabric-samples' test network). */
export const SAMPLES_INTERVAL = '2s';

/** The rows that everything else is compared with. */
export function stockRows(home: Home, mark: string, inFlight: number): { rows: Row[]; close: () => void } {
  let count = 0;
  const both = [false, true].map((native) => {
    const { contract, close } = stockClient(home, native);
    const row = rowOf({
      name: native ? 'stock-native' : 'stock',
      says: native
        ? 'stock contract, stock client with native signing'
        : 'stock contract, stock client: create an asset',
      sort: 'stock',
      inFlight,
      act: async () => {
        await contract.submitTransaction(
          'CreateAsset',
          `asset-${mark}-${count++}`,
          'blue',
          '5',
          'Tomoko',
          '1300',
        );
        return 1;
      },
    });
    return { row, close };
  });
  return { rows: both.map(({ row }) => row), close: () => both.forEach(({ close }) => close()) };
}
