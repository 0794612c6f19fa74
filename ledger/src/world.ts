import { randomBytes } from 'node:crypto';
import { type Api, apis, type ClientOf, clientOf, type Role } from '@roadbook/chaincode/api';
import { enrol, type Person } from './identity';
import { Ledger, type Options } from './ledger';

/** Typed clients of every room, as one caller. */
export type Clients = { readonly [K in keyof typeof apis]: ClientOf<(typeof apis)[K]> };

/** A person with the clients of all rooms. */
export interface Someone extends Person {
  readonly on: Clients;
}

const CONFERS: Readonly<Record<string, readonly Role[]>> = {
  manufacturer: ['manufacturer', 'supplier', 'dealer', 'workshop', 'owner'],
  lender: ['lender', 'owner', 'dealer'],
  insurer: ['insurer', 'owner', 'workshop'],
  registry: ['registrar', 'auditor', 'owner', 'dealer', 'workshop', 'merchant', 'supplier'],
};
const KINDS = ['manufacturer', 'lender', 'insurer', 'registry'] as const;

/** Founding organisations as the topology of the network names them. */
export const founders = KINDS.map((kind) => ({ org: kind, kind, confers: [...(CONFERS[kind] ?? [])] }));

/** The clients of all rooms over one transport. */
export function clientsOf(transport: Parameters<typeof clientOf>[1]): Clients {
  const salt = () => randomBytes(16).toString('hex');
  return Object.fromEntries(
    Object.entries(apis).map(([room, api]) => [room, clientOf(api as Api, transport, salt)]),
  ) as unknown as Clients;
}

/** A founded consortium on an in-memory ledger, and a way to be anybody in it. */
export async function openWorld(options: Options = {}) {
  const ledger = new Ledger(options);
  const admin = await enrol('registry', 'admin', {}, 'admin');
  const act = (person: Person): Someone => ({
    ...person,
    on: clientsOf((call) => ledger.call(person, call)),
  });
  await act(admin).on.member.found({ organisations: founders });
  const people = new Map<string, Someone>();
  /** `be('lender/desk', 'lender')`: the same person at every call. */
  const be = async (member: string, role: Role): Promise<Someone> => {
    const known = people.get(`${member} ${role}`);
    if (known) return known;
    const [org = '', name = ''] = member.split('/');
    const someone = act(await ledger.enrol(org, name, role));
    people.set(`${member} ${role}`, someone);
    return someone;
  };
  return { ledger, be, admin: act(admin) };
}

/** A founded consortium in memory, and whom one may be in it. */
export type OpenWorld = Awaited<ReturnType<typeof openWorld>>;
