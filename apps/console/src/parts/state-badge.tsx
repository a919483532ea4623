import { Badge } from "@mantine/core";
import type { ReactNode } from "react";

/** What a state means for who looks: nothing to do, wait, look, act. */
export type Tone = "good" | "calm" | "wait" | "warn" | "bad";

const COLOURS: Readonly<Record<Tone, { readonly back: string; readonly text: string }>> = {
  good: { back: "#dcece4", text: "#0d4632" },
  calm: { back: "#eceff1", text: "#37424a" },
  wait: { back: "#e3ecf7", text: "#1f4575" },
  warn: { back: "#fdf1d3", text: "#5c4300" },
  bad: { back: "#fbe3e6", text: "#86192f" },
};

/** A state in a word; its colour only underlines it. */
export function StateBadge({
  tone,
  children,
}: {
  readonly tone: Tone;
  readonly children: ReactNode;
}) {
  const { back, text } = COLOURS[tone];
  return (
    <Badge
      variant="filled"
      radius="sm"
      styles={{
        root: { background: back, color: text, textTransform: "none", fontWeight: 600 },
      }}
    >
      {children}
    </Badge>
  );
}
