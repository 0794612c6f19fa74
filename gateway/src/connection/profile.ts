import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { ProfileInvalid } from '../errors/setup';

const name = z.string().min(1).max(255);

/** A peer that this organisation may call. */
const Peer = z.strictObject({
  org: name.meta({ description: 'MSP id of the organisation that runs it' }),
  name: name.meta({ description: 'what messages call it' }),
  address: z.string().regex(/^[^\s/]+:\d{1,5}$/, 'write host:port, without https://'),
  serverName: name.meta({ description: 'the name that its TLS certificate carries' }),
  tlsCaFile: name.meta({ description: 'PEM file of the CA that signed its TLS certificate' }),
});

/**
 * How an organisation reaches the network: one file for one organisation, written by `scripts/up` for the
 * local network and by hand for a remote one. Relative files are looked for beside the profile. Peers are
 * tried in this order, after those of the own organisation; every peer named here is one that the
 * organisation trusts to answer it.
 */
export const Profile = z.strictObject({
  version: z.literal(1),
  org: name,
  mspId: name,
  channel: name,
  chaincode: name,
  peers: z.array(Peer).min(1).max(100),
  users: name.optional().meta({ description: 'directory with <user>/cert.pem and <user>/key.pem' }),
  ca: z.looseObject({}).optional().meta({ description: 'where members enrol; the gateway does not call it' }),
});
export type Profile = z.output<typeof Profile>;
/** A peer of the profile: where it listens and whose it is. */
export type PeerAddress = Profile['peers'][number];

/**
 * Reads a profile from a file or takes it as an object. Throws {@link ProfileInvalid}, which names the field
 * and the cure.
 */
export function readProfile(source: string | object): Profile {
  if (source === undefined || source === null)
    throw new ProfileInvalid('none', 'profile', 'it is not given', CURES['profile'] ?? '');
  const profile = typeof source === 'string' ? fromFile(source) : source;
  const read = Profile.safeParse(profile);
  if (!read.success) {
    const [issue] = read.error.issues;
    const extra = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const field = [...(issue?.path ?? []), ...(extra ? [extra] : [])].join('.') || 'profile';
    throw new ProfileInvalid(whereOf(source), field, issue?.message ?? 'it does not match', cureOf(field));
  }
  if (!read.data.peers.some((peer) => peer.org === read.data.mspId))
    throw new ProfileInvalid(
      whereOf(source),
      'peers',
      `none of them belongs to ${read.data.mspId}`,
      'name a peer of the own organisation first; private facts are read and written only there',
    );
  return typeof source === 'string' ? anchored(read.data, dirname(resolve(source))) : read.data;
}

function fromFile(path: string): object {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as object;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new ProfileInvalid(
      path,
      'file',
      missing ? 'there is no such file' : `it cannot be read: ${(error as Error).message}`,
      missing
        ? 'start the network (scripts/start writes profiles/<organisation>.json), or name another file'
        : 'write one JSON object',
    );
  }
}

const whereOf = (source: string | object): string =>
  typeof source === 'string' ? source : 'the profile object';

const CURES: Readonly<Record<string, string>> = {
  profile:
    'name the file of the own organisation, such as .roadbook/profiles/lender.json, or give its content',
  version: 'this library reads version 1',
  address: 'write it as host:port, for example peer0.lender.example:7240',
  tlsCaFile: 'name the PEM file of the CA that signed the peer’s TLS certificate',
  peers: 'list at least one peer {org, name, address, serverName, tlsCaFile}, the own ones first',
};
const cureOf = (field: string): string =>
  CURES[field.split('.').at(-1) ?? ''] ??
  CURES[field.split('.')[0] ?? ''] ??
  'correct the field, or let scripts/up write the profile again';

/** Files of a profile are meant relative to the profile. */
const anchored = (profile: Profile, base: string): Profile => ({
  ...profile,
  ...(profile.users && { users: resolve(base, profile.users) }),
  peers: profile.peers.map((peer) => ({ ...peer, tlsCaFile: resolve(base, peer.tlsCaFile) })),
});
