import { connect, type Roadbook } from '@roadbook/gateway';
import { vinOf } from '../test/stories/vin';
import { type Cast, firstCar, MAKER, setTheStage } from '../test/stories/firstcar';
import type { Home } from './home';
import { profileFile } from './profile';
import { faint, say } from './say';

const CAST = {
  plant: 'manufacturer/plant',
  supplier: 'manufacturer/supplier',
  lender: 'lender/desk',
  insurer: 'insurer/desk',
  supervisor: 'insurer/supervisor',
  registrar: 'registry/registrar',
  owner: 'registry/owner',
  workshop: 'registry/workshop',
} as const;

/**
 * Told on the terminal by `start`, after the network stands and the cast is enrolled. A car whose story is on the ledger is not told again; one
 * whose story was cut short is left as it is, and the next car takes its place. Answers the VIN; nothing where the topology lacks the cast.
 */
export async function play(home: Home): Promise<string | undefined> {
  const places = new Map(home.topology.organisations.map((org) => [org.name, org]));
  const known = ([org = '', name]: readonly string[]) => places.get(org)?.cast.some((member) => member.name === name);
  if (!Object.values(CAST).every((member) => known(member.split('/')))) return undefined;
  const connections: Roadbook[] = [];
  const enter = async (member: string) => {
    const [org = '', user = ''] = member.split('/');
    const place = places.get(org);
    if (!place) throw new Error(`no organisation ${org}`);
    const connection = await connect({ profile: profileFile(home, place), user });
    connections.push(connection);
    return connection;
  };
  try {
    const entries = Object.entries(CAST).map(async ([part, member]) => [part, await enter(member)] as const);
    return await tellIn(Object.fromEntries(await Promise.all(entries)) as unknown as Cast);
  } finally {
    for (const connection of connections) await connection.close();
  }
}

async function tellIn(cast: Cast): Promise<string> {
  const { owner } = cast;
  for (let story = 1; ; story++) {
    const vin = vinOf(MAKER, story);
    const claim = await owner.claim.read({ claimId: `K-${story}` }).catch(() => undefined);
    if (claim?.status === 'closed') {
      say(
        `\nThe story of ${vin} is on the ledger. ${faint(`npx roadbook call vehicle.trust '{"vin":"${vin}"}' --as registry/owner`)}`,
      );
      return vin;
    }
    if (await owner.vehicle.read({ vin }).catch(() => undefined)) continue;
    say('\nA car, from its parts to a paid claim:');
    await setTheStage(cast);
    return await firstCar(cast, story, (sentence) => say(`  ${sentence}`));
  }
}
