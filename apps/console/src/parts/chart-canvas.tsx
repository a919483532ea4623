import type { EChartsOption } from "echarts";
import { BarChart, HeatmapChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import { init, use as register } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { CHART_COLOURS } from "../app/theme.ts";

register([
  ...[BarChart, HeatmapChart, LineChart, SankeyChart, ScatterChart],
  ...[AriaComponent, GridComponent, LegendComponent, MarkLineComponent],
  ...[TooltipComponent, VisualMapComponent, SVGRenderer],
]);

/** What is drawn, and what a click on it does. */
export interface ChartCanvasProps {
  readonly name: string;
  readonly option: EChartsOption;
  readonly height: number;
  readonly onPick?: (picked: { readonly name: string; readonly data: unknown }) => void;
}

/** Draws a chart as SVG, as wide as there is room; loaded with the first chart that is shown. */
export function ChartCanvas({ name, option, height, onPick }: ChartCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const chart = init(place.current, undefined, { renderer: "svg" });
    chart.setOption({
      ...{
        color: CHART_COLOURS,
        animation: false,
        textStyle: { fontFamily: "Inter, system-ui, sans-serif" },
      },
      ...option,
      aria: { enabled: false },
    });
    if (onPick) {
      chart.on("click", (event) => onPick({ name: event.name, data: event.data }));
    }
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [option, onPick]);
  return <div ref={place} role="img" aria-label={name} style={{ height }} />;
}
