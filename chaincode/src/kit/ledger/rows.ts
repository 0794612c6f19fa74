import { z } from 'zod';
import type { Page } from '../api';
import { demand, kitErrors, refuse } from '../errors';
import { canonical } from '../value/json';
import { listed, startOf } from './bookmark';
import { ID_MARK, indexKind, keyOf, partsOfKey } from './keys';
import { isKept } from './own';
import type { AnyLife, NamedStep } from '../life';
import { mustBeReached } from './transition';
import type { State } from './state';
import { type AnyTable, listsOf, type TableSpec } from '../table';
import { laterOf } from '../value/time';
import type { Caller } from '../who';

/** What every stored record carries beside its fields. */
interface Meta {
  readonly kind: string;
  readonly v: number;
  /**
   * The latest time that a writer claimed. It never runs back, and a writer whose clock is behind it is not
   * refused: clocks may lie.
   */
  readonly updatedAt: string;
  /** Fingerprint of the request that made it: tells a repeat from a contradiction. */
  readonly made: string;
}

interface Parsed<R> {
  readonly record: R;
  readonly meta: Meta;
}

/** What rows need to know of their transaction. */
export interface Setting {
  readonly state: State;
  readonly now: string;
  readonly fingerprint: string;
  readonly caller: Caller;
  /** The lives of the house by kind of record: what is written of one goes by its rows. */
  readonly lived?: ReadonlyMap<string, AnyLife> | undefined;
  readonly takes?: readonly NamedStep[] | undefined;
}

/** Records of a table, found by their id. */
export interface Found<R> {
  /** The record, or `undefined`. */
  find(...id: string[]): Promise<R | undefined>;
  /** The record, or NOT_FOUND. */
  get(...id: string[]): Promise<R>;
  /** Several at once, in the order of the ids; read together where the peer can. */
  findMany(ids: readonly (readonly string[])[]): Promise<(R | undefined)[]>;
  /**
   * The first of those whose id begins with the parts given, in the order of their keys. One that another
   * writes before it makes the transaction conflict, so that a rule may rest on its being the first, or on
   * there being none.
   */
  first(...prefix: string[]): Promise<R | undefined>;
  /** The same of the first `most` of them, and of there being no more when they are fewer. */
  some(most: number, ...prefix: string[]): Promise<R[]>;
}

/** A page: its records and, if there are more, the bookmark of the next. */
export interface Listed<R> {
  readonly items: R[];
  readonly next?: string;
}

/**
 * Records of a table as a query reads them: also page by page. Bookmarks of other lists are refused
 * (INVALID_REQUEST).
 */
export interface ReadRows<R, Index extends string> extends Found<R> {
  /** A page of all, or of those whose id begins with the parts given. */
  list(page: Page, ...prefix: string[]): Promise<Listed<R>>;
  /** A page of those that an index finds under the values. */
  listBy(index: Index, values: readonly string[], page: Page): Promise<Listed<R>>;
}

/**
 * Records of a table as an operation that writes has them. None is listed: a list cannot be endorsed
 * cheaply.
 */
export interface WriteRows<R> extends Found<R> {
  /**
   * The record if this very request made it (then answer it and change nothing), `undefined` if there is
   * none, EXISTS_DIFFERENTLY otherwise. Asked before a record is made, so it refuses, as ID_KEPT, an id that
   * is another's own (`ownId`); what the caller names is the last part.
   */
  known(...id: string[]): Promise<R | undefined>;
  put(record: R): Promise<void>;
  /** Writes a record whose id cannot exist yet, because it is made of one that is new: saves the reading. */
  add(record: R): Promise<void>;
  remove(...id: string[]): Promise<void>;
}

const [decoder, encoder] = [new TextDecoder(), new TextEncoder()];
const DEFAULT_PAGE = 20;

/** The key under which a record of a table stands on the ledger. */
export const keyIn = (spec: AnyTable, id: readonly string[]): string => keyOf(spec.kind, id);

/**
 * Records of one table over the keys of one transaction: parsed once, indexes and lives kept by what is
 * written.
 */
export class Rows<R> implements ReadRows<R, string>, WriteRows<R> {
  readonly #spec: TableSpec<R>;
  readonly #at: Setting;

  constructor(spec: TableSpec<R>, setting: Setting) {
    this.#spec = spec;
    this.#at = setting;
  }

  async find(...id: string[]): Promise<R | undefined> {
    return (await this.#load(id))?.record;
  }

  async get(...id: string[]): Promise<R> {
    const { kind, absent } = this.#spec;
    return (
      (await this.find(...id)) ?? absent?.(id) ?? refuse(kitErrors.NOT_FOUND, { kind, id: id.join('/') })
    );
  }

  async findMany(ids: readonly (readonly string[])[]): Promise<(R | undefined)[]> {
    await this.#at.state.fetch(ids.map((id) => keyOf(this.#spec.kind, id)));
    const records: (R | undefined)[] = [];
    for (const id of ids) records.push(await this.find(...id));
    return records;
  }

  async first(...prefix: string[]): Promise<R | undefined> {
    return (await this.some(1, ...prefix))[0];
  }

  async some(most: number, ...prefix: string[]): Promise<R[]> {
    const found = await this.#at.state.some(this.#spec.kind, prefix, most);
    return found.map((value) => this.#parse(value).record);
  }

  async known(...id: string[]): Promise<R | undefined> {
    const found = await this.#load(id);
    const made = id.at(-1) ?? '';
    if (!found) demand(!isKept(made, this.#at.caller), kitErrors.ID_KEPT, { id: made });
    if (!found) return undefined;
    demand(found.meta.made === this.#at.fingerprint, kitErrors.EXISTS_DIFFERENTLY, {
      kind: this.#spec.kind,
      id: id.join('/'),
    });
    return found.record;
  }

  async put(record: R): Promise<void> {
    const id = this.#spec.id(record);
    const before = await this.#load(id);
    this.#write(id, record, before);
  }

  async add(record: R): Promise<void> {
    this.#write(this.#spec.id(record), record, undefined);
  }

  #write(id: readonly string[], record: R, before: Parsed<R> | undefined): void {
    const { kind, v, schema } = this.#spec;
    const { now, fingerprint, state, lived, takes } = this.#at;
    const life = lived?.get(kind);
    if (life) mustBeReached(life, before?.record, record, takes);
    const updatedAt = before ? laterOf(before.meta.updatedAt, now) : now;
    const meta: Meta = { kind, v, updatedAt, made: before?.meta.made ?? fingerprint };
    state.set(keyOf(kind, id), encoder.encode(canonical({ ...meta, record: z.encode(schema, record) })));
    this.#reindex(id, before?.record, record, before?.meta.v === v);
  }

  async remove(...id: string[]): Promise<void> {
    const before = await this.#load(id);
    if (!before) return;
    this.#at.state.set(keyOf(this.#spec.kind, id), undefined);
    this.#reindex(id, before.record, undefined, true);
  }

  async list(page: Page, ...prefix: string[]): Promise<Listed<R>> {
    const raw = await this.#at.state.page(
      this.#spec.kind,
      prefix,
      page.size ?? DEFAULT_PAGE,
      startOf(this.#spec.kind, prefix, page),
    );
    return listed(
      raw.entries.map(({ value }) => this.#parse(value).record),
      raw.next,
    );
  }

  async listBy(index: string, values: readonly string[], page: Page): Promise<Listed<R>> {
    const kind = indexKind(this.#spec.kind, index);
    const raw = await this.#at.state.page(
      kind,
      values,
      page.size ?? DEFAULT_PAGE,
      startOf(kind, values, page),
    );
    const ids = raw.entries.map(({ key }) => partsOfKey(key).parts.slice(values.length));
    const found = await this.findMany(ids.map((parts) => this.#idWithin(index, parts)));
    return listed(
      found.filter((record) => record !== undefined),
      raw.next,
    );
  }

  /** An index key ends with the id; what stands before it are index values beyond those asked for. */
  #idWithin(index: string, parts: readonly string[]): readonly string[] {
    const marker = parts.indexOf(ID_MARK);
    return marker < 0
      ? refuse(kitErrors.BROKEN, { operation: `list by ${index}`, why: 'an index key without an id' })
      : parts.slice(marker + 1);
  }

  async #load(id: readonly string[]): Promise<Parsed<R> | undefined> {
    const bytes = await this.#at.state.get(keyOf(this.#spec.kind, id));
    if (!bytes) return undefined;
    const known = this.#at.state.parsed.get(bytes) as Parsed<R> | undefined;
    if (known) return known;
    const parsed = this.#parse(bytes);
    this.#at.state.parsed.set(bytes, parsed);
    return parsed;
  }

  #parse(bytes: Uint8Array): Parsed<R> {
    const { record, ...meta } = JSON.parse(decoder.decode(bytes)) as Meta & { record: never };
    return { record: z.decode(this.#spec.schema, record), meta };
  }

  /** A record of an earlier version may lack index keys that this version knows: all of its keys are written. */
  #reindex(id: readonly string[], before: R | undefined, after: R | undefined, known: boolean): void {
    for (const [name, valuesOf] of Object.entries(this.#spec.indexes)) {
      const kind = indexKind(this.#spec.kind, name);
      const keysFor = (record: R | undefined): string[] =>
        (record === undefined ? [] : listsOf(valuesOf(record))).map((values) =>
          keyOf(kind, [...values, ID_MARK, ...id]),
        );
      const [old, now] = [keysFor(before), keysFor(after)];
      for (const key of old) if (!now.includes(key)) this.#at.state.set(key, undefined);
      for (const key of now) if (!known || !old.includes(key)) this.#at.state.set(key, PRESENT);
    }
  }
}

const PRESENT = Uint8Array.of(1);
