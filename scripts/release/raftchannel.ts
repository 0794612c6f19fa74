import { join } from 'node:path';

/** A peer or an orderer of the network that is played on, by its port; what is beside it follows from that. */
export interface Node {
  readonly name: string;
  readonly mspId: string;
  readonly port: number;
  readonly folder: string;
}

/** As the examples of Fabric write it: Raft, and the usual policies. */
export function raftChannel(place: string, orderers: readonly Node[], peers: readonly Node[]): object {
  const signed = (rule: string) => ({ Type: 'Signature', Rule: rule });
  const meta = (rule: string) => ({ Type: 'ImplicitMeta', Rule: rule });
  const usual = {
    Readers: meta('ANY Readers'),
    Writers: meta('ANY Writers'),
    Admins: meta('MAJORITY Admins'),
  };
  const orgOf = (org: string, more: object) => ({
    ...{ Name: org, ID: org, MSPDir: join(place, org, 'msp') },
    Policies: {
      ...{ Readers: signed(`OR('${org}.member')`), Writers: signed(`OR('${org}.member')`) },
      ...{ Admins: signed(`OR('${org}.admin')`), Endorsement: signed(`OR('${org}.peer')`) },
    },
    ...more,
  });
  const consenters = orderers.map(({ port, folder }) => {
    const cert = join(folder, 'tls', 'server.crt');
    return { Host: 'localhost', Port: port, ClientTLSCert: cert, ServerTLSCert: cert };
  });
  const endpoints = orderers.map(({ port }) => `localhost:${port}`);
  const members = peers.map(({ mspId, port }) =>
    orgOf(mspId, { AnchorPeers: [{ Host: 'localhost', Port: port }] }),
  );
  const Trade = {
    ...{ Policies: usual, Capabilities: { V2_0: true } },
    Orderer: {
      ...{ OrdererType: 'etcdraft', BatchTimeout: '500ms', EtcdRaft: { Consenters: consenters } },
      BatchSize: { MaxMessageCount: 100, AbsoluteMaxBytes: '10 MB', PreferredMaxBytes: '2 MB' },
      Policies: { ...usual, BlockValidation: meta('ANY Writers') },
      Organizations: [orgOf('OrdererMSP', { OrdererEndpoints: endpoints })],
      Capabilities: { V2_0: true },
    },
    Application: {
      Policies: {
        ...usual,
        LifecycleEndorsement: meta('MAJORITY Endorsement'),
        Endorsement: meta('MAJORITY Endorsement'),
      },
      ...{ Organizations: members, Capabilities: { V2_5: true } },
    },
  };
  return { Profiles: { Trade } };
}
