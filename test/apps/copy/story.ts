import type { OpenWorld } from '@roadbook/ledger';
import { castOf } from '../../../stories/cast';
import { firstCar, setTheStage } from '../../../stories/firstcar';
import { nextOwner, openTheMarket } from '../../../stories/nextowner';

/** Both stories of the house on a ledger in memory; answers the VIN of their car. */
export async function tellStory({ be, ledger }: OpenWorld): Promise<string> {
  Object.defineProperty(ledger, 'now', { get: () => Date.now() });
  const cast = await castOf(async (member, role) => (await be(member, role)).on);
  const silent = () => {};
  await setTheStage(cast);
  const vin = await firstCar(cast, 1, silent);
  await openTheMarket(cast);
  await nextOwner(cast, 1, vin, silent);
  return vin;
}
