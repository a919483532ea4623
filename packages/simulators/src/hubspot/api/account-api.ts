import type { DoorAnswer } from "../../door/door-request.ts";
import { type Call, needScope, onlyQuery } from "./call.ts";

/** `GET /account-info/{date}/details`. */
export function accountDetails(call: Call): DoorAnswer {
  needScope(call, "oauth");
  onlyQuery(call);
  const { id, account } = call.portal;
  const offset = offsetMinutes(account.timeZone, call.nowMs);
  return {
    status: 200,
    body: {
      portalId: id,
      accountType: account.accountType,
      timeZone: account.timeZone,
      companyCurrency: account.currency,
      additionalCurrencies: [],
      utcOffset: offsetText(offset),
      utcOffsetMilliseconds: offset * 60_000,
      uiDomain: account.uiDomain,
      dataHostingLocation: account.dataHostingLocation,
    },
  };
}

/** `DELETE /appinstalls/{date}/external-install`: the app leaves the portal, and all its tokens end. */
export function uninstallApp(call: Call): DoorAnswer {
  onlyQuery(call);
  call.log({ portalId: call.portal.id, act: "uninstall" });
  call.uninstall();
  return { status: 204 };
}

function offsetMinutes(timeZone: string, nowMs: number): number {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const name = format.formatToParts(nowMs).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const found = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (found === null) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === "-" ? -minutes : minutes;
}

function offsetText(minutes: number): string {
  const sign = minutes < 0 ? "-" : "+";
  const size = Math.abs(minutes);
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${sign}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
