import { connect, type Roadbook } from '@roadbook/gateway';
import { vinOf } from '../../stories/vin';
import { byItself } from '../../stories/byitself';
import { CAST, castOf } from '../../stories/cast';
import { firstCar, MAKER, setTheStage } from '../../stories/firstcar';
import { inStep } from '../../stories/instep';
import { type Market, nextOwner, openTheMarket } from '../../stories/nextowner';
import type { Home } from '../home';
import { keepers } from '../node/agenda';
import { profileFile } from '../identity/profile';
import { faint, say } from '../say';

/**
 * Told on the terminal by `start`, after the network stands and the cast is enrolled. A car whose story is on
 * the ledger is not told again; one whose story was cut short is left as it is, and the next car takes its
 * place. Answers the VIN; nothing where the topology lacks the cast.
 */
export async function play(home: Home): Promise<string | undefined> {
  const places = new Map(home.here.map((org) => [org.name, org]));
  const known = ([org = '', name]: readonly string[]) =>
    places.get(org)?.cast.some((member) => member.name === name);
  if (!Object.values(CAST).every(([member]) => known(member.split('/')))) return undefined;
  const connections: Roadbook[] = [];
  const enter = async (member: string) => {
    const [org = '', user = ''] = member.split('/');
    const place = places.get(org);
    if (!place) throw new Error(`no organisation ${org}`);
    const connection = await connect({ profile: profileFile(home, place), user });
    connections.push(connection);
    return connection;
  };
  const together = inStep();
  try {
    return await tellIn(
      await castOf(async (member) => together(await enter(member))),
      keepers(home).length > 0,
    );
  } finally {
    for (const connection of connections) await connection.close();
  }
}

async function tellIn(cast: Market, hasAgenda: boolean): Promise<string> {
  const { owner } = cast;
  for (let story = 1; ; story++) {
    const vin = vinOf(MAKER, story);
    const trade = await owner.sale.readTrade({ tradeId: `TR-${story}` }).catch(() => undefined);
    if (trade?.status === 'settled') {
      say(`\nThe story of ${vin} is on the ledger. ${faint(`npx roadbook trust ${vin}`)}`);
      return vin;
    }
    if (await owner.vehicle.read({ vin }).catch(() => undefined)) continue;
    const tell = (sentence: string) => say(`  ${sentence}`);
    say('\nA car, from its parts to a paid claim:');
    await setTheStage(cast);
    await firstCar(cast, story, tell);
    say('\nThe same car, from the repair to its next owner:');
    await openTheMarket(cast);
    await nextOwner(cast, story, vin, tell);
    if (hasAgenda) {
      say('\nWhat nobody asks for:');
      if (!(await byItself(cast, story, tell))) tell('They are not back yet: npx roadbook agenda says why.');
    }
    return vin;
  }
}
