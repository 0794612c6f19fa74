import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { gzip, tar } from './archive';
import { Misuse } from '../fault';
import { repository } from '../home';
import { partsOf } from './package';

/** For which builder: the peer's own of chaincode as a service, or the one that runs Node chaincode. */
export type Builder = 'ccaas' | 'node';

/** What a network that others run is told: who founds the consortium, and where a peer finds the service. */
export interface Wanted {
  readonly builder: Builder;
  /** The name of the chaincode on the channel. */
  readonly name: string;
  /** MSP id of the organisation whose administrator founds. */
  readonly founder: string;
  /** `host:port` of the service; `{{.peername}}` is filled in by the peer. For `ccaas` alone. */
  readonly address?: string;
  /** The peer checks the service by TLS, and is checked by it: PEM files, for `ccaas` alone. */
  readonly tls?: { readonly root: string; readonly cert: string; readonly key: string };
}

export interface ForeignPackage {
  readonly label: string;
  readonly packageId: string;
  readonly bytes: Buffer;
}

const chaincode = join(repository, 'chaincode');

/**
 * A package as `peer lifecycle chaincode install` takes it, for peers that this repository does not run. The same
 * bytes from every machine, so that its id can be compared.
 */
export function packForeign(wanted: Wanted): ForeignPackage {
  const program = programFor(wanted.founder);
  const hash = createHash('sha256');
  for (const [name, content] of program) hash.update(`${name}\0`).update(content).update('\0');
  const label = `${wanted.name}_${hash.digest('hex').slice(0, 16)}`;
  const code: [string, string | Buffer][] =
    wanted.builder === 'node'
      ? program.map(([name, content]) => [`src/${name}`, content])
      : [['connection.json', connectionOf(wanted)]];
  const bytes = gzip(
    tar([
      ['metadata.json', JSON.stringify({ type: wanted.builder, label })],
      ['code.tar.gz', gzip(tar(code))],
    ]),
  );
  return { label, packageId: `${label}:${createHash('sha256').update(bytes).digest('hex')}`, bytes };
}

/** The stock builder hands this to the peer as it is, but for the name of the peer. */
function connectionOf({ address, tls }: Wanted): string {
  if (address === undefined || !/^[^\s/]+:\d{1,5}$/.test(address))
    throw new Misuse(
      address === undefined ? 'the address of the service is missing' : `${address} is no address`,
      "--address host:port, for instance '{{.peername}}-roadbook:9999'",
    );
  const secured = tls && {
    ...{ client_auth_required: true, root_cert: textOf(tls.root) },
    ...{ client_cert: textOf(tls.cert), client_key: textOf(tls.key) },
  };
  return `${JSON.stringify({ address, dial_timeout: '10s', tls_required: tls !== undefined, ...secured }, null, 2)}\n`;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Misuse(`there is no file ${file}`, 'name a file in PEM');
  }
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/**
 * The compiled chaincode with a manifest of its own: what only a peer's process needs (the shim) is a dependency here, and
 * `start` is what a peer or an image runs.
 */
function programFor(founder: string): [string, Buffer][] {
  const { dependencies, peerDependencies, version, description, license, engines, main } = JSON.parse(
    readFileSync(join(chaincode, 'package.json'), 'utf8'),
  ) as Manifest;
  const { overrides } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as Manifest;
  const manifest = {
    ...{ name: 'roadbook-chaincode', version, description, license, private: true, engines, main },
    scripts: {
      start: 'fabric-chaincode-node start',
      serve:
        'fabric-chaincode-node server --chaincode-address "$CHAINCODE_SERVER_ADDRESS" --chaincode-id "$CHAINCODE_ID"',
    },
    dependencies: { ...dependencies, ...peerDependencies },
    overrides,
  };
  const settings = Buffer.from(`${JSON.stringify({ founder })}\n`);
  const files = partsOf(chaincode).files.filter((file) => basename(file) !== 'package.json');
  return [
    ['package.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)],
    ...files.map((file): [string, Buffer] => [
      relative(chaincode, file).split(sep).join('/'),
      basename(file) === 'settings.json' ? settings : readFileSync(file),
    ]),
  ];
}

/** The collections of a definition in the words of `peer lifecycle chaincode --collections-config`. */
export const collectionsOf = (orgs: readonly string[]): object[] =>
  [...orgs].sort().map((org) => ({
    ...{ name: `of_${org}`, policy: `OR('${org}.member')`, requiredPeerCount: 0, maxPeerCount: 1 },
    ...{ blockToLive: 0, memberOnlyRead: true, memberOnlyWrite: true },
    endorsementPolicy: { signaturePolicy: `OR('${org}.peer')` },
  }));
