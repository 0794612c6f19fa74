import type { Organisation } from '../../network/topology';
import { collectionsWith, namesIn, sameCollections } from './collections';
import { configurationIn, organisationsIn } from '../channel/configuration';
import type { Home } from '../home';
import {
  approve,
  approvers,
  commit,
  committedDefinition,
  type Definition,
  isApproved,
  lastConfiguration,
  type Line,
  persist,
} from './lifecycle';

/**
 * What the channel runs under a name, what it is to run next if that differs, and how many organisations must
 * approve that.
 */
export interface Course {
  readonly committed: Definition | undefined;
  readonly next: Definition | undefined;
  /** Whether the organisations of this machine are enough to approve it. */
  readonly alone: boolean;
  readonly needed: number;
}

/**
 * Where the definition of a chaincode goes: to another version, if that is wanted, and always to a collection
 * for every organisation of the channel. Collections are never taken away.
 */
export async function courseOf(home: Home, line: Line, name: string, version: string): Promise<Course> {
  const [committed, members] = await persist('the first peer does not answer', () =>
    Promise.all([committedDefinition(line, name), membersOf(home, line)]),
  );
  const collections = collectionsWith(committed?.collections, members);
  const fresh = { name, version, sequence: (committed?.sequence ?? 0) + 1, collections };
  const same = committed?.version === fresh.version && sameCollections(committed.collections, collections);
  const needed = Math.floor(members.length / 2) + 1;
  const here = home.here.filter((org) => members.includes(org.name)).length;
  return { committed, next: same ? undefined : fresh, alone: here >= needed, needed };
}

const membersOf = async (home: Home, line: Line): Promise<string[]> =>
  organisationsIn(configurationIn(await lastConfiguration(home, line)));

/** The organisation agrees to a definition, unless it has. */
export async function agree(line: Line, org: Organisation, definition: Definition, packageId: string) {
  await persist(`${org.name} cannot approve`, async () => {
    if (!(await isApproved(line, org, definition))) await approve(line, org, definition, packageId);
  });
}

/** Commits what enough have approved. `false`: it waits for others; what is committed goes on meanwhile. */
export async function settleDefinition(
  line: Line,
  definition: Definition,
  { alone, needed }: Course,
): Promise<boolean> {
  const isSo = async () =>
    (await committedDefinition(line, definition.name))?.sequence === definition.sequence;
  if (!alone && !(await isSo()) && (await approvers(line, definition)).length < needed) return false;
  await persist('commit', async () => {
    if (!(await isSo())) await commit(line, definition);
  });
  return true;
}

/** What a definition that waits would add, in words. */
export const waitingFor = ({ committed, next }: Course): string =>
  namesIn(next?.collections)
    .filter((name) => !namesIn(committed?.collections).includes(name))
    .join(', ');
