import { castOf } from '../../stories/cast';
import { firstCar, setTheStage } from '../../stories/firstcar';
import { nextOwner, openTheMarket } from '../../stories/nextowner';
import { type Asked, type Ledger, openWorld } from '@roadbook/ledger';

/** A ledger on which the whole story of a car was told, and every call that was made for it. */
export async function told(): Promise<{ readonly ledger: Ledger; readonly asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const { be, ledger } = await openWorld({ at: Date.now(), record: (call) => asked.push(call) });
  Object.defineProperty(ledger, 'now', { get: () => Date.now() });
  const cast = await castOf(async (member, role) => (await be(member, role)).on);
  await setTheStage(cast);
  const vin = await firstCar(cast, 1, () => undefined);
  await openTheMarket(cast);
  await nextOwner(cast, 1, vin, () => undefined);
  return { ledger, asked };
}
