import type { Captured } from '../../rules/capture';
import type { Done } from '../../rules/state/apply';
import { withEntry, withoutEvent } from '../../rules/lot';
import { generationKey } from '../../records/part';
import type { EventRecord } from '../../records/event';
import { effectsOf } from '../../rules/effect';
import type { WriteTx } from '../../tables';

/** Records what an event put into things of lots, and took out. */
export async function saveLots(
  tx: WriteTx,
  { effects, event, hash }: Captured,
  { things }: Done,
): Promise<void> {
  for (const effect of effects.lots) {
    const { lot, parent = '', step } = effect;
    const host = things.parts.get(parent);
    if (!host || (step !== 'put' && step !== 'out')) continue;
    const { generation } = host;
    const known = await tx.lotsInside.find(parent, generationKey(generation), lot);
    if (!known && step === 'out') continue;
    const how = event.type === 'AggregationEvent' ? ('packed' as const) : ('fitted' as const);
    await tx.lotsInside.put(withEntry(known ?? { parent, generation, lot, how, entries: [] }, effect, hash));
  }
}

/** Takes back what an event said of lots. */
export async function takeBackLots(tx: WriteTx, { event, namespaces, hash }: EventRecord): Promise<void> {
  const moved = effectsOf(event, namespaces).lots.filter(({ step }) => step === 'put' || step === 'out');
  for (const { parent = '', lot } of moved) {
    const host = await tx.parts.find(parent);
    for (let at = host?.generation ?? -1; at >= 0; at--) {
      const known = await tx.lotsInside.find(parent, generationKey(at), lot);
      if (!known?.entries.some((entry) => entry.event === hash)) continue;
      await tx.lotsInside.put(withoutEvent(known, hash));
      break;
    }
  }
}
