import { resolve } from 'node:path';
import { agreeByFile } from '../channel/agreement';
import { SERVICE } from '../channel/access';
import { alone, mustRun } from '../chaincode/alone';
import { api, apiOptions, copy } from './api';
import { bare } from '../release/bare';
import { foreign } from '../release/foreign';
import { bench, benchOptions, benchUsage, readOptions } from './bench';
import { deployCommand } from '../chaincode/command';
import { doctor } from './doctor';
import { programs } from '../node/fabric';
import { Misuse } from '../fault';
import { describeBundle, writeBundle } from '../identity/bundle';
import { enrolMember, enrolService } from '../identity/identities';
import { memberIn, mustBeAs, mustBeConferred, mustBeFree } from '../identity/names';
import { logs } from './logs';
import { packageCommand } from './package';
import { describeRevoked, revoke } from '../identity/revocation';
import { reset } from './reset';
import { answer } from '../say';
import { start } from './start';
import { describeStatus, status } from './status';
import { stop } from './stop';
import { checkAll } from './test';
import { endTokens } from '../identity/tokens';
import { keepTime, lookAfter, settle, up } from './up';
import type { Command } from './call';
import { word, joinByFile } from './join';
import { unitsCommand } from '../node/unit';
import { watchCommand } from '../node/watcher';

export const commands: Readonly<Record<string, Command>> = {
  start: {
    summary: 'Install, build, bring everything up, enrol the cast, play the first story, leave it running.',
    run: ({ home, json }) => alone(home, () => start(home, json)),
  },
  up: {
    summary: 'Bring the network up until a first transaction can commit; enrol the cast; no story.',
    run: ({ home, json }) =>
      alone(home, async () => {
        await up(home);
        await settle(home);
        await keepTime(home);
        await lookAfter(home);
        const now = await status(home);
        answer(json, { ok: true, ...now }, () => describeStatus(home, now));
      }),
  },
  stop: {
    summary: 'End every process of this network; the ledger stays on disk.',
    run: ({ home, json }) =>
      alone(home, async () => {
        const ended = await stop(home);
        answer(json, { ok: true, ended }, () =>
          ended.length > 0 ? `ended ${ended.length} processes` : 'nothing was running',
        );
      }),
  },
  status: {
    summary: 'What runs, since when, with how much memory; what is deployed; who is enrolled.',
    run: async ({ home, json }) => {
      const now = await status(home);
      answer(json, now, () => describeStatus(home, now));
    },
  },
  reset: {
    usage: 'reset [--yes]',
    summary: 'End every process and remove this network: ledger, keys, certificates, logs.',
    options: { yes: { type: 'boolean' } },
    run: async ({ home, json, flags }) => {
      await reset(home, flags.has('yes'));
      answer(json, { ok: true, removed: home.root }, () => `removed ${home.root}`);
    },
  },
  logs: {
    usage: 'logs [process] [--lines N] [--follow]',
    summary: 'What the processes say; without a name, the last lines of each.',
    options: { lines: { type: 'string' }, follow: { type: 'boolean' } },
    words: 1,
    run: ({ home, json, texts, flags, words }) =>
      logs(home, {
        id: words[0],
        lines: Number(texts.lines ?? (words[0] ? 100 : 8)),
        follow: flags.has('follow'),
        json,
      }),
  },
  doctor: {
    summary:
      'Look for what could be wrong: programs, ports, disk, clock, certificates, processes; name the cure.',
    async run({ home, json }) {
      await doctor(home, json);
      // Whoever hangs is not waited for.
      process.exit();
    },
  },
  watch: watchCommand,
  units: unitsCommand,
  deploy: deployCommand,
  package: packageCommand,
  enrol: {
    usage:
      'enrol <organisation>/<user> --role <role> | <organisation>/<service> --service; --bundle <folder>',
    summary:
      'Give a person or small business a key and a certificate of an organisation; or a program that ' +
      'reads blocks and listens, and has no role. With --bundle also a folder to hand over, with all it needs.',
    options: { role: { type: 'string' }, service: { type: 'boolean' }, bundle: { type: 'string' } },
    words: 1,
    run: ({ home, json, texts, flags, words }) =>
      alone(home, async () => {
        const service = flags.has('service');
        if (service && texts.role !== undefined)
          throw new Misuse('a service has no role', 'leave one of them out');
        const { org, user } = memberIn(home, word(words, 0, '<organisation>/<user>'));
        mustBeFree(org, user, service ? SERVICE : undefined);
        const role = service ? '' : mustBeConferred(org, texts.role);
        mustRun(home);
        const fresh = service
          ? await enrolService(home, org, user)
          : await enrolMember(home, org, { name: user, role });
        const directory = home.user(org.name, user);
        const member = `${org.name}/${user}`;
        if (!fresh && !service) mustBeAs(member, directory, role);
        const bundle = texts.bundle && writeBundle(home, org, user, resolve(texts.bundle));
        answer(json, { ok: true, fresh, directory, ...(bundle && { bundle }) }, () =>
          [
            `${member} ${fresh ? 'is enrolled' : 'was enrolled before'}: ${directory}`,
            ...(bundle ? describeBundle(bundle, user) : []),
          ].join('\n'),
        );
      }),
  },
  revoke: {
    usage: 'revoke <organisation>/<user>',
    summary:
      'Take the key of somebody out of the world: its CA, the channel, the tokens of scripts/api. For a key that was stolen, or who left. ' +
      'With admin, the organisation’s own orderers and peers are started anew, one after the other.',
    words: 1,
    run: ({ home, json, words }) =>
      alone(home, async () => {
        const { org, user } = memberIn(home, word(words, 0, '<organisation>/<user>'));
        mustRun(home);
        const done = await revoke(home, await programs(), org, user);
        const tokens = await endTokens(home, org.name, user);
        answer(json, { ok: true, ...done, tokens }, () => describeRevoked(done, tokens));
      }),
  },
  join: {
    usage:
      'join request <organisation> <file> | sign <file> [--as <organisation>] | submit <file> | enter <file>',
    summary:
      'Join a running channel from a machine of its own, by a file: the newcomer requests, members sign ' +
      'and one submits, it enters; then scripts/up.',
    options: { as: { type: 'string' } },
    words: 3,
    run: (call) => alone(call.home, () => joinByFile(call)),
  },
  agree: {
    usage: 'agree <file>',
    summary:
      'Sign, from hand to hand in a file, the access rules that this release asks of a running channel; ' +
      'the last of a majority sends them.',
    words: 1,
    run: ({ home, json, words }) =>
      alone(home, async () => {
        mustRun(home);
        const done = await agreeByFile(home, await programs(), resolve(word(words, 0, 'the file')));
        const more = done.missing ? `; ${done.missing} more must run scripts/agree with ${done.file}` : '';
        answer(json, done, () =>
          done.agreed ? 'the channel has them' : `signed by ${done.signed.join(', ')}${more}`,
        );
      }),
  },
  api: {
    usage: 'api [--org <organisation>] [--port <port>]',
    summary:
      'Serve an organisation over HTTP: every room, and EPCIS 2.0. `api token <organisation>/<user>` ' +
      'makes a token.',
    options: apiOptions,
    words: 2,
    run: api,
  },
  copy: {
    usage: 'copy [--org <organisation>] [--port <port>]',
    summary:
      'Keep the ledger in SQL for an organisation, until Ctrl-C; scripts/start does it where the topology ' +
      'says `copy: true`.',
    options: { org: { type: 'string' }, port: { type: 'string' } },
    run: copy,
  },
  test: {
    usage: 'test [--fast]',
    summary:
      'Everything that must hold: format, lint, types, unit tests, tests on a network of their own (not ' +
      'with --fast).',
    options: { fast: { type: 'boolean' } },
    run: ({ json, flags }) => checkAll({ json, fast: flags.has('fast') }),
  },
  bare: {
    usage: 'bare [--short]',
    summary:
      'Play the first command in a fresh clone where there is no C compiler: in a root made of Debian ' +
      'packages; --short: with a bare PATH.',
    options: { short: { type: 'boolean' } },
    run: ({ json, flags }) => bare(json, flags.has('short')),
  },
  foreign: {
    usage: 'foreign [--keep]',
    summary:
      'Play docs/your-fabric.md: our packages on a Fabric 2.5 network with Raft, which is made for it and removed again.',
    options: { keep: { type: 'boolean' } },
    run: ({ json, flags }) => foreign(json, flags.has('keep')),
  },
  bench: {
    usage: benchUsage,
    summary:
      'Measure throughput, latency, CPU and memory of our operations beside a stock contract, on a ' +
      'network of its own.',
    options: benchOptions,
    run: ({ home, json, texts, flags }) => bench(home, readOptions(texts, flags, json)),
  },
};
