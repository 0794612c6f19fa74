import { cpSync, existsSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store } from '@roadbook/copy';

/** An empty copy, made once: opening another one takes a tenth of the time. */
const template = join(tmpdir(), 'roadbook-copy-template');

/** A new copy in a folder of its own. */
export async function freshStore(folder = mkdtempSync(join(tmpdir(), 'roadbook-copy-'))): Promise<Store> {
  if (!existsSync(template)) {
    const draft = mkdtempSync(join(tmpdir(), 'roadbook-draft-'));
    await (await Store.open({ folder: draft })).close();
    // Another worker may have been faster; both made the same.
    if (!existsSync(template)) renameSync(draft, template);
  }
  cpSync(template, folder, { recursive: true });
  return await Store.open({ folder });
}
