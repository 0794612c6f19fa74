import { resolve } from 'node:path';
import { deploy } from './deploy';
import { Misuse } from '../fault';
import { programs } from '../node/fabric';
import { answer } from '../say';
import { alone, mustRun } from './alone';
import type { Command } from '../commands/call';
import { word } from '../commands/join';

export const deployCommand: Command = {
  usage: 'deploy <folder> --name <name>',
  summary: 'Deploy any Node chaincode folder under a name, or upgrade it.',
  options: { name: { type: 'string' } },
  words: 1,
  run: ({ home, json, texts, words }) =>
    alone(home, async () => {
      const folder = resolve(word(words, 0, 'the folder'));
      const name = texts.name ?? '';
      if (!/^[a-z][a-z0-9-]{0,30}$/.test(name))
        throw new Misuse(
          `--name ${name || '(none)'} is no chaincode name`,
          'lower case letters, digits and hyphens',
        );
      mustRun(home);
      const { packed, sequence } = await deploy(home, await programs(), name, folder);
      answer(
        json,
        { ok: true, name, packageId: packed.packageId, sequence },
        () => `${name} runs, version ${sequence}, package ${packed.packageId}`,
      );
    }),
};
