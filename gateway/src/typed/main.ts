import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyApi } from '@roadbook/chaincode/api';
import { plural } from '../rooms/plural';
import { comment } from './comment';
import { clientOfRole, declared, roleOf } from './room';

const HEAD = `// Made from the apis of the rooms by src/typed, after compiling: the types of client.ts, with the sentences that an editor shows.
import type { apis, How, RequestOf, ResponseOf, SecretOf } from '@roadbook/chaincode/api';
type Operations<Room extends keyof typeof apis> = (typeof apis)[Room]['operations'];`;

/** An interface that extends shows the sentences of what it extends; a mapped type, as \`Pick\` is, loses them. */
const TAIL = `type Both<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void ? All : never;
/** What callers with one of these roles may call, room by room; rooms in which they may call nothing are absent. */
export type RoleClient<Who extends string> = Both<Who extends keyof RoleClients ? RoleClients[Who] : never>;`;

/** The declaration of every typed client, each operation and field with its sentence. */
export function clientTypes(): string {
  const rooms = everyApi.map(declared);
  const roles = [...new Set(rooms.flatMap(({ groups }) => groups.flatMap(({ by }) => by)))].toSorted();
  const members = rooms.map(
    ({ room, says, client }) => `${comment([says], '  ')}\n  readonly ${room}: ${client};`,
  );
  return `${[
    HEAD,
    ...rooms.map(({ text }) => text),
    `/** The typed client of every room, by its name. */\nexport interface Rooms {\n${members.join('\n')}\n}`,
    ...roles.map((role) => roleOf(role, rooms, plural)),
    `interface RoleClients {\n${roles.map((role) => `  readonly ${role}: ${clientOfRole(role)};`).join('\n')}\n}`,
    TAIL,
  ].join('\n')}\n`;
}

/** Where the compiler wrote the same types without sentences. */
const compiled = join(__dirname, '..', 'rooms', 'client.d.ts');

/** Writes them over what the compiler wrote. */
export function writeClientTypes(file = compiled): void {
  writeFileSync(file, clientTypes());
}

if (require.main === module) writeClientTypes();
