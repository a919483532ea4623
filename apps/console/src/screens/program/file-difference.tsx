import { Box, Paper, Text } from "@mantine/core";
import type { ProgramDifference } from "@perennial/api";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

type File = ProgramDifference["files"][number];

const LOOKS = {
  same: { sign: " ", background: "transparent" },
  added: { sign: "+", background: "#e3f2ea" },
  removed: { sign: "−", background: "#fbe6e8" },
} as const;

/** A file's lines that are new or gone, with those around them; the sign says which, the colour underlines it. */
export function FileDifference({
  file: { file, change, added, removed, hunks },
}: {
  readonly file: File;
}) {
  const t = useWords(words);
  const what = { added: t("fileAdded"), removed: t("fileRemoved"), changed: "" }[change];
  return (
    <Paper withBorder radius="md" p="xs">
      <Text size="sm" fw={600}>
        {file} {what}{" "}
        <Text span size="xs" c="dark.4">
          {t("lines", { added, removed })}
        </Text>
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls long lines by the keyboard */}
      <section tabIndex={0} aria-label={file} style={{ overflowX: "auto" }}>
        {hunks.map((hunk) => (
          <Box key={`${hunk.fromLine} ${hunk.toLine}`} mt={6} miw="max-content">
            {hunk.lines.map(({ kind, text }, index) => (
              <Box
                // biome-ignore lint/suspicious/noArrayIndexKey: a line of a difference never moves
                key={index}
                px={6}
                ff="monospace"
                fz={12}
                style={{ whiteSpace: "pre", background: LOOKS[kind].background }}
              >
                {LOOKS[kind].sign} {text}
              </Box>
            ))}
          </Box>
        ))}
      </section>
    </Paper>
  );
}
