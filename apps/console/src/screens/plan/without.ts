/** A thing without one of its optional fields. */
export function without<Thing extends object, Name extends keyof Thing>(
  thing: Thing,
  name: Name,
): Omit<Thing, Name> {
  const { [name]: _taken, ...rest } = thing;
  return rest;
}
