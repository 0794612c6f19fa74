import { List } from './list';
import type { State } from './agenda';
import { callFor } from './send';
import { placeOf, readJson, readList } from './store';

/** One call that falls due, as people are shown it. */
export interface Shown {
  readonly operation: string;
  readonly of: string;
  readonly when: string;
  /** From when on it is taken; absent when it is due at once. */
  readonly opens?: string;
  readonly isDue: boolean;
  /** How often it was refused, why, and until when it rests. */
  readonly held?: { readonly tries: number; readonly code: string; readonly until: string };
  /** The call as it would be sent now. */
  readonly call: ReturnType<typeof callFor>;
}

/** What an organisation's agenda has on its list, the first due first. */
export interface Sheet {
  readonly org: string;
  readonly state?: State;
  readonly items: readonly Shown[];
}

/** Reads the list of an agenda, whether it runs or not; `undefined` when there is none yet. */
export function readAgenda(root: string, org: string, now = Date.now()): Sheet | undefined {
  const place = placeOf(root, org);
  const kept = readList(place.list);
  if (!kept) return undefined;
  const list = new List(org, kept);
  const state = readJson(place.state) as State | undefined;
  const items = list.items().map((item): Shown => {
    const { room, operation, id, when, opens } = item;
    const held = list.heldBy(item);
    const rests = held && { ...held, until: new Date(held.until).toISOString() };
    return {
      ...{ operation: `${room}.${operation}`, of: id.join('/'), when },
      ...(opens !== '' && { opens }),
      isDue: opens === '' || Date.parse(opens) <= now,
      ...(rests && { held: rests }),
      call: callFor(item, new Date(now).toISOString(), held?.tries),
    };
  });
  return { org, ...(state && { state }), items };
}
