import type { CSSProperties, ReactNode } from "react";

/** Takes no room of its own, so that what is long widens no column of one row alone, and fills what there is. */
const CLIPPED: CSSProperties = {
  ...{ display: "block", width: 0, minWidth: "100%" },
  ...{ overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
};

/** What stands in a cell of a list, however long: cut where the column ends, whole when pointed at. */
export function Clipped({
  text,
  children,
}: {
  readonly text: string;
  /** @default the text */
  readonly children?: ReactNode;
}) {
  return (
    <span style={CLIPPED} title={text}>
      {children ?? text}
    </span>
  );
}
