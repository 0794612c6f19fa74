import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Kept } from './list';

/** The files of an organisation's agenda below the home of the network. */
export interface Place {
  readonly list: string;
  /** What it is doing, written every few seconds: whoever watches over it sees there that it goes on. */
  readonly state: string;
}

/** Where the agenda of an organisation keeps its files, below the home of the network. */
export const placeOf = (root: string, org: string): Place => ({
  list: join(root, 'agenda', org, 'list.json'),
  state: join(root, 'agenda', org, 'state.json'),
});

function flush(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Whole or not at all, on the disk before its name is, and readable by its owner alone. */
export function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, path);
  flush(dirname(path));
}

/** The list as it was kept; `undefined` when there is none, or it cannot be read: the ledger has everything. */
export function readList(path: string): Kept | undefined {
  const kept = readJson(path) as Partial<Kept> | undefined;
  return kept?.v === 1 ? (kept as Kept) : undefined;
}

/** What a file holds; `undefined` when there is none, or it is not whole. */
export function readJson(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
