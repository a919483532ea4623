import type { Connector } from "@perennial/contract";
import type { Case } from "./case/case.ts";
import { ConformanceError } from "./case/conformance-error.ts";
import { createKit, type Kit } from "./case/place.ts";
import { appCases } from "./part/app.ts";
import { authCases } from "./part/auth.ts";
import { checkCases } from "./part/check.ts";
import { closingCases } from "./part/closing.ts";
import { consentCases } from "./part/consent.ts";
import { inboundCases } from "./part/inbound.ts";
import { limitsCases } from "./part/limits.ts";
import { listenCases } from "./part/listen.ts";
import { lookUpCases } from "./part/look-up.ts";
import { manifestCases } from "./part/manifest.ts";
import { networkCases } from "./part/network.ts";
import { readCases } from "./part/read.ts";
import { recordsCases } from "./part/records.ts";
import { settingsCases } from "./part/settings.ts";
import { visitsCases } from "./part/visits.ts";
import { writeCases } from "./part/write.ts";
import { ABSENCES, type Scenarios, type Skip } from "./scenario/scenarios.ts";

/** What is to be run of a connector, and what is not. */
export interface ConnectorCases {
  readonly cases: readonly Case[];
  readonly skipped: readonly Skip[];
}

const PARTS: readonly ((kit: Kit) => readonly Case[])[] = [
  manifestCases,
  settingsCases,
  inboundCases,
  checkCases,
  appCases,
  readCases,
  recordsCases,
  listenCases,
  visitsCases,
  writeCases,
  lookUpCases,
  consentCases,
  limitsCases,
  authCases,
  networkCases,
  closingCases,
];

/**
 * The cases of a connector as data, by what its manifest declares. Throws a `ConformanceError` for a skip that
 * names no case or no reason.
 */
export function casesOf(create: () => Connector, scenarios: Scenarios): ConnectorCases {
  const kit = createKit(create, scenarios);
  const all = PARTS.flatMap((part) => part(kit));
  const { skip = [], absent = {} } = scenarios;
  for (const { part, case: name, reason } of skip) {
    if (!all.some((one) => one.part === part && one.name === name)) {
      throw new ConformanceError(
        `a skip names "${name}" in the part ${part}, which has no such case`,
      );
    }
    if (reason.trim() === "") throw new ConformanceError(`say why "${name}" is skipped`);
  }
  const empty = ABSENCES.find((absence) => absent[absence]?.trim() === "");
  if (empty !== undefined) throw new ConformanceError(`say why "${empty}" is absent`);
  const isSkipped = (one: Case) => skip.some((s) => s.part === one.part && s.case === one.name);
  return { cases: all.filter((one) => !isSkipped(one)), skipped: skip };
}
