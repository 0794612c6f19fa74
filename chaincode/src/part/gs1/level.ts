/** Keys of GS1 that name one thing each, as canonical links write them. */
const INSTANCE =
  /^https:\/\/id\.gs1\.org\/(?:00\/\d{18}|01\/\d{14}\/(?:21|235)\/.+|253\/\d{13}.+|255\/\d{13}\d+|40[12]\/.+|41[47]\/.+|8003\/\d{14}.+|8004\/.+|8006\/\d{18}\/21\/.+|8010\/.+\/8011\/.+|801[78]\/.+)$/;
/** The same keys without a serial, with a lot instead, and patterns of an EPC. */
const CLASS =
  /^(?:https:\/\/id\.gs1\.org\/(?:01\/\d{14}(?:\/10\/.+)?|253\/\d{13}|255\/\d{13}|8003\/\d{14}|8006\/\d{18}(?:\/10\/.+)?|8010\/[^/]+)$|urn:epc:(?:class|idpat|pat|raw):)/i;

/** Whether a canonical link is of one thing. */
export const isInstance = (link: string): boolean => INSTANCE.test(link);

/** Keys whose things are of a class: the key without what numbers the thing. */
const OF_CLASS =
  /^(https:\/\/id\.gs1\.org\/(?:01\/\d{14}|253\/\d{13}|255\/\d{13}|8003\/\d{14}|8006\/\d{18}|8010\/[^/]+))(?:\/(?:10|21|235|8011)\/)?(.*)$/;

/** The class of a thing or lot, and what of its canonical link numbers it within the class. */
export function classOf(link: string): { readonly of: string; readonly serial: string } | undefined {
  const [, of, serial = ''] = OF_CLASS.exec(link) ?? [];
  return of === undefined ? undefined : { of, serial };
}

/** Whether a canonical link is of a class of things, or of a lot; of other addresses nobody can say. */
export const isClass = (link: string): boolean => CLASS.test(link);
