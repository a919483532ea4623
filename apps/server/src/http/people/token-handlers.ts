import { randomUUID } from "node:crypto";
import type { TokenView } from "@perennial/api";
import { asTenant, listTokens, putToken, removeToken, type StoredToken } from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import { CONSOLE_TOKEN } from "../../setup/console-token.ts";
import { digestOf, newCredential } from "../../setup/credential.ts";
import type { Handlers } from "../bind.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { wallClock } from "../session/wall-clock.ts";

type TokenOperation = "listTokens" | "createToken" | "revokeToken";

/** The keys of machines to the API. */
export function tokenHandlers(context: ServerContext): Pick<Handlers, TokenOperation> {
  const { db } = context;
  return {
    listTokens: async ({ caller: { tenant } }) => {
      const tokens = await asTenant(db, tenant, listTokens);
      return { items: tokens.map(tokenView) };
    },
    createToken: async ({ body: { label, role }, caller: { tenant, name: madeBy }, audit }) => {
      const token = newCredential("token", tenant);
      const createdAt = wallClock(context).now();
      const made = { id: randomUUID(), label, role, madeBy };
      await asTenant(db, tenant, (tx) =>
        putToken(tx, { ...made, digest: digestOf(token) }, createdAt),
      );
      audit({ about: { id: made.id }, before: {}, after: { label, role } });
      return { token, item: tokenView({ ...made, createdAt, lastUsedAt: null }) };
    },
    revokeToken: ({ params: { id }, caller: { tenant }, audit }) =>
      asTenant(db, tenant, async (tx) => {
        const found = (await listTokens(tx)).find((each) => each.id === id);
        if (!found) throw notFound("such token");
        if (id === CONSOLE_TOKEN) throw own();
        await removeToken(tx, id);
        const { label, role } = found;
        audit({ about: { label }, before: { label, role }, after: {} });
        return { revoked: true };
      }),
  };
}

function own(): HttpProblem {
  return new HttpProblem(409, "Not possible", {
    sv: "Det här är serverns egen nyckel, som läses in vid varje start från filen console-token i dess datakatalog. Ta bort filen och starta om servern för att byta den.",
    en: "This is the server's own token, made anew at every start from the file console-token in its data directory. Delete the file and start the server anew to change it.",
  });
}

function tokenView(token: StoredToken): TokenView {
  return { ...token, isOwn: token.id === CONSOLE_TOKEN };
}
