import { z } from 'zod';
import { demand, kitErrors, refuse } from '../errors';
import { canonical } from '../value/json';
import { keyOf, partsOfKey } from './keys';
import { type Setting } from './rows';
import { sha256 } from '../value/hash';
import type { SecretSpec } from '../table';

/** In a `keep` operation: writes to the collection of the caller's organisation. */
export interface KeepRows<R> {
  /**
   * Keeps the facts, salted, and answers their seal. Whoever repeats its own facts has the first seal again,
   * with whatever salt, so that an answer that was lost is no dead end; other facts, or somebody else's, are
   * EXISTS_DIFFERENTLY.
   */
  keep(record: R, ...id: string[]): Promise<{ seal: string }>;
}

/** In a `submit` operation: only the hash on the ledger is visible, on every peer alike. */
export interface SealedRows {
  /** PRIVATE_DIFFERS unless the organisation keeps facts with this seal under the id. */
  check(org: string, seal: string, ...id: string[]): Promise<void>;
  /** Whether the organisation keeps facts with this seal under the id. */
  holds(org: string, seal: string, ...id: string[]): Promise<boolean>;
}

/**
 * In an `evaluate` operation, on a peer of the organisation that keeps them: for its own staff, or for the
 * member whom the id names.
 */
export interface RevealRows<R> {
  reveal(org: string, ...id: string[]): Promise<R>;
  /**
   * The same for whom a rule of the room opens them, which asks before it answers them: an auditor, who is
   * nobody's staff.
   */
  disclose(org: string, ...id: string[]): Promise<R>;
  /** Several at once, in the order of the ids; `undefined` where nothing is kept. */
  revealMany(org: string, ids: readonly (readonly string[])[]): Promise<(R | undefined)[]>;
}

interface Kept {
  readonly salt: string;
  readonly facts: unknown;
  /** Who kept it: to nobody else does a repetition tell whether it guessed the facts. */
  readonly by?: string;
}

/**
 * The collection of an organisation's private facts: its members alone read it, its peer alone endorses it.
 */
export const collectionOf = (org: string): string => `of_${org}`;
/**
 * Where ledgers kept them before: in the collection that Fabric gives every organisation. Read still, written
 * no more.
 */
export const formerCollectionOf = (org: string): string => `_implicit_org_${org}`;

/**
 * Private facts of one kind over the collections of their keepers: kept, checked by their seal, revealed to
 * their keeper's peers.
 */
export class Vault<R> implements KeepRows<R>, SealedRows, RevealRows<R> {
  readonly #spec: SecretSpec<R>;
  readonly #at: Setting & { readonly salt: string; readonly peerOrg: string };

  constructor(spec: SecretSpec<R>, setting: Setting & { readonly salt: string; readonly peerOrg: string }) {
    this.#spec = spec;
    this.#at = setting;
  }

  async keep(record: R, ...id: string[]): Promise<{ seal: string }> {
    const { state, caller, salt, peerOrg } = this.#at;
    const { org } = caller;
    // No other peer endorses it: an endorser has what it endorsed in its transient store.
    demand(peerOrg === org, kitErrors.PRIVATE_ELSEWHERE, { org });
    const { kind, v, schema } = this.#spec;
    const key = keyOf(kind, id);
    const kept = { kind, v, salt, facts: z.encode(schema, record), by: caller.member };
    const found = await this.#findHash(org, key, caller.former === true);
    const text = found === undefined ? canonical(kept) : await this.#repeated(kept, found.collection, key);
    // Written again too: only what writes to the collection alone is valid by the organisation's endorsement
    // alone.
    state.set(key, new TextEncoder().encode(text), collectionOf(org));
    return { seal: sha256(text) };
  }

  /**
   * The hash under a key, and in which of the organisation's collections it stands: in the present one before
   * the former.
   */
  async #findHash(
    org: string,
    key: string,
    former: boolean,
  ): Promise<{ collection: string; hash: string } | undefined> {
    for (const collection of [collectionOf(org), ...(former ? [formerCollectionOf(org)] : [])]) {
      const hash = await this.#at.state.privateHash(collection, key);
      if (hash !== undefined) return { collection, hash };
    }
    return undefined;
  }

  /**
   * What the same keeper has kept before under another salt, or the same; of anything else
   * EXISTS_DIFFERENTLY.
   */
  async #repeated(kept: object, collection: string, key: string): Promise<string> {
    const bytes = await this.#at.state.getPrivate(collection, key);
    const text = new TextDecoder().decode(bytes);
    const same =
      bytes !== undefined && text === canonical({ ...kept, salt: (JSON.parse(text) as Kept).salt });
    const { kind, parts } = partsOfKey(key);
    return same ? text : refuse(kitErrors.EXISTS_DIFFERENTLY, { kind, id: parts.join('/') });
  }

  async check(org: string, seal: string, ...id: string[]): Promise<void> {
    demand(await this.holds(org, seal, ...id), kitErrors.PRIVATE_DIFFERS, { id: id.join('/') });
  }

  async holds(org: string, seal: string, ...id: string[]): Promise<boolean> {
    return (await this.#findHash(org, keyOf(this.#spec.kind, id), true))?.hash === seal;
  }

  async reveal(org: string, ...id: string[]): Promise<R> {
    const { caller } = this.#at;
    this.#mustBeOf(org, caller.staff || id.includes(caller.member));
    return this.disclose(org, ...id);
  }

  async revealMany(org: string, ids: readonly (readonly string[])[]): Promise<(R | undefined)[]> {
    const { caller } = this.#at;
    this.#mustBeOf(org, caller.staff || ids.every((id) => id.includes(caller.member)));
    return this.#open(org, ids);
  }

  async disclose(org: string, ...id: string[]): Promise<R> {
    this.#mustBeOf(org, true);
    const [found] = await this.#open(org, [id]);
    return found ?? refuse(kitErrors.NOT_FOUND, { kind: this.#spec.kind, id: id.join('/') });
  }

  #mustBeOf(org: string, own: boolean): void {
    const { caller } = this.#at;
    const needed = `staff of ${org}`;
    demand(caller.org === org && own, kitErrors.NOT_YOURS, { who: caller.member, as: needed, needed });
  }

  async #open(org: string, ids: readonly (readonly string[])[]): Promise<(R | undefined)[]> {
    const { peerOrg, state } = this.#at;
    demand(peerOrg === org, kitErrors.PRIVATE_ELSEWHERE, { org });
    const keys = ids.map((id) => keyOf(this.#spec.kind, id));
    const found = await state.getPrivateMany(collectionOf(org), keys);
    const lacking = keys.filter((_, at) => found[at] === undefined);
    const former = lacking.length > 0 ? await state.getPrivateMany(formerCollectionOf(org), lacking) : [];
    return found.map((bytes) => bytes ?? former.shift()).map((bytes) => bytes && this.#opened(bytes));
  }

  #opened(bytes: Uint8Array): R {
    const { facts } = JSON.parse(new TextDecoder().decode(bytes)) as Kept;
    return z.decode(this.#spec.schema, facts as never);
  }
}
