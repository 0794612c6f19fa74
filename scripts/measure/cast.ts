import { connect, receiptOf, type Roadbook } from '@roadbook/gateway';
import type { Home } from '../home';
import { enrolMember } from '../identities';
import { profileFile } from '../profile';
import { eachOf, numbers } from './row';

const members = {
  plant: 'manufacturer/plant',
  supplier: 'manufacturer/supplier',
  lender: 'lender/desk',
  approver: 'lender/approver',
  insurer: 'insurer/desk',
  supervisor: 'insurer/supervisor',
  registrar: 'registry/registrar',
  owner: 'registry/owner',
  workshop: 'registry/workshop',
  merchant: 'registry/merchant',
} as const;

export type Cast = Readonly<Record<keyof typeof members, Roadbook>> & {
  readonly home: Home;
  /** What makes the ids of this run differ from those of any other on the same ledger. */
  readonly mark: string;
  /** Calls under way at once. */
  readonly inFlight: number;
};

/** Connections whose window holds nothing back. */
const enter = (home: Home, member: string, inFlight: number): Promise<Roadbook> => {
  const [orgName = '', user = ''] = member.split('/');
  const org = home.topology.organisations.find(({ name }) => name === orgName);
  if (!org) throw new Error(`there is no organisation ${orgName}`);
  return connect({ profile: profileFile(home, org), user, window: { start: inFlight, most: inFlight } });
};

export async function openCast(home: Home, mark: string, inFlight: number): Promise<Cast> {
  const entries = await Promise.all(
    Object.entries(members).map(async ([part, member]) => [part, await enter(home, member, inFlight)] as const),
  );
  return { ...(Object.fromEntries(entries) as Record<keyof typeof members, Roadbook>), home, mark, inFlight };
}

export async function closeCast(cast: Cast) {
  await Promise.all(Object.keys(members).map((part) => cast[part as keyof typeof members].close()));
}

/** So many owners, each with a key and a connection of its own. */
export async function openOwners({ home }: Cast, count: number): Promise<Roadbook[]> {
  const registry = home.topology.organisations.find(({ name }) => name === 'registry');
  if (!registry) throw new Error('the topology has no registry');
  return eachOf(numbers(count), 8, async (at) => {
    const name = `payer-${at + 1}`;
    await enrolMember(home, registry, { name, role: 'owner' });
    return enter(home, `registry/${name}`, 2);
  });
}

/** Transactions that were made for an answer: more than one after conflicts. */
export const attemptsOf = (answer: object): number => receiptOf(answer)?.attempts ?? 1;
