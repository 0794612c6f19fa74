import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What was written to a file, or which names a folder holds, is on the disk when this ends. */
export function flush(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes a file that is on the disk when this ends, readable by its owner alone. */
export const writeFlushed = (path: string, content: string | Uint8Array): void =>
  writeFileSync(path, content, { mode: 0o600, flush: true });

/** Gives what is on the disk its name, so that a power cut leaves the one or the other, and nothing empty. */
export function rename(draft: string, path: string): void {
  renameSync(draft, path);
  flush(dirname(path));
}
