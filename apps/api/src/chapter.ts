import { openapi } from './openapi';
import { everyEntry } from './rooms';

type Json = Readonly<Record<string, unknown>>;

/** The parts into which the description falls: a room each, EPCIS, and what is of the server itself. */
export const chapters: readonly string[] = [
  ...new Set(everyEntry.map(({ room }) => room)),
  'epcis',
  'server',
];

const chapterOf = (path: string): string =>
  /^\/rooms\/([^/]+)\//.exec(path)?.[1] ?? (path.startsWith('/epcis') ? 'epcis' : 'server');

/** The description of one chapter, with what it names and nothing else. */
function chapter(name: string): Json {
  const whole = openapi() as { paths: Json; components: { schemas: Json } };
  const paths = Object.fromEntries(Object.entries(whole.paths).filter(([path]) => chapterOf(path) === name));
  const { schemas } = whole.components;
  const named = new Set(['Problem']);
  const see = (value: unknown): void => {
    for (const [, found = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      if (!named.has(found)) {
        named.add(found);
        see(schemas[found]);
      }
  };
  see(paths);
  const kept = Object.fromEntries(Object.entries(schemas).filter(([schema]) => named.has(schema)));
  return { ...whole, paths, components: { ...whole.components, schemas: kept } };
}

const texts = new Map<string, string>();

/** The description of a chapter as text, made when first asked for; `undefined` where there is none. */
export function chapterText(name: string): string | undefined {
  if (!chapters.includes(name)) return undefined;
  const made = texts.get(name) ?? JSON.stringify(chapter(name));
  texts.set(name, made);
  return made;
}
