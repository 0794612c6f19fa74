import type { Role } from '@roadbook/chaincode/api';
import { connect, RefusedByContract } from '@roadbook/gateway';
import type { Organisation } from '../../network/topology';
import { Fault } from '../fault';
import type { Home } from '../home';
import { profileFile } from '../identity/profile';

const admissionOf = ({ name, kind, confers }: Organisation) => ({
  org: name,
  kind,
  confers: confers as Role[],
});

const registriesIn = (organisations: readonly Organisation[]) =>
  organisations.filter(({ kind }) => kind === 'registry');

/** Founding and admitting is for another machine. */
export const isFoundedElsewhere = ({ topology, here }: Home) =>
  registriesIn(topology.organisations).length > 0 && registriesIn(here).length === 0;

/** The founder if it is here, else any registry: an admission is for all of them. */
const clerkOf = ({ topology, here }: Home) =>
  here.find(({ name }) => name === topology.founder) ?? registriesIn(here)[0];

/**
 * Writes the organisations of the topology on the ledger: all at once at the founding, later ones by the
 * registrar's admission. Recognises what is there, so it may run every time. Answers how many are new.
 */
export async function found(home: Home): Promise<number> {
  const { organisations } = home.topology;
  const registry = clerkOf(home);
  const registrar = registry?.cast.find(({ role }) => role === 'registrar');
  if (!registry || !registrar)
    throw new Fault(
      'nobody in the topology can found the consortium',
      'give an organisation the kind registry and a cast member the role registrar',
    );
  const profile = profileFile(home, registry);
  await using clerk = await connect({ profile, user: registrar.name });
  const known = await clerk.member.listOrganisations({ size: 100 }).catch((error: unknown) => {
    if (error instanceof RefusedByContract && error.code === 'STRANGER') return undefined;
    throw error;
  });
  if (!known) {
    await using admin = await connect({ profile, user: 'admin' });
    return (await admin.member.found({ organisations: organisations.map(admissionOf) })).organisations.length;
  }
  const missing = organisations.filter(({ name }) => !known.items.some(({ org }) => org === name));
  for (const organisation of missing) await clerk.member.admit(admissionOf(organisation));
  return missing.length;
}
