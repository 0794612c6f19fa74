import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { chaincodeSlots, type Organisation } from '../../network/topology';
import { peerCommand } from '../channel/channel';
import { type Deployed, deployments, remember } from './deployed';
import type { Programs } from '../node/fabric';
import { Fault, messageOf } from '../fault';
import { type Home, writePrivate } from '../home';
import { enrolChaincode } from '../identity/identities';
import { agree, type Course, courseOf, settleDefinition, waitingFor } from './definition';
import { canEndorse, type Definition, type Line, openLine, persist } from './lifecycle';
import { holderOf, listens } from '../node/ports';
import { modulesOf, type Packed, pack } from './package';
import { end, launch, running, waitFor } from '../node/processes';
import { step } from '../say';

/** The process that an organisation should run for what is deployed. */
export const processOf = (org: Organisation, { packed, slots }: Deployed) => {
  const slot = slots[packed.label] ?? 0;
  return { id: processId(org, packed, slot), port: portOf(org, slot) };
};

const processId = (org: Organisation, packed: Packed, slot: number) =>
  `${packed.name}${slot % 2 === 1 ? '-b' : ''}.${org.name}`;
const portOf = (org: Organisation, slot: number) => org.chaincodePort + slot;
const placeOf = (home: Home, org: Organisation, packed: Packed) =>
  join(home.organisation(org.name), 'chaincode', packed.label);

/** Two ports for every name: a new version starts beside the old one. */
function slotOf(home: Home, packed: Packed): number {
  const known = deployments(home);
  const own = known[packed.name];
  const remembered = own?.slots[packed.label];
  if (remembered !== undefined) return remembered;
  const current = own?.slots[own.packed.label];
  if (current !== undefined) return current ^ 1;
  const used = Object.values(known)
    .map((other) => Object.values(other.slots)[0] ?? 0)
    .map((slot) => slot >> 1);
  const free = Array.from({ length: chaincodeSlots / 2 }, (_, index) => index).find(
    (index) => !used.includes(index),
  );
  if (free === undefined)
    throw new Fault(
      `${used.length} chaincodes are deployed, no port is left`,
      'begin a new network with scripts/reset',
    );
  return free * 2;
}

/** Starts the process of an organisation for what is deployed, unless it runs. */
export async function runChaincode(home: Home, org: Organisation, packed: Packed, slot: number) {
  const id = processId(org, packed, slot);
  const other = running(home, id);
  if (other && other.what !== packed.packageId) await end(home, other);
  const place = placeOf(home, org, packed);
  const { client } = await enrolChaincode(home, org, packed.name, place);
  const [address, ca] = [`127.0.0.1:${portOf(org, slot)}`, join(place, 'server', 'ca.crt')];
  const connection = {
    address,
    dial_timeout: '10s',
    tls_required: true,
    client_auth_required: true,
    client_key: client.key,
    client_cert: client.cert,
    root_cert: readFileSync(ca, 'utf8'),
  };
  writePrivate(join(place, 'connection.json'), JSON.stringify(connection));
  if (!running(home, id) && (await listens(portOf(org, slot))))
    throw new Fault(
      `port ${portOf(org, slot)} (wanted by ${id}) is held by ${holderOf(portOf(org, slot))}`,
      'end it, then run this again',
    );
  const shim = packed.modules
    .map((modules) => join(modules, 'fabric-shim', 'cli.js'))
    .find((file) => existsSync(file));
  if (!shim)
    throw new Fault(
      `${packed.name} has no fabric-shim in its node_modules`,
      'install its dependencies (npm ci in its folder)',
    );
  const readable = [
    packed.folder,
    join(place, 'server'),
    ...packed.modules,
    ...modulesOf(packed.folder),
  ].flatMap((path) => [path, realpathSync(path)]);
  launch(home, {
    id,
    what: packed.packageId,
    command: process.execPath,
    // It may read its code and its own key, and write nothing.
    args: [
      '--permission',
      '--no-deprecation',
      // Bytes received count among the rest of the memory. By itself V8 marks its whole heap for every 64 MB of them: a call of a
      // million characters then took 19 ms of a processor instead of 7.
      '--external-memory-accounted-in-global-limit',
      ...[...new Set(readable)].map((path) => `--allow-fs-read=${path}`),
      shim,
      'server',
      ...['--chaincode-address', address],
      ...['--chaincode-id', packed.packageId],
      ...['--chaincode-tls-key-file', join(place, 'server', 'server.key')],
      ...['--chaincode-tls-cert-file', join(place, 'server', 'server.crt')],
      ...['--chaincode-tls-client-cacert-file', ca],
    ],
    env: {
      NODE_ENV: 'production',
      NODE_PATH: packed.modules.join(':'),
      CORE_PEER_LOCALMSPID: org.name,
      CORE_CHAINCODE_LOGGING_LEVEL: 'error',
      TZ: 'UTC',
      LANG: 'C.UTF-8',
    },
    cwd: packed.folder,
  });
  await waitFor(home, id, () => listens(portOf(org, slot)));
}

async function install(home: Home, programs: Programs, org: Organisation, packed: Packed) {
  for (const peer of org.peers) {
    if (
      existsSync(
        join(
          home.node(peer),
          'data',
          'lifecycle',
          'chaincodes',
          `${packed.packageId.replace(':', '.')}.tar.gz`,
        ),
      )
    )
      continue;
    try {
      await peerCommand(home, programs, org, peer, ['lifecycle', 'chaincode', 'install', packed.packageFile]);
    } catch (error) {
      if (!/already successfully installed/.test(messageOf(error)))
        throw new Fault(
          `${peer.id} did not install ${packed.label}: ${messageOf(error)}`,
          `scripts/logs ${peer.id} shows why`,
        );
    }
  }
}

const versionOf = ({ name, label }: Packed): string => label.slice(name.length + 1);

/**
 * All that one organisation does to endorse a chaincode: run it, install it on its peers, approve it. Only
 * what is missing is done.
 */
async function equip(
  home: Home,
  programs: Programs,
  org: Organisation,
  line: Line,
  packed: Packed,
  slot: number,
  definition: Definition,
) {
  await runChaincode(home, org, packed, slot);
  await install(home, programs, org, packed);
  await agree(line, org, definition, packed.packageId);
}

const each = <T>(home: Home, work: (org: Organisation, index: number) => Promise<T>) =>
  Promise.all(home.here.map(work));

/**
 * Whether this package is to become the next version. Who is a minority here takes over what the others run,
 * and must run the same.
 */
function mayUpgrade(packed: Packed, { committed, alone }: Course): boolean {
  if (committed?.version === versionOf(packed)) return false;
  if (alone) return true;
  throw new Fault(
    `the channel runs ${committed ? `version ${committed.version}` : 'no version'} of ${packed.name}; this folder is ${packed.label}`,
    committed
      ? 'check out and build the release that the others run'
      : 'a majority must run on the machine that deploys it first',
  );
}

export const deploy = (home: Home, programs: Programs, name: string, folder: string): Promise<Deployed> =>
  bring(home, programs, pack(home, name, folder));

/** Bring back the processes of what was deployed by hand, also in organisations that joined since. */
export const rerun = (home: Home, programs: Programs, { packed }: Deployed): Promise<Deployed> =>
  bring(home, programs, packed);

async function bring(home: Home, programs: Programs, packed: Packed): Promise<Deployed> {
  const { name } = packed;
  const before = deployments(home)[name];
  const slot = slotOf(home, packed);
  const lines = home.here.map((org) => openLine(home, org));
  try {
    const first = lines[0] as Line;
    const course = await courseOf(home, first, name, versionOf(packed));
    const { committed, next, alone } = course;
    const fresh = mayUpgrade(packed, course);
    // Whoever is a minority here runs what is committed until enough have agreed to what comes next.
    const definition = (alone ? next : undefined) ?? committed;
    if (!definition) throw new Error(`${name} has no definition to run`);
    const verb = !fresh ? 'run' : committed ? `upgrade (version ${definition.sequence})` : 'deploy';
    await step(
      `${verb} chaincode ${name} in ${home.here.length === 1 ? '1 organisation' : `${home.here.length} organisations`}`,
      async () => {
        await each(home, (org, index) =>
          equip(home, programs, org, lines[index] as Line, packed, slot, definition),
        );
        if (next) await each(home, (org, index) => agree(lines[index] as Line, org, next, packed.packageId));
        const settled = next !== undefined && (await settleDefinition(first, next, course));
        const sequence = (settled ? next : definition).sequence;
        remember(home, { packed, sequence, slots: { ...before?.slots, [packed.label]: slot } });
        await each(home, (org, index) =>
          persist(`the gateway of ${org.name} finds no endorsers for ${name}`, async () => {
            if (!(await canEndorse(lines[index] as Line, name)))
              throw new Error('no combination of peers satisfies the policy yet');
          }),
        );
        if (before && before.packed.label !== packed.label) await retire(home, before);
        if (next && !settled) return `${waitingFor(course)} waits for scripts/up of others`;
        return undefined;
      },
    );
  } finally {
    for (const line of lines) line.close();
  }
  return deployments(home)[name] as Deployed;
}

/** The processes of a version that no longer endorses. */
async function retire(home: Home, { packed, slots }: Deployed) {
  await each(home, async (org) => {
    const old = running(home, processId(org, packed, slots[packed.label] ?? 0));
    if (old?.what === packed.packageId) await end(home, old);
  });
}
