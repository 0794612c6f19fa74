import { type Answering, answer } from '../../kit/answer';
import { vinsOf } from '../../part/door';
import { MAX_VINS } from '../../part/records/trace';
import { births, namedThings } from '../records/birth';

/** Which vehicles some things are: one message for all of them, and one more where certificates differ. */
async function vins(
  tx: Answering<'lists'>,
  epcs: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ours = tx.enter({ births, namedThings });
  const found = await ours.namedThings.findMany(epcs.map((epc) => [epc]));
  const known = new Map<string, readonly string[]>();
  for (const named of found) {
    if (!named) continue;
    const { epc, vin, several } = named;
    const all = several ? (await ours.births.listBy('epc', [epc], { size: MAX_VINS })).items : [{ vin }];
    known.set(
      epc,
      all.map((one) => one.vin),
    );
  }
  return known;
}

/** What lower rooms ask of this one. */
export const vehicleAnswers = [answer(vinsOf, vins)];
