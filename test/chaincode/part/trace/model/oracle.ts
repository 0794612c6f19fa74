import { type Claim, Graph, inside, type Standing, type Thing } from './graph';

/** One event of the model, or what is declared of one, or a BLOCK that its recipient acknowledges. */
export interface Happening {
  readonly by: string;
  readonly act:
    | 'commission' | 'inspect' | 'ship' | 'unship' | 'receive' | 'decommission' | 'destroy'
    | 'pack' | 'unpack' | 'unpackAll' | 'fit' | 'remove' | 'removeAll' | 'transform'
    | 'declare' | 'block' | 'release';
  readonly things: readonly string[];
  readonly parent: string;
  readonly lots: readonly { readonly lot: string; readonly quantity?: number | undefined }[];
  readonly outputs: readonly string[];
  readonly group: string;
  /** The event that is declared, or the notification that is let go. */
  readonly of: number;
} // biome-ignore format: a list of words

/** What the page refuses. */
class Refusal extends Error {}
const need = (holds: boolean): void => {
  if (!holds) throw new Refusal();
};
const ENDED = ['consumed', 'decommissioned', 'destroyed'];
const ONWARD = ['ship', 'pack', 'fit', 'consume'];
const LOOSE = ['uncommissioned', 'active', 'removed'];

interface Told {
  readonly by: string;
  readonly event: number;
  readonly parent: string;
  readonly packs: boolean;
}

/** What the ledger should know after some happenings. */
export class Oracle {
  graph = new Graph();
  readonly happened: Happening[] = [];
  readonly taken = new Set<number>();

  /** Whether the happening is taken; what is refused changes nothing. */
  take(one: Happening): boolean {
    const before = this.graph;
    this.graph = before.copy();
    const event = this.happened.length;
    this.graph.clock = event;
    this.happened.push(one);
    try {
      this.act(one, event);
      this.taken.add(event);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.graph = before;
      return false;
    }
  }

  private act(one: Happening, event: number): void {
    const { act, by, things, parent, lots, outputs, group } = one;
    if (act === 'declare') return this.declare(one.of);
    if (act === 'block')
      return this.block(
        by,
        event,
        things,
        lots.map(({ lot }) => lot),
      );
    if (act === 'release') return this.release(one.of);
    const graph = this.graph;
    const held = graph.heldLots.get(by);
    const onward = act === 'ship' || act === 'transform' || act === 'pack' || act === 'fit';
    if (onward) need(!lots.some(({ lot }) => (held?.get(lot)?.size ?? 0) > 0));
    const told = { by, event, parent, packs: ['pack', 'unpack', 'unpackAll'].includes(act) };
    const all = act === 'unpackAll' || act === 'removeAll';
    for (const id of all ? [] : things) this.step(act === 'transform' ? 'consume' : act, id, told);
    for (const id of act === 'transform' ? outputs : []) this.step('commission', id, told);
    if (act === 'transform')
      graph.made.push({ event, group, inputs: [...things, ...lots.map(({ lot }) => lot)], outputs });
    if (parent === '') return;
    this.step(all ? 'empty' : 'host', parent, told);
    if (!all) this.amounts(one, event);
  }

  private amounts({ act, parent, lots }: Happening, event: number): void {
    const epoch = this.graph.emptyings.get(parent)?.length ?? 0;
    for (const { lot, quantity } of lots) {
      const key = `${parent} ${lot}`;
      const known = this.graph.lots.get(key) ?? [];
      const out = act === 'unpack' || act === 'remove';
      if (out && !known.some((amount) => amount.epoch === epoch)) continue;
      this.graph.lots.set(key, [...known, { event, epoch, out, quantity }]);
    }
  }

  private step(step: string, id: string, told: Told): void {
    const { graph } = this;
    const { by, event } = told;
    const standing = graph.at(id);
    const holder = graph.holder(id);
    const set = (after: Standing | undefined): void => {
      if (!after) return;
      const thing: Thing = graph.things.get(id) ?? { states: [], blocks: new Set(), ahead: new Map() };
      thing.gone = undefined;
      thing.states.push({ event, after });
      graph.things.set(id, thing);
    };
    if (step === 'empty')
      graph.emptyings.set(id, [
        ...(graph.emptyings.get(id) ?? []),
        { at: event, by, event, held: !standing || holder === by },
      ]);
    if (!standing || standing.status === 'withdrawn') {
      const born: Standing = { status: 'active', custodian: by, claims: [] };
      if (step === 'commission') return set({ ...born, maker: by });
      if (step === 'host' || step === 'empty') return set(born);
      const stray = { ...born, status: 'uncommissioned' };
      return set(this.moved(step, id, stray, by, told) ?? stray);
    }
    const { status, maker } = standing;
    if (step === 'commission') {
      if (ENDED.includes(status) || maker !== undefined) return;
      return set({ ...standing, maker: by, status: status === 'uncommissioned' ? 'active' : status });
    }
    if (ENDED.includes(status) && !(step === 'destroy' && status === 'decommissioned')) return;
    if (ONWARD.includes(step)) need(!graph.blocked(id, by));
    set(this.moved(step, id, standing, holder, told));
  }

  /** What a step makes of a thing; nothing where it was only seen. */
  private moved(step: string, id: string, now: Standing, holder: string, told: Told): Standing | undefined {
    const { by, packs } = told;
    const mine = holder === by;
    const { status, claims } = now;
    const free = { ...now, to: undefined };
    const own = { ...free, claims: [], custodian: by };
    switch (step) {
      case 'host':
      case 'empty':
        if (packs) need(mine);
        return undefined;
      case 'ship':
        if (status === 'fitted' || (status === 'in_transit' && mine)) return undefined;
        need(mine);
        return status === 'packed' ? undefined : { ...free, status: 'in_transit' };
      case 'unship':
        return status === 'in_transit' && mine ? { ...free, status: 'active' } : undefined;
      case 'receive':
        if (claims.length > 0 || (mine && status !== 'in_transit')) return undefined;
        return { ...own, status: 'active' };
      case 'pack':
      case 'fit':
        return this.put(step, id, now, mine, told);
      case 'unpack':
      case 'remove':
        return this.out(step, now, mine, told);
      case 'consume':
        need(mine && (LOOSE.includes(status) || status === 'packed'));
        return { ...own, status: 'consumed' };
      case 'decommission':
      case 'destroy':
        need(mine || (status === 'fitted' && now.custodian === by));
        need(status !== 'in_transit');
        return { ...own, status: step === 'destroy' ? 'destroyed' : 'decommissioned' };
      default:
        return undefined;
    }
  }

  private put(step: string, id: string, now: Standing, mine: boolean, told: Told): Standing | undefined {
    const { by, event, parent } = told;
    need(parent !== id && !this.graph.above(parent).has(id));
    if (step === 'pack') need(mine);
    const how = step === 'pack' ? 'packed' : 'fitted';
    const { claims, status } = now;
    const same = claims.find((claim) => claim.parent === parent && claim.how === how);
    if (same && (how === 'fitted' || same === claims[0])) return undefined;
    if (step === 'pack') need(LOOSE.includes(status) || status === 'packed');
    const claim: Claim = { parent, how, by, event, since: event };
    const others = claims.filter((other) => other.parent !== parent);
    if (how === 'packed') return inside({ ...now, to: undefined }, [claim, ...others]);
    const beside = others.filter((other) => !mine || other.how === 'fitted');
    return inside({ ...now, to: undefined }, [...beside, claim]);
  }

  private out(step: string, now: Standing, mine: boolean, told: Told): Standing | undefined {
    const { by, parent } = told;
    const { claims, status, maker } = now;
    const how = step === 'unpack' ? 'packed' : 'fitted';
    const claim = claims.find((one) => one.parent === parent && one.how === how);
    const own = { ...now, to: undefined, claims: [], custodian: by };
    if (!claim) {
      const loose = step === 'remove' && claims.length === 0 && mine;
      return loose && (status === 'uncommissioned' || status === 'active')
        ? { ...own, status: 'removed' }
        : undefined;
    }
    if (step === 'unpack') need(mine || claim.by === by);
    else if (claims.length > 1 && !mine && by !== maker && claim.by !== by) return undefined;
    const left = claims.filter((one) => one !== claim);
    if (left.length > 0) return inside({ ...now, to: undefined }, left);
    return { ...own, status: step === 'unpack' ? 'active' : 'removed' };
  }

  private declare(of: number): void {
    const { graph } = this;
    const { things, outputs, parent } = this.happened[of] as Happening;
    const before = new Map([...graph.things.keys()].map((id) => [id, graph.raw(id)] as const));
    graph.void.add(of);
    const touched = [...things, ...outputs, ...(parent === '' ? [] : [parent])];
    for (const id of touched) {
      const thing = graph.things.get(id);
      if (!thing || thing.gone) continue;
      thing.states = thing.states.filter(({ event }) => event !== of);
      const last = before.get(id);
      if (thing.states.length === 0 && last)
        thing.gone = { ...last, claims: [], to: undefined, status: 'withdrawn' };
    }
    for (const id of touched) need(!graph.above(id).has(id));
  }

  private block(by: string, event: number, things: readonly string[], lots: readonly string[]): void {
    const id = `N-${event}`;
    for (const one of things) {
      const thing = this.graph.things.get(one);
      if (!thing) continue;
      if (this.graph.holder(one) === by) thing.blocks.add(id);
      else thing.ahead.set(id, by);
    }
    const held = this.graph.heldLots.get(by) ?? new Map<string, Set<string>>();
    for (const lot of lots) held.set(lot, new Set([...(held.get(lot) ?? []), id]));
    this.graph.heldLots.set(by, held);
  }

  private release(of: number): void {
    const id = `N-${of}`;
    for (const { blocks, ahead } of this.graph.things.values()) {
      blocks.delete(id);
      ahead.delete(id);
    }
    for (const lots of this.graph.heldLots.values()) for (const ids of lots.values()) ids.delete(id);
  }
}
