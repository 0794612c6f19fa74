import { inStep } from '../../stories/instep';
import { connect, type ConnectOptions, receiptOf, type Roadbook } from '@roadbook/gateway';
import type { Home } from '../home';
import { enrolMember } from '../identity/identities';
import { profileFile } from '../identity/profile';
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

const single = ['plant', 'lender', 'owner'] as const satisfies readonly (keyof typeof members)[];

export type Cast = Readonly<Record<keyof typeof members, Roadbook>> & {
  readonly home: Home;
  /** The same callers, each of whose calls is a transaction of its own. */
  readonly single: Readonly<Record<(typeof single)[number], Roadbook>>;
  /** What makes the ids of this run differ from those of any other on the same ledger. */
  readonly mark: string;
  /** Calls under way at once. */
  readonly inFlight: number;
};

/** Connections whose window holds nothing back; calls gather by themselves unless told otherwise. */
const enter = (
  home: Home,
  member: string,
  inFlight: number,
  more: Pick<ConnectOptions, 'gather'> = {},
): Promise<Roadbook> => {
  const [orgName = '', user = ''] = member.split('/');
  const org = home.topology.organisations.find(({ name }) => name === orgName);
  if (!org) throw new Error(`there is no organisation ${orgName}`);
  const window = { start: inFlight, most: inFlight };
  return connect({ profile: profileFile(home, org), user, window, ...more });
};

export async function openCast(home: Home, mark: string, inFlight: number): Promise<Cast> {
  const entries = await Promise.all(
    Object.entries(members).map(
      async ([part, member]) => [part, await enter(home, member, inFlight)] as const,
    ),
  );
  const [plant, lender, owner] = await Promise.all(
    single.map((part) => enter(home, members[part], inFlight, { gather: false })),
  );
  if (!plant || !lender || !owner) throw new Error('nobody calls singly');
  const all = Object.fromEntries(entries) as Record<keyof typeof members, Roadbook>;
  return { ...all, home, mark, inFlight, single: { plant, lender, owner } };
}

/**
 * What is done before anything is measured, by connections of its own: one after the other, and whoever comes
 * next waits until its peer has it.
 */
export async function inOrder<R>(cast: Cast, work: (orderly: Cast) => Promise<R>): Promise<R> {
  const together = inStep();
  const parts = Object.keys(members) as (keyof typeof members)[];
  const opened = await Promise.all(
    parts.map(async (part) => [part, together(await enter(cast.home, members[part], 1))] as const),
  );
  try {
    return await work({ ...cast, ...Object.fromEntries(opened) });
  } finally {
    await Promise.all(opened.map(([, one]) => one.close()));
  }
}

export async function closeCast(cast: Cast) {
  const all = [
    ...Object.keys(members).map((part) => cast[part as keyof typeof members]),
    ...Object.values(cast.single),
  ];
  await Promise.all(all.map((one) => one.close()));
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
