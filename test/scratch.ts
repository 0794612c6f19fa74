import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

declare global {
  var roadbookScratch: string[] | undefined;
}

/**
 * What a caller may have set for a network of their own; how this run was built and where Fabric is stays.
 */
const callers = /^ROADBOOK_(?!BUILT$|FABRIC_BIN$|TRACE$|LOG$)/;

/**
 * Whatever the tests of a run write to the system's temporary directory is below one of its own, in every
 * process that they start.
 */
export function openScratch(): void {
  const scratch = mkdtempSync(join(tmpdir(), 'roadbook-run-'));
  globalThis.roadbookScratch = [...(globalThis.roadbookScratch ?? []), scratch];
  process.env['TMPDIR'] = scratch;
  for (const name of Object.keys(process.env)) if (callers.test(name)) delete process.env[name];
}

/** It goes with the run, passed or failed. */
export function closeScratch(): void {
  for (const scratch of globalThis.roadbookScratch ?? []) rmSync(scratch, { recursive: true, force: true });
}
