import { Box, Button } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { Nothing } from "../../../parts/nothing.tsx";
import { type EditorPart, useEditor } from "../editor-context.ts";
import { words } from "../words.ts";
import { Diagram } from "./diagram.tsx";
import classes from "./form-tab.module.css";
import { Outline } from "./outline.tsx";
import { PartForm } from "./part-form.tsx";

/** The program's parts, the form of the one that is open, and the flow beside them. */
export function FormTab({
  part,
  toFile,
}: {
  readonly part: EditorPart;
  readonly toFile: () => void;
}) {
  const { analysis } = useEditor();
  const t = useWords(words);
  const isReadable = analysis.value !== undefined;
  const key = "step" in part ? `step-${part.step}` : part.section;
  return (
    <div className={classes.frame}>
      {isReadable ? (
        <>
          <Box className={classes.outline}>
            <Outline part={part} />
          </Box>
          <Box className={classes.form}>
            <PartForm key={key} part={part} />
          </Box>
        </>
      ) : (
        <Box className={classes.broken}>
          <Nothing title={t("noForm")} action={<Button onClick={toFile}>{t("toFile")}</Button>}>
            {t("noFormMeans", { line: analysis.problems[0]?.line ?? 1 })}
          </Nothing>
        </Box>
      )}
      <Box className={classes.diagram}>
        <Diagram part={part} height="100%" />
      </Box>
    </div>
  );
}
