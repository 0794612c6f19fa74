import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fill } from '../../scripts/config';

const values = new Proxy({}, { get: (_, name) => `<${String(name)}>`, has: () => true }) as Record<string, string>;

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
