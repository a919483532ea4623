import { Badge } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { isWithin, type Path } from "../model/paths.ts";
import { words } from "../words.ts";

/** How much is wrong in a part of the program; nothing where nothing is. */
export function PartMark({ paths }: { readonly paths: readonly Path[] }) {
  const { analysis } = useEditor();
  const t = useWords(words);
  const here = analysis.problems.filter(
    ({ path }) => path.length > 0 && paths.some((each) => isWithin(path, each)),
  );
  const errors = here.filter(({ severity }) => severity === "error").length;
  if (here.length === 0) return null;
  const count = errors > 0 ? errors : here.length;
  const name = errors > 0 ? t("errorsHere", { count }) : t("warningsHere", { count });
  return (
    <Badge
      size="sm"
      variant="filled"
      styles={{ root: { textTransform: "none", ...(errors > 0 ? BAD : ODD) } }}
      aria-label={name}
      title={name}
    >
      {errors > 0 ? `! ${count}` : `? ${count}`}
    </Badge>
  );
}

const BAD = { background: "#fbe3e6", color: "#86192f" };
const ODD = { background: "#fdf1d3", color: "#5c4300" };
