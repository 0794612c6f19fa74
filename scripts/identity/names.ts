import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memberName, ROLES, type Role } from '@roadbook/chaincode/api';
import type { Organisation } from '../../network/topology';
import { SERVICE } from '../channel/access';
import { AGENDA } from '../node/agenda';
import { Misuse } from '../fault';
import type { Home } from '../home';

/**
 * Nodes that there are or may come, and who stands for the organisation: their names are in certificates that
 * mean more than a person's.
 */
const RESERVED = /^(admin|ca|service|(peer|orderer)[0-9]*|ca-registrar|registrar-.*|chaincode-.*)$/i;

/** `organisation/user` of a command line, of an organisation that runs here. */
export function memberIn(
  { here }: Home,
  text: string,
): { readonly org: Organisation; readonly user: string } {
  const [name = '', user = '', ...more] = text.split('/');
  if (user === '' || more.length > 0)
    throw new Misuse(
      `${text} names no user of an organisation`,
      'write <organisation>/<user>, with one slash',
    );
  const org = here.find((one) => one.name === name);
  if (!org)
    throw new Misuse(`there is no organisation ${name}`, `one of ${here.map((one) => one.name).join(', ')}`);
  mustBeName(user);
  return { org, user };
}

function mustBeName(name: string) {
  if (memberName.safeParse(name).success) return;
  throw new Misuse(
    `${name || '(none)'} is no name of a member`,
    'letters, digits and . _ -, at most 64, a letter or digit first',
  );
}

/** A name that a person may have; with `own` that one of the organisation's programs too. */
export function mustBeFree(org: Organisation, name: string, own?: string) {
  mustBeName(name);
  if (name === own) return;
  const nodes = [org.ca, ...org.peers, ...org.orderers].map((node) => node.name);
  if (['admin', SERVICE, AGENDA].includes(name))
    throw new Misuse(`${name} is the organisation itself`, 'choose another name');
  if (RESERVED.test(name) || nodes.includes(name))
    throw new Misuse(`${name} is a name of nodes`, 'choose another name');
}

/** A role that there is, and that the organisation confers. */
export function mustBeConferred({ name, confers }: Organisation, role: string | undefined): Role {
  const known = Object.keys(ROLES);
  if (role === undefined || !known.includes(role))
    throw new Misuse(`there is no role ${role ?? '(none)'}`, `one of ${known.join(', ')}`);
  if (!confers.includes(role))
    throw new Misuse(`${name} does not confer the role ${role}`, `it confers ${confers.join(', ')}`);
  return role as Role;
}

/** Whoever is enrolled already keeps its role. */
export function mustBeAs(member: string, directory: string, role: string) {
  const { raw } = new X509Certificate(readFileSync(join(directory, 'cert.pem')));
  const before = /"roadbook\.role":"([a-z]+)"/.exec(raw.toString('latin1'))?.[1] ?? 'none';
  if (before !== role)
    throw new Misuse(`${member} is enrolled with the role ${before}`, 'enrol another user for another role');
}
