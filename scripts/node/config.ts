import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { NetworkNode, Organisation } from '../../network/topology';
import { type Home, repository, writePrivate } from '../home';

type Value = string | number;
const templates = join(repository, 'network', 'templates');
export const builder = join(repository, 'network', 'builder');

/** A template with every ${name} replaced; a name nobody gave is a mistake in the template. */
export function fill(template: string, values: Readonly<Record<string, Value>>): Record<string, unknown> {
  const valueOf = (name: string): Value => {
    const value = values[name];
    if (value === undefined) throw new Error(`${template}: nothing is known of \${${name}}`);
    return value;
  };
  const visit = (node: unknown): unknown => {
    if (typeof node === 'string') {
      const whole = /^\$\{(\w+)\}$/.exec(node)?.[1];
      return whole
        ? valueOf(whole)
        : node.replace(/\$\{(\w+)\}/g, (_, name: string) => String(valueOf(name)));
    }
    if (Array.isArray(node)) return node.map(visit);
    if (node && typeof node === 'object')
      return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, visit(value)]));
    return node;
  };
  return visit(parse(readFileSync(join(templates, template), 'utf8'))) as Record<string, unknown>;
}

/** Which policy of the channel opens which door of a peer. */
export function accessRules(): Readonly<Record<string, string>> {
  const { Application } = parse(readFileSync(join(templates, 'configtx.yaml'), 'utf8')) as {
    Application: { ACLs: Record<string, string> };
  };
  return Application.ACLs;
}

export const writeConfig = (path: string, content: unknown) =>
  writePrivate(path, stringify(content, { lineWidth: 0 }));

function valuesOf(home: Home, node: NetworkNode): Record<string, Value> {
  const directory = home.node(node);
  const listen = home.topology.listen;
  return {
    id: node.id,
    org: node.org,
    host: node.host,
    port: node.port,
    listen,
    address: `${node.reach}:${node.port}`,
    listenAddress: `${listen}:${node.port}`,
    // Health and administration are for this machine alone.
    opsAddress: `127.0.0.1:${node.opsPort}`,
    adminAddress: `127.0.0.1:${node.adminPort}`,
    msp: join(directory, 'msp'),
    tls: join(directory, 'tls'),
    data: join(directory, 'data'),
    administration: join(directory, 'administration'),
    builder,
  };
}

/** Written at every start, so that a changed template takes effect. */
export function writeNodeConfig(home: Home, node: NetworkNode) {
  const [template, file] =
    node.kind === 'peer' ? ['core.yaml', 'core.yaml'] : ['orderer.yaml', 'orderer.yaml'];
  writeConfig(join(home.node(node), file), fill(template, valuesOf(home, node)));
}

/** True when it is another than before. */
export function writeCaConfig(home: Home, node: NetworkNode, secret: string): boolean {
  const directory = home.node(node);
  const identity = join(directory, 'identity', 'fabric-ca-server-config.yaml');
  const values = { ...valuesOf(home, node), secret, identityConfig: identity };
  const caOf = (caName: string, commonName: string) => fill('ca.yaml', { ...values, caName, commonName });
  const server = { ...fill('ca-server.yaml', values), ...caOf('tls', `${node.org} TLS CA`) };
  const files: readonly (readonly [string, unknown])[] = [
    [join(directory, 'fabric-ca-server-config.yaml'), server],
    [identity, caOf('identity', `${node.org} CA`)],
  ];
  const before = files.map(([file]) => (existsSync(file) ? readFileSync(file, 'utf8') : ''));
  for (const [file, content] of files) writeConfig(file, content);
  return files.some(([file], index) => readFileSync(file, 'utf8') !== before[index]);
}

/** A consenter in the words of configtxgen: `Identity` and the certificates are files. */
export const consenterOf = (home: Home, node: NetworkNode) => ({
  Host: node.reach,
  Port: node.port,
  MSPID: node.org,
  Identity: join(home.node(node), 'msp', 'signcerts', 'cert.pem'),
  ClientTLSCert: join(home.node(node), 'tls', 'server.crt'),
  ServerTLSCert: join(home.node(node), 'tls', 'server.crt'),
});

/**
 * What configtxgen reads: the template with these organisations, and their orderers as consenters. Without
 * consenters it makes a block that no channel can begin with, but that describes the organisations.
 */
export function writeChannelConfig(
  home: Home,
  directory: string,
  organisations: readonly Organisation[],
  consenting: boolean,
) {
  const { batchInterval, policies } = home.topology;
  const base = fill('configtx.yaml', { batchInterval, ...policies }) as ChannelTemplate;
  const signed = (org: string, who: string) => ({ Type: 'Signature', Rule: `OR('${org}.${who}')` });
  const members = organisations.map((org) => ({
    Name: org.name,
    ID: org.name,
    MSPDir: join(home.organisation(org.name), 'msp'),
    Policies: {
      Readers: signed(org.name, 'member'),
      Writers: {
        Type: 'Signature',
        Rule: `OR('${org.name}.admin', '${org.name}.client', '${org.name}.orderer')`,
      },
      Admins: signed(org.name, 'admin'),
      Endorsement: signed(org.name, 'peer'),
    },
    OrdererEndpoints: org.orderers.map((node) => `${node.reach}:${node.port}`),
    AnchorPeers: org.peers.map((node) => ({ Host: node.reach, Port: node.port })),
  }));
  const consenters = organisations
    .flatMap((org) => org.orderers)
    .map((node, index) => ({ ID: index + 1, ...consenterOf(home, node) }));
  const consensus = consenting ? { ConsenterMapping: consenters } : { OrdererType: 'solo' };
  const profile = {
    Policies: base.Policies,
    Capabilities: base.Capabilities,
    Orderer: {
      ...base.Orderer,
      Organizations: members.filter((org) => org.OrdererEndpoints.length > 0),
      ...consensus,
    },
    Application: { ...base.Application, Organizations: members },
  };
  writeConfig(join(directory, 'configtx.yaml'), { Profiles: { Roadbook: profile } });
}

type ChannelTemplate = { Application: object; Orderer: object; Policies: object; Capabilities: object };
