import { describe, expect, it } from "vitest";
import { noticeWindow } from "./notice-window.ts";

describe("the statutory notice window", () => {
  it("runs from the ninetieth to the sixtieth day before the last day, in local time", () => {
    const notice = { earliestDaysBefore: 90, latestDaysBefore: 60, channels: ["email" as const] };
    expect(noticeWindow("2026-05-31", notice, "Europe/Stockholm")).toEqual({
      firstDate: "2026-03-02",
      lastDate: "2026-04-01",
      opens: "2026-03-01T23:00:00.000Z",
      deadline: "2026-04-01T22:00:00.000Z",
    });
  });
});
