import type { Call } from "./call.ts";

/** The request's own address with another place to go on from. */
export function linkWith(call: Call, name: "$skiptoken" | "$deltatoken", value: string): string {
  const kept = call.request.query
    .split("&")
    .filter((part) => part !== "" && !/^(?:\$|%24)(?:skiptoken|deltatoken)=/i.test(part));
  const token = `${name}=${encodeURIComponent(value).replaceAll("!", "%21")}`;
  const path = call.request.path.split("/").map(encodedSegment).join("/");
  return `${call.org.origin}${path}?${[...kept, token].join("&")}`;
}

function encodedSegment(segment: string): string {
  return encodeURIComponent(segment)
    .replaceAll("%24", "$")
    .replaceAll("%3D", "=")
    .replaceAll("%2C", ",");
}
