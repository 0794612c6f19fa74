import type { EventRecord } from '../../records/event';

/** Goes back along the events of a thing, newest first; answers where to go on, if anything is left. */
export async function walk(
  reader: { event(hash: string): Promise<EventRecord | undefined> },
  from: string | undefined,
  epc: string,
  limit: number,
  see: (record: EventRecord) => void,
): Promise<string | undefined> {
  let hash = from;
  for (let seen = 0; hash !== undefined && seen < limit; seen++) {
    const record: EventRecord | undefined = await reader.event(hash);
    const touch = record?.touches.find((touched) => touched.epc === epc);
    if (!record || !touch) return undefined;
    see(record);
    hash = touch.previous;
  }
  return hash;
}
