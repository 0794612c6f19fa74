import { execFile } from 'node:child_process';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { NetworkNode, Organisation } from '../network/topology';
import { writeChannelConfig } from './config';
import { Fault, messageOf } from './fault';
import type { Home } from './home';
import { adminDirectory } from './identities';
import type { Programs } from './fabric';

const run = promisify(execFile);
export const genesisOf = (home: Home) => home.path('channel', 'genesis.block');

/** The first block: who may order, endorse and administer. Made once; from then on the ledger says it. */
export async function makeGenesis(home: Home, { configtxgen }: Programs) {
  if (existsSync(genesisOf(home))) return;
  writeChannelConfig(home, home.topology);
  const draft = home.path('channel', 'genesis.draft');
  const args = [
    '-profile',
    'Roadbook',
    '-channelID',
    home.topology.channel,
    '-configPath',
    home.path('channel'),
    '-outputBlock',
    draft,
  ];
  try {
    await run(configtxgen, args, { env: {} });
  } catch (error) {
    throw new Fault(
      `configtxgen refused the topology: ${messageOf(error).split('\n').slice(-4).join('\n')}`,
      'correct network/topology.yaml',
    );
  }
  renameSync(draft, genesisOf(home));
}

type Reply = { readonly status: number; readonly text: string };

/** HTTPS to a node's own listener, as the administrator of its organisation. */
export async function callNode(
  home: Home,
  org: Organisation,
  url: string,
  options: { method?: string; body?: Buffer; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const tls = join(adminDirectory(home, org), 'tls');
  return await new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: options.method ?? 'GET',
        headers: options.headers ?? {},
        ca: readFileSync(join(tls, 'ca.crt')),
        cert: readFileSync(join(tls, 'server.crt')),
        key: readFileSync(join(tls, 'server.key')),
        timeout: 10_000,
      },
      (reply) => {
        let text = '';
        reply.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text }));
      },
    );
    call.on('timeout', () => call.destroy(new Error(`${url} does not answer`)));
    call.on('error', reject);
    call.end(options.body);
  });
}

export const isHealthy = async (home: Home, org: Organisation, node: NetworkNode) =>
  (await callNode(home, org, `https://127.0.0.1:${node.opsPort}/healthz`)).status === 200;

export async function joinOrderer(home: Home, org: Organisation, node: NetworkNode) {
  const channels = `https://127.0.0.1:${node.adminPort}/participation/v1/channels`;
  if ((await callNode(home, org, `${channels}/${home.topology.channel}`)).status === 200) return;
  const boundary = 'roadbook-genesis-block';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="config-block"; filename="genesis.block"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), readFileSync(genesisOf(home)), Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const { status, text } = await callNode(home, org, channels, { method: 'POST', body, headers });
  if (status !== 201 && status !== 405)
    throw new Fault(`${node.id} did not join the channel: ${status} ${text}`, `scripts/logs ${node.id} shows why`);
}

/** Run the peer command as the organisation's administrator. */
export async function peerCommand(home: Home, { peer }: Programs, org: Organisation, node: NetworkNode, args: readonly string[]) {
  const directory = home.node(node);
  const env = {
    FABRIC_CFG_PATH: directory,
    FABRIC_LOGGING_SPEC: 'error',
    CORE_PEER_ADDRESS: `${node.reach}:${node.port}`,
    CORE_PEER_MSPCONFIGPATH: join(adminDirectory(home, org), 'msp'),
  };
  return await run(peer, args, { env, maxBuffer: 16 * 1024 * 1024 });
}

export async function joinPeer(home: Home, programs: Programs, org: Organisation, node: NetworkNode) {
  if (existsSync(join(home.node(node), 'data', 'ledgersData', 'chains', 'chains', home.topology.channel))) return;
  try {
    await peerCommand(home, programs, org, node, ['channel', 'join', '-b', genesisOf(home)]);
  } catch (error) {
    if (!/already exists/.test(messageOf(error)))
      throw new Fault(`${node.id} did not join the channel: ${messageOf(error)}`, `scripts/logs ${node.id} shows why`);
  }
}
