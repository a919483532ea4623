import { rulePackSentences } from "@perennial/lifecycle";
import { asTenant } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";

/** The rules of law that messages are judged by. */
export function rulePackHandlers(context: ServerContext): Pick<Handlers, "listRulePacks"> {
  const { db, programs, rulePack, checkContext } = context;
  return {
    listRulePacks: async ({ query: { locale }, caller: { tenant } }) => {
      const naming = await asTenant(db, tenant, async (tx) => {
        const found = [];
        for (const { id, version } of await programs.list(tx)) {
          const { compiled } = await programs.load(tx, id, version);
          if (compiled.program.rulePack !== undefined) {
            found.push({ id, pack: compiled.program.rulePack });
          }
        }
        return found;
      });
      const packs = Object.values(checkContext("").rulePacks ?? {});
      return {
        items: packs.map((pack) => ({
          ...{ id: pack.id, title: pack.title[locale], country: pack.country },
          inForce: pack.id === rulePack.id,
          programs: naming.flatMap((each) => (each.pack === pack.id ? [each.id] : [])),
          sentences: rulePackSentences(pack).map((each) => each[locale]),
          sources: pack.sources.map((each) => ({ ...each })),
        })),
      };
    },
  };
}
