/** Names of fields that not every reader sees; as a schema takes them: `Lien.partial(HIDDEN)`. */
export type Hidden<T extends object> = { readonly [K in keyof T]?: true };

/** The record without those fields. */
export function without<T extends object, const H extends Hidden<T>>(record: T, hidden: H): Omit<T, keyof H> {
  return Object.fromEntries(
    Object.entries(record).filter(([field]) => !Object.hasOwn(hidden, field)),
  ) as Omit<T, keyof H>;
}
