import { resolve } from 'node:path';
import { programs } from '../node/fabric';
import { Misuse } from '../fault';
import { enter, request, sign, submit } from '../channel/handover';
import { answer } from '../say';
import type { Call } from './call';

export function word(words: readonly string[], index: number, what: string): string {
  const found = words[index];
  if (!found) throw new Misuse(`${what} is missing`, 'see --help');
  return found;
}

export async function joinByFile({ home, json, texts, words: [verb = '', ...words] }: Call) {
  if (!['request', 'sign', 'submit', 'enter'].includes(verb))
    throw new Misuse(`join ${verb || '(nothing)'} is no step`, 'request, sign, submit or enter; see --help');
  const file = resolve(word(words, verb === 'request' ? 1 : 0, 'the file'));
  if (verb === 'request') {
    const done = await request(home, await programs(), word(words, 0, 'the organisation'), file);
    answer(json, done, () => `${file} is for the members to sign\nthey see the CA as ${done.fingerprint}`);
  } else if (verb === 'sign') {
    const done = await sign(home, await programs(), file, texts.as);
    const next = done.missing ? `needed: ${done.missing}` : 'enough: scripts/join submit';
    answer(
      json,
      done,
      () => `signed by ${done.signed.join(', ')}; ${next}\nthe CA that joins is ${done.fingerprint}`,
    );
  } else if (verb === 'submit') {
    const done = await submit(home, await programs(), file);
    answer(
      json,
      done,
      () => `the channel took it in; ${file} is for scripts/join enter\nfirst block ${done.firstBlock}`,
    );
  } else {
    const done = enter(home, file);
    answer(json, done, () => `scripts/up brings the nodes to the channel\nfirst block ${done.firstBlock}`);
  }
}
