// A program that follows the blocks of a file and ends itself, without a word, after so many statements.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { follow, Store } = createRequire(import.meta.url)('../../../apps/copy/dist/main.js');
const [where, file, statements] = process.argv.slice(2);
const blocks = JSON.parse(readFileSync(file, 'utf8')).map((block) => Buffer.from(block, 'base64'));
let left = Number.POSITIVE_INFINITY;
const store = await Store.open(JSON.parse(where), () => {
  if (--left <= 0) process.kill(process.pid, 'SIGKILL');
});
left = Number(statements);
// Few blocks at a time, so that there are many transactions of the database to die in.
let height = Number((await store.position()).block ?? -1n) + 1;
const source = {
  height: async () => {
    height = Math.min(blocks.length, height + 3);
    return BigInt(height);
  },
  block: async (number) => (Number(number) < height ? blocks[Number(number)] : undefined),
  async *heard() {
    for (;;) {
      yield undefined;
      await new Promise((next) => setTimeout(next, 1));
    }
  },
};
const follower = follow({
  ...{ source: async () => source, store, chaincode: 'roadbook', other: 'refuse', now: () => Date.now() },
});
setInterval(() => {
  if (follower.progress().height === BigInt(blocks.length)) process.exit();
}, 20);
