import type { TwinsView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import {
  parseTwinsOf,
  TWIN_ATTRIBUTE_WORDS,
  TWIN_REFUSAL_WORDS,
  type TwinsWho,
  twinAttributeName,
  twinProfileRefusal,
  twinReason,
  twinsCsv,
  twinValueName,
} from "@perennial/lifecycle";
import { asTenant, type FoundTwins, findTwins } from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { HttpProblem } from "../problem.ts";

interface Asked {
  readonly of: string;
  readonly who: TwinsWho;
  readonly limit: number;
}

/** Who else is like the best customers (D-19). */
export function twinHandlers(context: ServerContext): Pick<Handlers, "getTwins" | "exportTwins"> {
  const find = (tenant: number, { of, who, limit }: Asked) => {
    const group = parseTwinsOf(of);
    if (!group) throw notFound(of);
    const search = { of: group, who, limit, now: context.clock.now() };
    return asTenant(context.db, tenant, (tx) => findTwins(tx, search));
  };
  return {
    getTwins: async ({ query: { locale, ...asked }, caller }) =>
      twinsView(await find(caller.tenant, asked), { of: asked.of, locale }),
    exportTwins: async ({ query: { locale }, body, caller, audit }) => {
      const { considered, twins, leftOut } = await find(caller.tenant, body);
      const items = twins.map(({ reasons, ...twin }) => ({
        ...twin,
        reasons: reasons.map((reason) => twinReason(reason, locale)),
      }));
      audit({ about: { ...body, considered, exported: items.length } });
      return {
        ...{ considered, exported: items.length, items, csv: twinsCsv(items) },
        leftOut: leftOutView(leftOut, locale),
      };
    },
  };
}

function notFound(of: string): HttpProblem {
  return new HttpProblem(400, "Invalid request", {
    sv: `”${of}” är ingen grupp av de bästa. Skriv en klass som gold, en ruta som gold/villa, eller top.`,
    en: `"${of}" is no group of the best. Write a class such as gold, a cell such as gold/villa, or top.`,
  });
}

function leftOutView(leftOut: FoundTwins["leftOut"], locale: Locale) {
  return leftOut.map(({ because, customers }) => ({
    ...{ because, customers, words: TWIN_REFUSAL_WORDS[because][locale] },
  }));
}

function twinsView(
  { groups, profile, all, considered, twins, leftOut }: FoundTwins,
  { of, locale }: { readonly of: string; readonly locale: Locale },
): TwinsView {
  const refused = "refused" in profile;
  const { traits, tested, leftOut: attributes } = refused ? NOTHING : profile;
  return {
    ...{ of, ...groups, tested },
    refusal: refused ? twinProfileRefusal(profile)[locale] : null,
    traits: traits.map((trait) => ({
      ...trait,
      name: twinAttributeName(trait.name, locale),
      value: twinValueName(trait, locale),
    })),
    leftOutAttributes: attributes.map(({ name, because }) => ({
      name: twinAttributeName(name, locale),
      because: TWIN_ATTRIBUTE_WORDS[because][locale],
    })),
    ...{ all, considered, usable: twins.length, leftOut: leftOutView(leftOut, locale) },
  };
}

const NOTHING = { traits: [], tested: 0, leftOut: [] } as const;
