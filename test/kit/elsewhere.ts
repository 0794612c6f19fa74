// A process of its own: reads calls from standard input, plays them on a ledger of its own, and writes what
// it came to.
import 'reflect-metadata';
import { text } from 'node:stream/consumers';
import type { Asked } from '@roadbook/ledger';
import { replay } from '@roadbook/ledger';

async function play(): Promise<void> {
  const digest = await replay(JSON.parse(await text(process.stdin)) as Asked[]);
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  process.stdout.write(JSON.stringify({ digest, timeZone, locale }));
}

void play();
