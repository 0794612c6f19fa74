import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Authority, authorityOf, writeMsp } from './authority';
import { listens } from './listening';
import { type Node, raftChannel } from './raftchannel';
import { Fault } from '../fault';
import { repository } from '../home';
import { fill, writeConfig } from '../node/config';

const run = promisify(execFile);

/** What a builder may know of this machine: where the registry of npm is, and the way there. */
const TAKEN = [
  ...['HOME', 'CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG', 'npm_config_registry', 'npm_config_cache'],
  ...[
    'NODE_EXTRA_CA_CERTS',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'http_proxy',
    'https_proxy',
    'no_proxy',
  ],
] as const;

/**
 * A small network as others run it: Fabric 2.5, three orderers that agree by Raft, two organisations under the MSP ids
 * of Fabric's own examples, a channel `trade`, no rules of ours.
 */
export class RaftNetwork {
  readonly channel = 'trade';
  readonly orgs = ['Org1MSP', 'Org2MSP'] as const;
  readonly orderers: readonly Node[];
  readonly peers: readonly Node[];
  readonly #place: string;
  readonly #bin: string;
  readonly #authorities = new Map<string, Authority>();
  readonly #children: ChildProcess[] = [];

  constructor(place: string, bin: string, base: number) {
    this.#place = place;
    this.#bin = bin;
    const node = (name: string, mspId: string, port: number): Node => ({
      name,
      mspId,
      port,
      folder: join(place, name),
    });
    this.orderers = [1, 2, 3].map((no) => node(`orderer${no}`, 'OrdererMSP', base + no * 10));
    this.peers = this.orgs.map((org, no) => node(`peer${no + 1}`, org, base + 100 + no * 10));
  }

  /** Keys and certificates of all, the channel, its nodes, and who has joined. */
  async found(): Promise<void> {
    for (const org of ['OrdererMSP', ...this.orgs]) {
      const authority = await authorityOf(org);
      this.#authorities.set(org, authority);
      writeMsp(join(this.#place, org, 'msp'), authority.pem);
      await this.enrol(org, 'admin', 'admin');
    }
    for (const node of this.orderers) await this.#certify(node, 'orderer');
    for (const node of this.peers) await this.#certify(node, 'peer');
    writeConfig(join(this.#place, 'configtx.yaml'), raftChannel(this.#place, this.orderers, this.peers));
    const block = join(this.#place, 'trade.block');
    const profile = ['-profile', 'Trade', '-channelID', this.channel, '-outputBlock', block];
    await this.call('configtxgen', [...profile, '-configPath', this.#place]);
    for (const node of this.orderers) this.#startOrderer(node);
    for (const node of this.peers) this.#startPeer(node);
    for (const node of [...this.orderers, ...this.peers]) await listens(node.port);
    for (const { port, folder } of this.orderers) {
      const tls = join(folder, 'tls');
      const keys = [
        '--ca-file',
        `${tls}/ca.crt`,
        '--client-cert',
        `${tls}/server.crt`,
        '--client-key',
        `${tls}/server.key`,
      ];
      await listens(port + 1);
      await this.call('osnadmin', [
        'channel',
        'join',
        '--channelID',
        this.channel,
        '--config-block',
        block,
        '-o',
        `localhost:${port + 1}`,
        ...keys,
      ]);
    }
    for (const node of this.peers) await this.asAdmin(node, ['channel', 'join', '-b', block]);
  }

  /** Somebody of an organisation, as its CA enrols them; answers the MSP directory. */
  async enrol(org: string, name: string, unit = 'client', role?: string): Promise<string> {
    const folder = join(this.#place, org, 'users', name);
    await this.#authorities
      .get(org)
      ?.enrol(folder, name, unit, role === undefined ? {} : { 'roadbook.role': role });
    return join(folder, 'msp');
  }

  /** The `peer` command as the administrator of the organisation of a peer. */
  async asAdmin({ mspId, port, folder }: Node, args: readonly string[]): Promise<string> {
    const env = {
      ...{ FABRIC_CFG_PATH: folder, CORE_PEER_LOCALMSPID: mspId, CORE_PEER_ADDRESS: `localhost:${port}` },
      ...{ CORE_PEER_TLS_ENABLED: 'true', CORE_PEER_TLS_ROOTCERT_FILE: join(folder, 'tls', 'ca.crt') },
      CORE_PEER_MSPCONFIGPATH: join(this.#place, mspId, 'users', 'admin', 'msp'),
    };
    return await this.call('peer', args, env);
  }

  async call(
    program: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    try {
      const { stdout, stderr } = await run(join(this.#bin, program), args, {
        env: { ...process.env, ...env },
      });
      return stdout + stderr;
    } catch (error) {
      const { stderr = '' } = error as { stderr?: string };
      const said = stderr.trim().split('\n').slice(-4).join('\n');
      throw new Fault(
        `${program} ${args.slice(0, 3).join(' ')}: ${said || String(error)}`,
        `see ${this.#place}`,
      );
    }
  }

  /** A process of this network; it ends with it. */
  start(
    name: string,
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    cwd: string,
  ): void {
    const log = openSync(join(this.#place, `${name}.log`), 'a', 0o600);
    this.#children.push(
      spawn(command, args, {
        cwd,
        env: { ...process.env, ...env },
        stdio: ['ignore', log, log],
        detached: true,
      }),
    );
    closeSync(log);
  }

  /** What the last lines of a process were. */
  lastOf = (name: string): string =>
    readFileSync(join(this.#place, `${name}.log`), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(-5)
      .join('\n');

  async end(): Promise<void> {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      for (const { pid, exitCode } of this.#children)
        if (pid !== undefined && exitCode === null)
          try {
            process.kill(-pid, signal);
          } catch {
            // It has ended.
          }
      for (
        let waited = 0;
        waited < 50 &&
        this.#children.some(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
        waited++
      )
        await sleep(100);
    }
  }

  async #certify(node: Node, unit: string): Promise<void> {
    await this.#authorities.get(node.mspId)?.enrol(node.folder, node.name, unit);
    mkdirSync(join(node.folder, 'administration'), { recursive: true });
    writeFileSync(
      join(node.folder, 'administration', 'cert.pem'),
      this.#authorities.get(node.mspId)?.pem ?? '',
    );
  }

  #valuesOf({ name, mspId, port, folder }: Node) {
    return {
      ...{ id: name, org: mspId, host: 'localhost', port, listen: '127.0.0.1', address: `localhost:${port}` },
      ...{
        listenAddress: `127.0.0.1:${port}`,
        adminAddress: `127.0.0.1:${port + 1}`,
        opsAddress: `127.0.0.1:${port + 2}`,
      },
      ...{ msp: join(folder, 'msp'), tls: join(folder, 'tls'), data: join(folder, 'data') },
      ...{ administration: join(folder, 'administration'), builder: join(repository, 'network', 'foreign') },
    };
  }

  #startOrderer(node: Node): void {
    const config = fill('orderer.yaml', this.#valuesOf(node)) as { General: Record<string, unknown> };
    const { Backoff: _, ...General } = config.General;
    writeConfig(join(node.folder, 'orderer.yaml'), { ...config, General });
    this.start(
      node.name,
      join(this.#bin, 'orderer'),
      [],
      { FABRIC_CFG_PATH: node.folder, FABRIC_LOGGING_SPEC: 'warn' },
      node.folder,
    );
  }

  #startPeer(node: Node): void {
    const config = fill('core.yaml', this.#valuesOf(node)) as {
      chaincode: Record<string, unknown>;
      peer: { handlers: object };
    };
    const { runtimeParams: _, ...chaincode } = config.chaincode;
    const builders = ['ccaas', 'node'].map((name) => ({
      ...{ name, path: join(repository, 'network', 'foreign', name) },
      propagateEnvironment: [...TAKEN],
    }));
    const told = { ...chaincode, externalBuilders: builders, installTimeout: '300s', executetimeout: '30s' };
    // 2.5.9 does not know the filter of stamps yet.
    const authFilters = [{ name: 'DefaultAuth' }, { name: 'ExpirationCheck' }];
    const peer = { ...config.peer, handlers: { ...config.peer.handlers, authFilters } };
    writeConfig(join(node.folder, 'core.yaml'), { ...config, peer, chaincode: told });
    const env = { FABRIC_CFG_PATH: node.folder, FABRIC_LOGGING_SPEC: 'warn' };
    const named = { CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG: JSON.stringify({ peername: 'localhost' }) };
    this.start(node.name, join(this.#bin, 'peer'), ['node', 'start'], { ...env, ...named }, node.folder);
  }
}
