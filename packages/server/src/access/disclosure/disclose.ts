import type { Disclosure, MayDo, Permission, PersonalClass, PersonalPart } from '../../platform/index.ts';

/** The action that shows a class of values about people: `name.disclose`, and `personal.disclose` for what has no class. */
export function disclosingAction(personalClass: PersonalClass): string {
  return `${personalClass === 'other' ? 'personal' : personalClass}.disclose`;
}

/**
 * What the policies let whoever asks see on this route. Whose value it is and where it comes from are asked with it, so that
 * the answer can be explained; nothing else decides. Throws when a route is about to show a class it did not name.
 */
export function createDisclosure(
  may: MayDo,
  { discloses = [], action }: Pick<Permission, 'discloses' | 'action'>,
  self: string,
): Disclosure {
  const answers = new Map<string, boolean>();
  return (part) => {
    const key = `${part.class} ${part.of} ${part.subject === self} ${part.author === self}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    if (!discloses.includes(part.class))
      throw new Error(`\`${action}\` does not name the class \`${part.class}\``);
    const isShown = may(aboutOf(part, self), disclosingAction(part.class));
    answers.set(key, isShown);
    return isShown;
  };
}

/** All others are alike to the policies, so one question answers for every row. */
function aboutOf({ of, subject, author }: PersonalPart, self: string) {
  return {
    kind: of,
    ...(subject === self && { subject }),
    ...(author === self && { author }),
  };
}
