import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Role } from '@roadbook/chaincode/api';
import { type ConnectOptions, connect, type Roadbook } from '@roadbook/gateway';
import { openHome } from '../../scripts/home';
import { enrolMember } from '../../scripts/identity/identities';
import { inStep } from '../../stories/instep';
import { vinOf } from '../../stories/vin';
import type { World } from '../behaviour/world';

const home = () => process.env['ROADBOOK_HOME'] ?? '';

/** A world in which everybody is connected, and sees what whoever acted before wrote. */
export interface RealWorld extends World {
  be(member: string, role: Role): Promise<{ readonly on: Roadbook }>;
  /** Puts a connection of one's own in step with everybody. */
  together(connection: Roadbook): Roadbook;
  close(): Promise<void>;
}

/**
 * The real network that the test run raised. Everybody has the service of the organisation beside; people who
 * are not of the cast are enrolled with their organisation's certificate authority.
 */
export function realWorld(options: Partial<ConnectOptions> = {}): RealWorld {
  const connections = new Map<string, Promise<Roadbook>>();
  const together = inStep();
  const start = Date.now();
  let count = 0;
  return {
    async be(member, role) {
      const key = `${member} ${role}`;
      const connection = connections.get(key) ?? enter(member, role, options).then(together);
      connections.set(key, connection);
      return { on: await connection };
    },
    together,
    fresh: (prefix) => `${prefix}-${start.toString(36)}-${++count}`,
    vin: () => vinOf('1M8', (start + ++count * 7) % 20_000_000),
    now: () => new Date().toISOString(),
    wait: (until) => sleep(Math.max(0, Date.parse(until) - Date.now() + 1)),
    async close() {
      for (const connection of connections.values()) await (await connection).close();
    },
  };
}

async function enter(member: string, role: Role, options: Partial<ConnectOptions>): Promise<Roadbook> {
  const [org = '', user = ''] = member.split('/');
  if (!existsSync(join(home(), 'users', org, user, 'cert.pem'))) {
    const place = openHome();
    const organisation = place.topology.organisations.find(({ name }) => name === org);
    if (!organisation) throw new Error(`no organisation ${org} in the topology`);
    await enrolMember(place, organisation, { name: user, role });
  }
  return connect({ profile: join(home(), 'profiles', `${org}.json`), user, service: 'service', ...options });
}
