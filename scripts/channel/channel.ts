import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { NetworkNode, Organisation } from '../../network/topology';
import { withServices } from './access';
import { administratorOf } from '../node/administration';
import type { Credential } from '../identity/ca';
import { writeChannelConfig } from '../node/config';
import { configurationIn, firstBlockWith } from './configuration';
import { rename, writeFlushed } from '../disk';
import { Fault, messageOf } from '../fault';
import type { Home } from '../home';
import { adminDirectory, caOf } from '../identity/files';
import type { Programs } from '../node/fabric';

const run = promisify(execFile);
export const genesisOf = (home: Home) => home.path('channel', 'genesis.block');

/** The first block: who may order, endorse and administer. Made once; from then on the ledger says it. */
export async function makeGenesis(home: Home, programs: Programs) {
  if (existsSync(genesisOf(home))) return;
  await makeBlock(home, programs, home.topology.organisations, genesisOf(home), true);
}

/**
 * A block with the configuration of these organisations, by configtxgen and with what it cannot write; whole
 * or not at all.
 */
export async function makeBlock(
  home: Home,
  { configtxgen }: Programs,
  organisations: readonly Organisation[],
  file: string,
  consenting: boolean,
) {
  const directory = dirname(file);
  writeChannelConfig(home, directory, organisations, consenting);
  const [draft, channel] = [`${file}.draft`, home.topology.channel];
  const args = [
    '-profile',
    'Roadbook',
    '-channelID',
    channel,
    '-configPath',
    directory,
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
  const made = readFileSync(draft);
  writeFlushed(draft, firstBlockWith(made, withServices(configurationIn(made))));
  rename(draft, file);
}

type Reply = { readonly status: number; readonly text: string };

type Asked = { who?: Credential; method?: string; body?: Buffer; headers?: Record<string, string> };

/** HTTPS to a node's own listener. */
export async function callNode(
  home: Home,
  org: Organisation,
  url: string,
  options: Asked = {},
): Promise<Reply> {
  return await new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: options.method ?? 'GET',
        headers: options.headers ?? {},
        ca: readFileSync(caOf(home, org).tlsCaFile),
        ...options.who,
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

/** Asked by nobody in particular: a node of an older release would refuse another's certificate. */
export const isHealthy = async (home: Home, org: Organisation, node: NetworkNode) =>
  (await callNode(home, org, `https://127.0.0.1:${node.opsPort}/healthz`)).status === 200;

/** What the orderer says of the channel, or undefined when it does not know it. */
export async function participation(
  home: Home,
  org: Organisation,
  node: NetworkNode,
): Promise<Participation | undefined> {
  const who = administratorOf(home, org, node);
  const { status, text } = await callNode(home, org, `${channelsOf(node)}/${home.topology.channel}`, { who });
  return status === 200 ? (JSON.parse(text) as Participation) : undefined;
}

export type Participation = {
  readonly status: string;
  readonly consensusRelation: string;
  readonly height: number;
};
const channelsOf = (node: NetworkNode) => `https://127.0.0.1:${node.adminPort}/participation/v1/channels`;

/**
 * `block`: the channel's first, for an orderer that is named in it; else the last that holds a configuration.
 */
export async function joinOrderer(home: Home, org: Organisation, node: NetworkNode, block: Uint8Array) {
  if (await participation(home, org, node)) return;
  const boundary = 'roadbook-config-block';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="config-block"; filename="config.block"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), block, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const who = administratorOf(home, org, node);
  const { status, text } = await callNode(home, org, channelsOf(node), {
    who,
    method: 'POST',
    body,
    headers,
  });
  if (status !== 201 && status !== 405)
    throw new Fault(
      `${node.id} did not join the channel: ${status} ${text}`,
      `scripts/logs ${node.id} shows why`,
    );
}

/** Run the peer command as the organisation's administrator. */
export async function peerCommand(
  home: Home,
  { peer }: Programs,
  org: Organisation,
  node: NetworkNode,
  args: readonly string[],
) {
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
  if (existsSync(join(home.node(node), 'data', 'ledgersData', 'chains', 'chains', home.topology.channel)))
    return;
  try {
    await peerCommand(home, programs, org, node, ['channel', 'join', '-b', genesisOf(home)]);
  } catch (error) {
    if (!/already exists/.test(messageOf(error)))
      throw new Fault(
        `${node.id} did not join the channel: ${messageOf(error)}`,
        `scripts/logs ${node.id} shows why`,
      );
  }
}
