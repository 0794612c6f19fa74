import { readFileSync } from 'node:fs';
import { Client, credentials } from '@grpc/grpc-js';
import { ProfileInvalid } from '../errors/setup';
import type { PeerAddress } from './profile';

/** One gRPC channel a peer and process, however many connections use it. */
const open = new Map<string, { readonly client: Client; users: number }>();

/** A channel on loan. `release` gives it back; the last user closes it. */
export interface Channel {
  readonly client: Client;
  release(): void;
}

export type ChannelSource = (peer: PeerAddress) => Channel;

export const channelTo: ChannelSource = (peer) => {
  const key = [peer.address, peer.serverName, peer.tlsCaFile ?? peer.tlsCaPem].join('\n');
  const known = open.get(key) ?? { client: dial(peer), users: 0 };
  open.set(key, known);
  known.users++;
  let held = true;
  return {
    client: known.client,
    release() {
      if (!held) return;
      held = false;
      if (--known.users > 0) return;
      open.delete(key);
      known.client.close();
    },
  };
};

function dial({ address, serverName, tlsCaFile, tlsCaPem }: PeerAddress): Client {
  const roots = tlsCaFile === undefined ? Buffer.from(tlsCaPem ?? '') : authority(tlsCaFile);
  return new Client(address, credentials.createSsl(roots), {
    'grpc.ssl_target_name_override': serverName,
    'grpc.default_authority': serverName,
    // Blocks are larger than gRPC's default of 4 MB.
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
    // Fabric closes connections that ping more often than once a minute.
    'grpc.keepalive_time_ms': 120_000,
    'grpc.keepalive_timeout_ms': 20_000,
    // A peer that was restarted is found again in a second; gRPC would wait for up to two minutes.
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 1_000,
  });
}

function authority(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ProfileInvalid(
      'peers',
      'tlsCaFile',
      (error as Error).message,
      'name the PEM file of the CA that signed the peer’s TLS certificate',
    );
  }
}
