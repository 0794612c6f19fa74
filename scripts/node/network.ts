import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NetworkNode, Organisation } from '../../network/topology';
import { agree } from '../channel/agreement';
import { forgetShared, makeAdministration } from './administration';
import { isHealthy, makeGenesis } from '../channel/channel';
import { writeCaConfig, writeNodeConfig } from './config';
import type { Programs } from './fabric';
import { Fault } from '../fault';
import { type Home, isFounded, makeDirectory } from '../home';
import { enrolOrganisation } from '../identity/identities';
import { caOf, identityCaFile, secretOf } from '../identity/files';
import { joinChannel } from '../channel/joining';
import { acceptsTls, listens, refuseTakenPorts } from './ports';
import { end, launch, running, waitFor } from './processes';
import { forAll, step } from '../say';

const logFormat = '%{time:2006-01-02 15:04:05.000 MST} %{level:.4s} [%{module}] %{message}';
const plain = { PATH: process.env.PATH ?? '/usr/bin:/bin', TZ: 'UTC' };

/** One that runs with the configuration of an older release is started anew. */
export async function launchCa(home: Home, programs: Programs, org: Organisation) {
  const changed = writeCaConfig(home, org.ca, secretOf(home, org, 'ca-registrar'));
  const before = running(home, org.ca.id);
  if (before && !changed) return;
  if (before) await end(home, before);
  const cwd = home.node(org.ca);
  const env = { ...plain, FABRIC_CA_SERVER_HOME: cwd };
  launch(home, { id: org.ca.id, command: programs['fabric-ca-server'], args: ['start'], env, cwd });
}

/** With the configuration of this release and a new key for its administration, unless it runs. */
export async function launchNode(home: Home, programs: Programs, node: NetworkNode) {
  if (running(home, node.id)) return;
  await makeAdministration(home, node);
  writeNodeConfig(home, node);
  const cwd = makeDirectory(home.node(node));
  const chaincode = join(home.organisation(node.org), 'chaincode');
  const shared = {
    ...plain,
    FABRIC_CFG_PATH: cwd,
    FABRIC_LOGGING_SPEC: process.env.ROADBOOK_LOG || 'warn',
    FABRIC_LOGGING_FORMAT: logFormat,
  };
  if (node.kind === 'orderer')
    launch(home, { id: node.id, command: programs.orderer, args: [], env: shared, cwd });
  else
    launch(home, {
      id: node.id,
      command: programs.peer,
      args: ['node', 'start'],
      env: { ...shared, ROADBOOK_CHAINCODE: chaincode },
      cwd,
    });
}

export const ready = (home: Home, org: Organisation, node: NetworkNode) =>
  waitFor(
    home,
    node.id,
    async () =>
      (await isHealthy(home, org, node)) &&
      (await acceptsTls(node.port)) &&
      (node.kind === 'peer' || (await acceptsTls(node.adminPort))),
  );

/** The organisations have their certificate authorities, and all certificates that their machines need. */
export async function certify(home: Home, programs: Programs, organisations: readonly Organisation[]) {
  await step(`certificate authorities of ${organisations.map((org) => org.name).join(', ')}`, async () => {
    await forAll(organisations, (org) => launchCa(home, programs, org));
    await forAll(organisations, (org) =>
      waitFor(
        home,
        org.ca.id,
        async () =>
          existsSync(caOf(home, org).tlsCaFile) &&
          existsSync(identityCaFile(home, org)) &&
          listens(org.ca.port),
      ),
    );
  });
  await step('certificates of every node', () =>
    forAll(organisations, (org) => enrolOrganisation(home, org)),
  );
}

/**
 * CAs, certificates, first block, orderers, peers, channel: each step does only what is not yet done, also
 * for organisations that came later.
 */
export async function raise(home: Home, programs: Programs) {
  const { here, topology } = home;
  if (!isFounded(home) && here.length < topology.organisations.length)
    throw new Fault(
      `the channel's first block is not in ${home.root}`,
      'an organisation on a machine of its own joins by a file: scripts/join --help; a network is founded ' +
        'on one machine',
    );
  await refuseTakenPorts(home);
  await certify(home, programs, here);
  await step('first block of the channel', () => makeGenesis(home, programs));
  await step('orderers and peers', async () => {
    for (const org of here)
      for (const node of [...org.orderers, ...org.peers]) await launchNode(home, programs, node);
    await forAll(here, (org) => forAll([...org.orderers, ...org.peers], (node) => ready(home, org, node)));
    for (const org of here) forgetShared(home, org);
  });
  await joinChannel(home, programs);
  await step('who may read blocks, by this release', () => agree(home, programs));
}
