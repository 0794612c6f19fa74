import { transformationIn } from '../../epcis/transformation';
import { counts, type EventRecord } from '../../records/event';
import type { Part } from '../../records/part';
import { claimsOf, type Things } from '../inside/claim';
import type { Store } from '../inside/gather';
import { pagesOf, type Reader, type Step } from './reader';

/** What an event, and those that are one transformation with it, have on the other side. */
export async function otherSide(
  reader: Reader,
  event: EventRecord,
  side: 'input' | 'output',
): Promise<Step[]> {
  const own = transformationIn(event.event, event.namespaces);
  const together = [event];
  if (own?.id !== undefined) {
    const common = own.id;
    for await (const { items } of pagesOf((next) => reader.events('transformation', common, next)))
      together.push(...items.filter(({ hash }) => hash !== event.hash));
  }
  return together.filter(counts).flatMap(({ hash, event: told, namespaces }) => {
    const sides = transformationIn(told, namespaces);
    const ids = (side === 'input' ? sides?.outputs : sides?.inputs) ?? [];
    return ids.map((id): Step => ({ id, how: 'transformed', event: hash }));
  });
}

/** What of a part claims it, as steps to the part. */
export function stepsOf(part: Part, things: Things): { claim: string; step: Step }[] {
  const claims = claimsOf(part, things);
  const claimed = claims.length > 1 ? { claimed: true as const } : {};
  return claims.map(({ id: claim, event }) => ({
    claim,
    step: { id: part.epc, how: 'contained', event, ...claimed },
  }));
}

export const storeOf = (reader: Reader): Store => ({
  parts: (epcs) => reader.parts(epcs),
  emptying: (epc, generation) => reader.emptying(epc, generation),
});
