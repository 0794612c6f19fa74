import { ProfileInvalid } from '../errors/setup';

/** What a common connection profile leaves to whoever connects. */
export interface Where {
  readonly channel?: string;
  /** `roadbook` if not given. */
  readonly chaincode?: string;
}

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const treeIn = (tree: unknown, name: string): Tree => {
  const found = isTree(tree) ? tree[name] : undefined;
  return isTree(found) ? found : {};
};
const textIn = (tree: Tree, name: string): string | undefined =>
  typeof tree[name] === 'string' ? tree[name] : undefined;
const listIn = (tree: Tree, name: string): string[] =>
  Array.isArray(tree[name]) ? tree[name].filter((item) => typeof item === 'string') : [];

/** Whether it is the profile that Fabric's own tools write: organisations and peers by their names. */
export const isCommon = (profile: object): boolean =>
  isTree((profile as Tree)['organizations']) && isTree((profile as Tree)['peers']);

/**
 * Roadbook's profile out of the common connection profile of the Fabric SDKs: the peers of every organisation that it
 * names, those of the client's own first; orderers and the older sections are not needed. Peers are called by TLS alone.
 */
export function fromCommon(profile: object, where: string, { channel, chaincode }: Where): object {
  const [organizations, peers] = [treeIn(profile, 'organizations'), treeIn(profile, 'peers')];
  const refuse = (field: string, why: string, cure: string): never => {
    throw new ProfileInvalid(where, field, why, cure);
  };
  const client = textIn(treeIn(profile, 'client'), 'organization') ?? Object.keys(organizations)[0] ?? '';
  const mspOf = (org: string): string =>
    textIn(treeIn(organizations, org), 'mspid') ??
    refuse(
      `organizations.${org}.mspid`,
      'it is missing',
      'write the MSP id of the organisation, such as Org1MSP',
    );
  if (!isTree(organizations[client]))
    refuse(
      'client.organization',
      `there is no organisation ${client}`,
      'name the own one of `organizations`',
    );
  const own = mspOf(client);
  const addresses = Object.keys(organizations)
    .sort((one, other) => Number(other === client) - Number(one === client))
    .flatMap((org) =>
      listIn(treeIn(organizations, org), 'peers').map((name) => ({ org, name, peer: treeIn(peers, name) })),
    )
    .map(({ org, name, peer }) => addressOf(mspOf(org), name, peer, refuse));
  const channels = Object.keys(treeIn(profile, 'channels'));
  const found =
    channel ??
    (channels.length === 1 && channels[0] !== undefined
      ? channels[0]
      : refuse(
          'channel',
          channels.length === 0 ? 'it names none' : `it names ${channels.length}`,
          "say which: connect({ profile, channel: 'mychannel', user })",
        ));
  return {
    ...{ version: 1, org: own, mspId: own, channel: found, chaincode: chaincode ?? 'roadbook' },
    peers: addresses,
  };
}

function addressOf(
  org: string,
  name: string,
  peer: Tree,
  refuse: (field: string, why: string, cure: string) => never,
): object {
  const url = textIn(peer, 'url') ?? '';
  const [, scheme, host = '', port = '7051'] =
    /^(grpcs?):\/\/([^:/\s]+|\[[^\]]+\])(?::(\d+))?\/?$/.exec(url) ?? [];
  if (scheme !== 'grpcs')
    refuse(
      `peers.${name}.url`,
      scheme === 'grpc' ? 'it is called without TLS' : `${url || 'it'} is no grpcs://host:port`,
      'write grpcs://host:port; a peer that is called without TLS shows everybody on the way what is said',
    );
  const options = treeIn(peer, 'grpcOptions');
  const roots = treeIn(peer, 'tlsCACerts');
  const [path, pem] = [textIn(roots, 'path'), textIn(roots, 'pem') ?? listIn(roots, 'pem').join('\n')];
  if (path === undefined && pem === '')
    refuse(
      `peers.${name}.tlsCACerts`,
      'it is missing',
      'give {pem} or {path}: the CA that signed its TLS certificate',
    );
  const serverName =
    textIn(options, 'ssl-target-name-override') ??
    textIn(options, 'hostnameOverride') ??
    host.replace(/^\[|\]$/g, '');
  return {
    ...{ org, name, address: `${host}:${port}`, serverName },
    ...(pem === '' ? { tlsCaFile: path } : { tlsCaPem: pem.replaceAll('\\n', '\n') }),
  };
}
