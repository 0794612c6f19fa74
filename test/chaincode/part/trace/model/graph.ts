// A plain graph in memory of what the page of room part says, written from the page.

/** What says that a thing is in another one: who said so, when, by which event. */
export interface Claim {
  readonly parent: string;
  readonly how: 'packed' | 'fitted';
  readonly by: string;
  readonly event: number;
  readonly since: number;
}

export interface Standing {
  readonly status: string;
  readonly custodian: string;
  readonly maker?: string | undefined;
  readonly to?: string | undefined;
  readonly claims: readonly Claim[];
}

/** A thing: what each event made of it, the latest that counts last. */
export interface Thing {
  states: { readonly event: number; readonly after: Standing }[];
  /** What it is where no event that made it counts any more. */
  gone?: Standing | undefined;
  readonly blocks: Set<string>;
  readonly ahead: Map<string, string>;
}

export interface Emptying {
  readonly at: number;
  readonly by: string;
  readonly held: boolean;
  readonly event: number;
}

export interface Amount {
  readonly event: number;
  readonly out: boolean;
  readonly quantity?: number | undefined;
  readonly epoch: number;
}

export interface Made {
  readonly event: number;
  readonly group: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export interface Link {
  readonly of: string;
  readonly id: string;
}

/** What is known at one time, and how it is read. */
export class Graph {
  clock = 0;
  readonly things = new Map<string, Thing>();
  readonly emptyings = new Map<string, Emptying[]>();
  readonly lots = new Map<string, Amount[]>();
  readonly made: Made[] = [];
  readonly void = new Set<number>();
  readonly heldLots = new Map<string, Map<string, Set<string>>>();

  /** What a thing is by the latest event that counts, and in what by events that count. */
  raw(id: string): Standing | undefined {
    const thing = this.things.get(id);
    const standing = thing?.gone ?? thing?.states.at(-1)?.after;
    const left = standing?.claims.filter(({ event }) => !this.void.has(event)) ?? [];
    if (!standing || left.length === standing.claims.length) return standing;
    const status = standing.status === 'fitted' ? 'removed' : 'active';
    return left.length > 0 ? inside(standing, left) : { ...standing, claims: [], status };
  }

  /** The same to go on from, while what is here stays. */
  copy(): Graph {
    const one = new Graph();
    one.clock = this.clock;
    for (const [id, { states, gone, blocks, ahead }] of this.things)
      one.things.set(id, { states: [...states], gone, blocks: new Set(blocks), ahead: new Map(ahead) });
    for (const [id, list] of this.emptyings) one.emptyings.set(id, [...list]);
    for (const [id, list] of this.lots) one.lots.set(id, [...list]);
    one.made.push(...this.made);
    for (const event of this.void) one.void.add(event);
    for (const [party, lots] of this.heldLots)
      one.heldLots.set(party, new Map([...lots].map(([lot, ids]) => [lot, new Set(ids)])));
    return one;
  }

  counting(parent: string, since: number): Emptying[] {
    return (this.emptyings.get(parent) ?? []).filter(({ at, event }) => at > since && !this.void.has(event));
  }

  /** Where a thing is now: what was taken out at a stroke is out, with who did that. */
  at(id: string): Standing | undefined {
    const standing = this.raw(id);
    if (!standing) return undefined;
    const { claims, maker } = standing;
    const ends = claims.map((claim) =>
      this.counting(claim.parent, claim.since).find(
        ({ by, held }) => claims.length === 1 || held || by === maker || by === claim.by,
      ),
    );
    if (ends.every((end) => end === undefined)) return standing;
    const left = claims.filter((_, index) => !ends[index]).map((claim) => ({ ...claim, since: this.clock }));
    if (left.length > 0) return inside(standing, left);
    const status = standing.status === 'fitted' ? 'removed' : 'active';
    return { ...standing, claims: [], status, custodian: ends[0]?.by ?? standing.custodian };
  }

  /** The outermost thing that one goes with. */
  carrier(id: string): string {
    const parent = this.at(id)?.claims[0]?.parent;
    return parent !== undefined && this.at(parent) ? this.carrier(parent) : id;
  }

  holder = (id: string): string => this.at(this.carrier(id))?.custodian ?? '';

  /** Everything that a thing is in, by any claim. */
  above(id: string, found = new Set<string>()): Set<string> {
    for (const { parent } of this.at(id)?.claims ?? [])
      if (!found.has(parent)) this.above(parent, found.add(parent));
    return found;
  }

  children = (id: string): string[] =>
    [...this.things.keys()].filter((one) => this.at(one)?.claims.some(({ parent }) => parent === id));

  /** Lots of which something is left in a thing. */
  lotsIn(parent: string): string[] {
    const all = [...this.lots].filter(([key]) => key.startsWith(`${parent} `));
    return all.filter(([, amounts]) => this.isLeft(parent, amounts)).map(([key]) => key.split(' ')[1] ?? '');
  }

  private isLeft(parent: string, amounts: readonly Amount[]): boolean {
    const epochs = new Set(amounts.map(({ epoch }) => epoch));
    return [...epochs].some((epoch) => {
      const later = (this.emptyings.get(parent) ?? []).slice(epoch);
      if (later.some(({ event }) => !this.void.has(event))) return false;
      let [sum, unknown] = [0, false];
      for (const { out, quantity, epoch: own, event } of amounts) {
        if (own !== epoch || this.void.has(event)) continue;
        if (quantity === undefined) [sum, unknown] = [out ? 0 : sum, !out];
        else sum += out ? -quantity : quantity;
      }
      return unknown || sum > 0;
    });
  }

  private transformations = (): Made[] => this.made.filter(({ event }) => !this.void.has(event));

  /** What leads on from a thing: to what it went into, or to what it was made of and holds. */
  next(id: string, up: boolean): string[] {
    const made = this.transformations();
    const near = made.filter(({ inputs, outputs }) => (up ? inputs : outputs).includes(id));
    const groups = new Set(near.map(({ group }) => group));
    const far = made.filter(({ group }) => groups.has(group));
    const over = far.flatMap(({ inputs, outputs }) => (up ? outputs : inputs));
    const parents = (this.at(id)?.claims ?? []).map(({ parent }) => parent);
    const hosts = [...this.things.keys()].filter((one) => this.lotsIn(one).includes(id));
    const within = [...this.children(id), ...this.lotsIn(id)];
    return [...new Set([...over, ...(up ? [...parents, ...hosts] : within)])];
  }

  /** What leads on from each of all things and lots. */
  ways(up: boolean): ReadonlyMap<string, readonly string[]> {
    const lots = this.made.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]);
    const all = new Set([
      ...this.things.keys(),
      ...lots,
      ...[...this.lots.keys()].map((key) => key.split(' ')[1] ?? ''),
    ]);
    return new Map([...all].map((id) => [id, this.next(id, up)] as const));
  }

  /** Whether a BLOCK holds a thing in a party's hands, for itself or for anything in it. */
  blocked(id: string, party: string): boolean {
    const thing = this.things.get(id);
    if (thing && (thing.blocks.size > 0 || [...thing.ahead.values()].includes(party))) return true;
    const lots = [...(this.heldLots.get(party)?.entries() ?? [])].filter(([, notices]) => notices.size > 0);
    const names = lots.map(([lot]) => lot);
    return (
      this.lotsIn(id).some((lot) => names.includes(lot)) ||
      this.children(id).some((child) => this.blocked(child, party))
    );
  }
}

/** A standing in these claims: the first of them is what the thing goes with. */
export function inside(standing: Standing, claims: readonly Claim[]): Standing {
  const [first] = claims;
  return first ? { ...standing, claims, status: first.how, custodian: first.by } : { ...standing, claims };
}

type Ways = ReadonlyMap<string, readonly string[]>;

/** Every link that leads on from some things. */
export function linksOver(ways: Ways, starts: readonly string[]): Link[] {
  const met = new Set(starts);
  const found: Link[] = [];
  for (const of of met)
    for (const id of ways.get(of) ?? []) {
      found.push({ of, id });
      met.add(id);
    }
  return found;
}

/** Everything that a fault in a thing reaches, and what of it leads to nothing that does not lead back. */
export function affectedOver(ways: Ways, start: string): { reached: number; outermost: number } {
  const onward = new Map<string, Set<string>>();
  const after = (id: string): Set<string> => {
    const known = onward.get(id) ?? new Set([id, ...linksOver(ways, [id]).map((link) => link.id)]);
    onward.set(id, known);
    return known;
  };
  const reached = after(start);
  const last = [...reached].filter((id) => [...after(id)].every((one) => after(one).has(id)));
  return { reached: reached.size, outermost: last.length };
}
