import { randomUUID } from "node:crypto";
import { type PersonView, ROLES } from "@perennial/api";
import { mailConnection } from "@perennial/runtime";
import {
  addPerson,
  asTenant,
  dropLaunchCodes,
  listPeople,
  lockPeople,
  type Person,
  removePerson,
  updatePerson,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { makeLaunch } from "../session/launch.ts";
import { wallClock } from "../session/wall-clock.ts";
import { mailLink } from "./mail-link.ts";

type PeopleOperation =
  | "listPeople"
  | "invitePerson"
  | "createSignInLink"
  | "changePerson"
  | "removePerson";

/** How long an invitation holds, in milliseconds: a week, for people are away. */
const LINK_LIFE = 7 * 24 * 60 * 60_000;

/** Who may work in the console. */
export function peopleHandlers(context: ServerContext): Pick<Handlers, PeopleOperation> {
  const { db } = context;
  return {
    listPeople: async ({ caller: { tenant } }) => {
      const [people, mail] = await Promise.all([
        asTenant(db, tenant, listPeople),
        mailConnection(context, tenant),
      ]);
      return { items: people.map(personView), mailBy: mail?.connection.id ?? null };
    },
    invitePerson: async ({ body: { mail, ...who }, caller, audit }) => {
      const createdAt = wallClock(context).now();
      const person = { id: randomUUID(), ...who, createdAt, lastSeenAt: null };
      const isNew = await asTenant(db, caller.tenant, (tx) => addPerson(tx, person));
      if (!isNew) throw known();
      audit({ about: { id: person.id }, before: {}, after: who });
      const given = await giveLink(context, { tenant: caller.tenant, person });
      const mailed = mail && (await mailLink(context, { ...given, by: caller.name }));
      return { person: personView(person), link: given.link, mailed };
    },
    createSignInLink: async ({ params: { id }, body: { mail }, caller, audit }) => {
      const { tenant } = caller;
      const person = demand(await asTenant(db, tenant, listPeople), id);
      audit({ about: { name: person.name } });
      await asTenant(db, tenant, (tx) => dropLaunchCodes(tx, id));
      const given = await giveLink(context, { tenant, person });
      const mailed = mail && (await mailLink(context, { ...given, by: caller.name }));
      return { link: given.link, mailed };
    },
    changePerson: ({ params: { id }, body: { name = null, role = null }, caller, audit }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const all = await lockPeople(tx);
        const before = demand(all, id);
        if (role !== null && role !== "admin") demandOtherAdmin(all, before);
        await updatePerson(tx, id, { name, role });
        const after = demand(await listPeople(tx), id);
        audit({ about: { name: after.name }, before: told(before), after: told(after) });
        return personView(after);
      }),
    removePerson: ({ params: { id }, caller, audit }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const all = await lockPeople(tx);
        const before = demand(all, id);
        demandOtherAdmin(all, before);
        await removePerson(tx, id);
        audit({ about: { name: before.name }, before: told(before), after: {} });
        return { removed: true };
      }),
  };
}

interface ForPerson {
  readonly tenant: number;
  readonly person: Person;
}

async function giveLink(context: ServerContext, { tenant, person }: ForPerson) {
  const { id: personId, name: who, role } = person;
  const origin = { personId, tokenId: null, connector: null, account: null, who, role };
  const wish = { path: "/", life: LINK_LIFE };
  const link = await makeLaunch(context, { tenant, origin }, wish);
  return { tenant, person, link, url: link.url };
}

function demand(people: readonly Person[], id: string): Person {
  const found = people.find((each) => each.id === id);
  if (!found) throw notFound("such person");
  return found;
}

/** Somebody must be left who can let others in. */
function demandOtherAdmin(people: readonly Person[], person: Person): void {
  if (person.role !== "admin") return;
  if (people.some(({ id, role }) => role === "admin" && id !== person.id)) return;
  throw new HttpProblem(409, "Not possible", {
    sv: `${person.name} är den enda administratören. Gör någon annan till administratör först.`,
    en: `${person.name} is the only administrator. Make somebody else one first.`,
  });
}

function known(): HttpProblem {
  const message = {
    sv: "Någon med den adressen finns redan i listan.",
    en: "Somebody with this address is on the list already.",
  };
  return new HttpProblem(409, "Known already", message, [{ place: "body.email", message }]);
}

function told({ name, email, role }: Person) {
  return { name, email, role };
}

function personView({ role, ...person }: Person): PersonView {
  return { ...person, role: ROLES.find((each) => each === role) ?? "viewer" };
}
