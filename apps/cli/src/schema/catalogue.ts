import {
  type Api,
  type Entry,
  entryOf,
  type ErrorSpec,
  type EventSpec,
  everyApi,
  kitErrors,
  namesOf,
} from '@roadbook/chaincode/api';
import { type Fault, misused } from '../fault';
import { didYouMean } from './nearest';

/** Every room of the house; new ones appear by themselves. */
export const everyRoom = everyApi;

export function roomNamed(name: string, rooms = everyRoom): Api {
  const found = rooms.find((api) => api.room === name);
  if (found) return found;
  const names = rooms.map((api) => api.room);
  const elsewhere = namedLike(name, rooms);
  const hint =
    elsewhere.length > 0 && !names.includes(name)
      ? `Did you mean ${elsewhere.join(' or ')}? `
      : didYouMean(name, names);
  throw misused('UNKNOWN_ROOM', `There is no room ${name}.`, `${hint}The rooms are ${names.join(', ')}.`, {
    room: name,
  });
}

/** Operations of this name in any room. */
const namedLike = (name: string, rooms: readonly Api[]): string[] =>
  rooms.filter((api) => namesOf(api).includes(name)).map((api) => `${api.room}.${name}`);

/** The operation that is written `<room>.<operation>`. */
export function entryNamed(text: string, rooms = everyRoom): Entry {
  const [roomName = '', name, ...rest] = text.split('.');
  if (name === undefined || name === '' || rest.length > 0) throw unqualified(text, rooms);
  const api = roomNamed(roomName, rooms);
  const found = entryOf(api, name);
  if (found) return found;
  const elsewhere = namedLike(name, rooms);
  const hint =
    elsewhere.length > 0
      ? `Did you mean ${elsewhere.join(' or ')}? `
      : didYouMean(name, namesOf(api), `${roomName}.`);
  const facts = { operation: text };
  throw misused(
    'UNKNOWN_OPERATION',
    `There is no operation ${text}.`,
    `${hint}\`npx roadbook api ${roomName}\` lists them.`,
    facts,
  );
}

function unqualified(text: string, rooms: readonly Api[]): Fault {
  const found = namedLike(text, rooms);
  const hint = found.length > 0 ? `Did you mean ${found.join(' or ')}? ` : '';
  const cure = `${hint}\`npx roadbook api\` lists them all.`;
  return misused(
    'UNKNOWN_OPERATION',
    `${text} is not the name of an operation; write <room>.<operation>.`,
    cure,
    {
      operation: text,
    },
  );
}

/** Every error that may come from the ledger, by its code. */
export function errorNamed(code: string, rooms = everyRoom): ErrorSpec | undefined {
  const own = rooms.flatMap((api) => Object.values(api.operations).flatMap((operation) => operation.errors));
  return [...Object.values(kitErrors), ...own].find((spec) => spec.code === code);
}

export const everyEvent = (rooms = everyRoom): EventSpec[] => [
  ...new Map(
    rooms.flatMap((api) =>
      Object.values(api.operations).flatMap(({ events }) =>
        events.map((event) => [event.name, event] as const),
      ),
    ),
  ).values(),
];
