import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fill } from '../../scripts/node/config';

const values = new Proxy({}, { get: (_, name) => `<${String(name)}>`, has: () => true }) as Record<
  string,
  string
>;

test.each(readdirSync(join(__dirname, '..', '..', 'network', 'templates')))(
  'the template %s is filled to the last name',
  (name) => {
    expect(JSON.stringify(fill(name, values))).not.toContain('${');
  },
);

test('a name nobody gave is refused', () => {
  expect(() => fill('core.yaml', {})).toThrow(/nothing is known of/);
});

test('the rules that a peer must not lose stand in its template', () => {
  expect(fill('core.yaml', values)).toMatchObject({
    vm: { endpoint: '' },
    peer: {
      authentication: { timewindow: '10s' },
      tls: { enabled: true },
      deliveryclient: { blockGossipEnabled: false },
      gossip: { useLeaderElection: false, orgLeader: true, state: { enabled: false } },
    },
    chaincode: { keepalive: 0 },
    ledger: { history: { enableHistoryDatabase: false } },
  });
});

test('a node is administered with one key, and with none that its organisation certified', () => {
  const own = ['<administration>/cert.pem'];
  expect(fill('orderer.yaml', values)).toMatchObject({
    Admin: { TLS: { Enabled: true, ClientAuthRequired: true, ClientRootCAs: own } },
    Operations: { TLS: { Enabled: true, ClientRootCAs: own } },
  });
  expect(fill('core.yaml', values)).toMatchObject({
    operations: { tls: { enabled: true, clientRootCAs: { files: own } } },
  });
});

const secondsOf = (text: unknown): number => Number(/^(\d+)s$/.exec(String(text))?.[1]);

test('what hangs is left within seconds, and no peer waits for what an invalid transaction says', () => {
  const peer = fill('core.yaml', values) as {
    peer: Record<string, Record<string, unknown>>;
    chaincode: Record<string, unknown>;
  };
  const { gateway, gossip, deliveryclient, keepalive } = peer.peer;
  expect(gossip).toMatchObject({
    aliveExpirationTimeout: '5s',
    pvtData: {
      skipPullingInvalidTransactionsDuringCommit: true,
      pullRetryThreshold: '2s',
      transientstoreMaxBlockRetention: 100,
    },
  });
  expect([deliveryclient?.['blockCensorshipTimeoutKey'], keepalive?.['minInterval']]).toEqual(['3s', '10s']);
  expect(fill('orderer.yaml', values)).toMatchObject({
    General: { Keepalive: { ServerMinInterval: '10s' } },
  });
  // A call that is merely slow ends by the chaincode's own bound, before the connection that others share is
  // closed for it.
  expect(secondsOf(peer.chaincode['executetimeout'])).toBe(3);
  expect(secondsOf(gateway?.['endorsementTimeout'])).toBe(4);
});
