import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connect, RefusedByContract } from '@roadbook/gateway';
import type { Organisation } from '../../network/topology';
import { type Finding, type Look, well } from './finding';
import type { Home } from '../home';
import { running } from '../node/processes';
import { profileFile } from '../identity/profile';

type Standing = {
  readonly org: string;
  readonly standing: string;
  readonly suspendedBy?: readonly { readonly by: string }[] | undefined;
};

/** Which organisations are suspended on the ledger, as the first of the cast hears it who is answered. */
export const suspensionLook: Look = async (home) => {
  if (!home.topology.founding) return [];
  const refused: Finding[] = [];
  for (const org of home.here.filter(({ peers: [peer] }) => peer && running(home, peer.id)))
    for (const { name } of org.cast.filter((member) =>
      existsSync(join(home.user(org.name, member.name), 'key.pem')),
    ))
      try {
        return describe(await standings(home, org, name));
      } catch (error) {
        if (!(error instanceof RefusedByContract)) throw error;
        if (error.code === 'SUSPENDED')
          refused.push(finding(`${org.name}/${name} is not answered: ${error.message}`, CURE));
      }
  return refused;
};

async function standings(home: Home, org: Organisation, user: string): Promise<Standing[]> {
  await using reader = await connect({ profile: profileFile(home, org), user });
  const all: Standing[] = [];
  for (let after: string | undefined; ; ) {
    const page = await reader.member.listOrganisations({ size: 100, ...(after && { after }) });
    all.push(...page.items);
    after = page.next;
    if (!after) return all;
  }
}

/** Somebody wanted it so, and nothing of the network is broken. */
const finding = (what: string, cure: string): Finding => ({
  about: 'suspensions',
  state: 'warning',
  what,
  cure,
});
const CURE =
  'who suspended it ends it (member.reinstate); or a court order does, said by two persons of two other ' +
  'organisations';

export function describe(all: readonly Standing[]): Finding[] {
  const suspended = all.filter(({ standing }) => standing === 'suspended');
  if (suspended.length === 0) return [well('suspensions', `none of ${all.length} organisations`)];
  return suspended.map(({ org, suspendedBy = [] }) => {
    const by = suspendedBy.map((one) => one.by).join(' and ');
    const call = `npx roadbook call member.reinstate '{"party":"${org}"}'`;
    return finding(
      `${org} is suspended${by && ` by ${by}`}: nothing that it or its members ask is answered`,
      `${by ? `a registrar of the same registry: ${call} --as ${by}` : `a registrar: ${call}`}; or a court order, said by two persons of two other organisations`,
    );
  });
}
