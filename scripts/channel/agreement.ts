import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { common } from '@hyperledger/fabric-protos';
import { z } from 'zod';
import type { Organisation } from '../../network/topology';
import { accessStep, channelStep } from './access';
import { configurationIn, organisationsIn, updateBetween } from './configuration';
import type { Programs } from '../node/fabric';
import { Fault, messageOf } from '../fault';
import { type Home, readJson, writePrivate } from '../home';
import { adminOf } from '../identity/files';
import { change, majorityOf, readConfiguration } from './change';
import { type Line, openLine } from '../chaincode/lifecycle';
import { running } from '../node/processes';
import { sealUpdate, signUpdate } from './update';

/** Organisations on the channel whose administrators can sign here. */
const signersIn = (home: Home, config: common.Config): Organisation[] =>
  home.here.filter(
    ({ name }) =>
      organisationsIn(config).includes(name) && existsSync(join(home.user(name, 'admin'), 'key.pem')),
  );
const namesOf = (organisations: readonly Organisation[]) => organisations.map(({ name }) => name);
const hasMajority = (config: common.Config, signed: readonly string[]) =>
  signed.length >= majorityOf(organisationsIn(config).length);

type Work<T> = (
  before: common.Config,
  at: { readonly line: Line; readonly sponsor: Organisation },
) => Promise<T>;

async function onChannel<T>(home: Home, work: Work<T>): Promise<T | undefined> {
  const sponsor = home.here.find(({ peers: [peer] }) => peer && running(home, peer.id));
  if (!sponsor) return undefined;
  const line = openLine(home, sponsor);
  try {
    return await work(configurationIn(await readConfiguration(home, sponsor, line)), { line, sponsor });
  } finally {
    line.close();
  }
}

/**
 * Brings the channel to the access rules of this release, as far as the administrators of this machine may:
 * what their own organisations decide, and the rest where they are a majority. What is so already is not
 * asked for again.
 */
export async function agree(home: Home, programs: Programs): Promise<string> {
  const done = await onChannel(home, async (before, at) => {
    const signers = signersIn(home, before);
    const after = accessStep(before, namesOf(signers), hasMajority(before, namesOf(signers)));
    if (after) {
      const update = updateBetween(home.topology.channel, before, after);
      const signatures = signers.map((org) => signUpdate(update, org.name, adminOf(home, org)));
      await change(home, programs, at, before, sealUpdate(home.topology.channel, update, signatures));
    }
    const missing = channelStep(after ?? before);
    if (missing) return `a majority has not agreed yet: scripts/agree <file> here and where the others are`;
    return after ? 'agreed' : 'as before';
  });
  return done ?? 'no peer here knows the channel yet';
}

const bytes = z.base64().max(400_000);
const Content = z.strictObject({
  channel: z.string().max(100),
  update: bytes,
  signatures: z.record(z.string().max(31), bytes),
});

function heldIn(home: Home, file: string): z.infer<typeof Content> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const held = Content.parse(readJson(file));
    if (held.channel === home.topology.channel) return held;
  } catch (error) {
    throw new Fault(
      `${file} cannot be read: ${messageOf(error)}`,
      'let it be written anew, or name another file',
    );
  }
  throw new Fault(`${file} is of another channel`, 'name another file');
}

/**
 * The same from hand to hand, where no machine has a majority: signs what this release asks of the channel,
 * computed here and not taken from the file, and submits it when a majority has signed. Whose signatures are
 * still needed is told.
 */
export async function agreeByFile(home: Home, programs: Programs, file: string) {
  const done = await onChannel(home, async (before, at) => {
    const after = channelStep(before);
    if (!after) return { file, agreed: true, signed: [] };
    const update = updateBetween(home.topology.channel, before, after);
    const held = heldIn(home, file);
    const same = held && Buffer.from(held.update, 'base64').equals(update);
    const fresh = signersIn(home, before).map((org) => {
      const signature = signUpdate(update, org.name, adminOf(home, org));
      return [org.name, Buffer.from(signature.serializeBinary()).toString('base64')] as const;
    });
    const signatures = { ...(same ? held.signatures : {}), ...Object.fromEntries(fresh) };
    const signed = Object.keys(signatures);
    if (!hasMajority(before, signed)) {
      const content = {
        channel: home.topology.channel,
        update: Buffer.from(update).toString('base64'),
        signatures,
      };
      writePrivate(file, `${JSON.stringify(content, null, 2)}\n`);
      return {
        file,
        agreed: false,
        signed,
        missing: majorityOf(organisationsIn(before).length) - signed.length,
      };
    }
    const all = Object.values(signatures).map((one) =>
      common.ConfigSignature.deserializeBinary(Buffer.from(one, 'base64')),
    );
    await change(home, programs, at, before, sealUpdate(home.topology.channel, update, all));
    rmSync(file, { force: true });
    return { file, agreed: true, signed };
  });
  if (!done) throw new Fault('no peer of the channel runs on this machine', 'scripts/up first');
  return done;
}
