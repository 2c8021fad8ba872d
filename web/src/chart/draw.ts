import { BarChart, GraphChart, HeatmapChart, LineChart, PieChart, SankeyChart, ScatterChart } from 'echarts/charts';
import { DataZoomComponent, GeoComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, use, type ComposeOption, type EChartsType } from 'echarts/core';
import type { BarSeriesOption, GraphSeriesOption, HeatmapSeriesOption, LineSeriesOption, PieSeriesOption, SankeySeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { DataZoomComponentOption, GeoComponentOption, GridComponentOption, LegendComponentOption, TooltipComponentOption, VisualMapComponentOption } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
import { named } from '../accounts';
import type { Column } from '../api/types';
import { language } from '../i18n';
import { isNumber, isTime, type ChartSpec, type Row } from './spec';
import { places } from './regions';
import { exact, rough } from './unit';

use([BarChart, LineChart, PieChart, HeatmapChart, SankeyChart, GraphChart, ScatterChart, GeoComponent, GridComponent, TooltipComponent, LegendComponent, VisualMapComponent, DataZoomComponent, CanvasRenderer]);

type Option = ComposeOption<
  BarSeriesOption | LineSeriesOption | PieSeriesOption | HeatmapSeriesOption | SankeySeriesOption | GraphSeriesOption | ScatterSeriesOption | GeoComponentOption | GridComponentOption | TooltipComponentOption | LegendComponentOption | VisualMapComponentOption | DataZoomComponentOption
>;

/** Most series and most categories: more are left out, the smallest first. */
const mostSeries = 12;
const mostSlices = 14;

/** Ends of flows that are the same name at both sides differ by a character without a width. */
const apart = '\u200b';
const plain = (name: string) => name.replaceAll(apart, '');

interface Looks {
  ink: string;
  dim: string;
  line: string;
  surface: string;
  hover: string;
  series: string[];
  font: string;
}

function looks(e: HTMLElement): Looks {
  const s = getComputedStyle(e);
  const v = (name: string) => s.getPropertyValue(name).trim();
  return { ink: v('--ink'), dim: v('--ink-3'), line: v('--line'), surface: v('--surface'), hover: v('--hover'), series: Array.from({ length: 8 }, (_, i) => v(`--series-${i + 1}`)), font: v('--font') || s.fontFamily };
}

/** Draws a chart into an element. The tooltip is drawn on the canvas, too: the page's policy takes no styles within HTML. */
export function draw(e: HTMLElement, spec: ChartSpec, columns: Column[], rows: Row[], onSelect: (x: string | null, series: string | null) => void) {
  const chart: EChartsType = init(e, null, { renderer: 'canvas' });
  const l = looks(e);
  // Accounts are drawn with their names; a mark is chosen by what its row has.
  const ids = new Map<string, string>();
  const beside = (v: string | null) => {
    const text = v === null ? v : named(v);
    if (text !== v) ids.set(text!, v!);
    return text;
  };
  const texts = [spec.x, spec.colour].map((name) => columns.findIndex((c) => c.name === name));
  const drawn = rows.map((r) => r.map((v, i) => (texts.includes(i) ? beside(v ?? null) : v)) as Row);
  const select = (x: string | null, series: string | null) => onSelect(x && (ids.get(x) ?? x), series && (ids.get(series) ?? series));
  chart.setOption(option(spec, columns, drawn, l, e.clientWidth));
  chart.on('click', (p) => {
    const d = p.data as { x?: string; source?: string; target?: string } | undefined;
    if (spec.kind === 'sankey' || spec.kind === 'graph') {
      // Only a flow is a mark: a node has no other end.
      if (d?.source && d.target) select(plain(d.source), plain(d.target));
    }
    else if (spec.kind === 'heatmap') {
      const [x, y] = p.value as [string, string];
      select(x, y);
    } else select(p.name || (Array.isArray(p.value) ? String(p.value[0]) : null), spec.colour ? (p.seriesName ?? null) : null);
  });
  return {
    dispose: () => chart.dispose(),
    resize: () => chart.resize(),
    png: () => chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: l.surface }),
  };
}

function option(spec: ChartSpec, columns: Column[], rows: Row[], l: Looks, width: number): Option {
  const at = (name?: string) => columns.findIndex((c) => c.name === name);
  const text = (v: string | null | undefined) => v ?? '–';
  const value = (v: string | null | undefined) => (v === null || v === undefined ? null : Number(v));
  const label = { color: l.dim, fontFamily: l.font, fontSize: 11 };
  const base: Option = {
    color: l.series,
    textStyle: { fontFamily: l.font, color: l.ink },
    animationDuration: 250,
    tooltip: { renderMode: 'richText', confine: true, backgroundColor: l.surface, borderColor: l.line, textStyle: { color: l.ink, fontFamily: l.font, fontSize: 12 }, valueFormatter: (v) => (typeof v === 'number' ? exact(v, spec.unit) : String(v ?? '–')) },
  };
  const legend: LegendComponentOption = { type: 'scroll', bottom: 0, left: 'center', icon: 'roundRect', itemWidth: 10, itemHeight: 10, textStyle: { ...label, color: l.ink, width: 230, overflow: 'truncate' }, pageIconColor: l.dim, pageTextStyle: label };
  const x = at(spec.x);
  const measure = at(spec.y?.[0]);

  if (spec.kind === 'pie') {
    const all = new Map<string, number>();
    for (const r of rows) all.set(text(r[x]), (all.get(text(r[x])) ?? 0) + (value(r[measure]) ?? 0));
    const sorted = [...all].sort((a, b) => b[1] - a[1]);
    const data = sorted.slice(0, mostSlices).map(([name, v]) => ({ name, value: v }));
    const rest = sorted.slice(mostSlices).reduce((n, [, v]) => n + v, 0);
    if (rest > 0) data.push({ name: '…', value: rest });
    return {
      ...base,
      tooltip: { ...base.tooltip, trigger: 'item' },
      legend: width > 420 ? { ...legend, orient: 'vertical', right: 8, top: 'middle', left: 'auto', bottom: 'auto' } : legend,
      series: [{ type: 'pie', radius: ['48%', '76%'], center: width > 420 ? ['34%', '50%'] : ['50%', '44%'], data, label: { show: false }, itemStyle: { borderColor: l.surface, borderWidth: 1.5 } }],
    };
  }
  if (spec.kind === 'sankey') {
    const to = at(spec.colour);
    const links = new Map<string, { source: string; target: string; value: number }>();
    for (const r of rows) {
      // A flow back to where it came from would be a circle: the target is a node of its own.
      const source = text(r[x]);
      const target = text(r[to]) + apart;
      const key = source + '\u0000' + target;
      const link = links.get(key) ?? { source, target, value: 0 };
      link.value += value(r[measure]) ?? 0;
      links.set(key, link);
    }
    const list = [...links.values()].filter((k) => k.value > 0).sort((a, b) => b.value - a.value).slice(0, 60);
    const nodes = [...new Set(list.flatMap((k) => [k.source, k.target]))].map((name) => ({ name }));
    return {
      ...base,
      tooltip: { ...base.tooltip, trigger: 'item' },
      series: [{ type: 'sankey', data: nodes, links: list, left: 8, right: 150, top: 8, bottom: 8, nodeWidth: 10, nodeGap: 7, label: { color: l.ink, fontFamily: l.font, fontSize: 11, width: 140, overflow: 'truncate' }, lineStyle: { color: 'gradient', opacity: 0.35 }, itemStyle: { borderWidth: 0 } }],
    };
  }
  if (spec.kind === 'graph') {
    const to = at(spec.colour);
    const nodes = new Map<string, { name: string; value: number; category: number }>();
    const links = rows.map((r) => ({ source: text(r[x]), target: text(r[to]) + apart, value: value(r[measure]) ?? 0 }));
    for (const k of links)
      for (const [name, category] of [[k.source, 0], [k.target, 1]] as const) {
        const n = nodes.get(name) ?? { name, value: 0, category };
        n.value += k.value;
        nodes.set(name, n);
      }
    const most = Math.max(1, ...[...nodes.values()].map((n) => n.value));
    const heaviest = Math.max(1, ...links.map((k) => k.value));
    return {
      ...base,
      tooltip: { ...base.tooltip, trigger: 'item' },
      series: [
        {
          type: 'graph', layout: 'force', roam: true, draggable: true, categories: [{ name: spec.x ?? '' }, { name: spec.colour ?? '' }],
          force: { repulsion: 60, gravity: 0.18, edgeLength: [20, 70], layoutAnimation: false },
          // The names of the lightest would cover the others.
          data: [...nodes.values()].map((n) => ({ ...n, symbolSize: 7 + 22 * Math.sqrt(n.value / most), label: { show: n.value >= most / 60 } })),
          links: links.map((k) => ({ ...k, lineStyle: { width: 0.8 + 3.2 * Math.sqrt(k.value / heaviest) } })),
          label: { show: true, position: 'right', color: l.ink, fontFamily: l.font, fontSize: 11, formatter: (p) => plain(p.name) }, labelLayout: { hideOverlap: true },
          lineStyle: { color: l.dim, opacity: 0.35 }, emphasis: { focus: 'adjacency' },
        },
      ],
    };
  }
  if (spec.kind === 'map') {
    const found = rows.flatMap((r) => {
      const place = places[text(r[x])];
      return place ? [{ name: text(r[x]), label: { position: place[0] > 135 ? 'bottom' : place[0] > 90 ? 'left' : 'right' } as const, value: [place[0], place[1], value(r[measure]) ?? 0] as [number, number, number] }] : [];
    });
    const most = Math.max(1, ...found.map((f) => f.value[2]));
    return {
      ...base,
      tooltip: { ...base.tooltip, trigger: 'item', formatter: (p) => { const d = (Array.isArray(p) ? p[0] : p)!; return `${d.name}\n${exact((d.value as number[])[2]!, spec.unit)}`; } },
      geo: { map: 'world', roam: true, silent: true, left: 4, right: 4, top: 4, bottom: 4, itemStyle: { areaColor: l.hover, borderColor: l.line, borderWidth: 0.6 }, boundingCoords: [[-170, 75], [180, -50]] },
      series: [{ type: 'scatter', coordinateSystem: 'geo', data: found, symbolSize: (v: number[]) => 8 + 26 * Math.sqrt(v[2]! / most), itemStyle: { opacity: 0.75 }, label: { show: true, position: 'right', formatter: '{b}', color: l.ink, fontFamily: l.font, fontSize: 11 }, labelLayout: { hideOverlap: true } }],
    };
  }
  if (spec.kind === 'heatmap') {
    const to = at(spec.colour);
    const order = (a: string, b: string) => a.localeCompare(b, undefined, { numeric: true });
    // Days of the week are numbers of ISO 8601: Monday is 1.
    const days = spec.colour === 'weekday';
    const weekday = (v: string) => (days ? new Intl.DateTimeFormat(language.value, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, Number(v))) : v);
    const xs = [...new Set(rows.map((r) => text(r[x])))].sort(order);
    const ys = [...new Set(rows.map((r) => text(r[to])))].sort(order);
    const data = rows.map((r) => [text(r[x]), text(r[to]), value(r[measure]) ?? 0] as [string, string, number]);
    const max = Math.max(1, ...data.map((d) => d[2]));
    return {
      ...base,
      tooltip: { ...base.tooltip, formatter: (p) => { const [a, b, n] = (Array.isArray(p) ? p[0] : p)?.value as [string, string, number]; return `${a} · ${weekday(b)}\n${exact(n, spec.unit)}`; } },
      grid: { left: 8, right: 8, top: 8, bottom: 8, outerBoundsMode: 'same' },
      xAxis: { type: 'category', data: xs, axisLabel: label, axisLine: { show: false }, axisTick: { show: false }, splitArea: { show: false } },
      yAxis: { type: 'category', data: ys, axisLabel: { ...label, formatter: weekday, width: Math.min(220, width * 0.34), overflow: 'truncate' }, axisLine: { show: false }, axisTick: { show: false }, inverse: true },
      visualMap: { show: false, min: 0, max, inRange: { color: [l.hover, l.series[0]!] } },
      series: [{ type: 'heatmap', data, itemStyle: { borderColor: l.surface, borderWidth: 1.5, borderRadius: 2 } }],
    };
  }

  // Bars, lines and areas: categories along the dimension, a series a measure or a value of colour.
  const when = x >= 0 && isTime(columns[x]!.type);
  const ordered = when || (x >= 0 && isNumber(columns[x]!.type)) || rows.every((r) => /^\d{4}-\d\d/.test(text(r[x])));
  const cut = when && rows.every((r) => / 00:00:00(\.0+)?( UTC)?$/.test(text(r[x])) || text(r[x]).length === 10);
  const name = (v: string) => (when ? (cut ? v.slice(0, 10) : v.replace(/:00(\.0+)?$/, '').replace(/\.000$/, '')) : v);
  let categories = [...new Set(rows.map((r) => name(text(r[x]))))];
  if (ordered) categories.sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
  const place = new Map(categories.map((c, i) => [c, i]));
  const series = new Map<string, (number | null)[]>();
  const colour = at(spec.colour);
  const line = spec.kind === 'line' || spec.kind === 'area';
  for (const r of rows) {
    const i = place.get(name(text(r[x])))!;
    const parts: [string, number][] = colour >= 0 ? [[text(r[colour]), measure]] : (spec.y ?? []).map((y) => [y, at(y)]);
    for (const [s, m] of parts) {
      let data = series.get(s);
      if (!data) series.set(s, (data = new Array<number | null>(categories.length).fill(null)));
      const v = value(r[m]);
      if (v !== null) data[i] = (data[i] ?? 0) + v;
    }
  }
  const sum = (d: (number | null)[]) => d.reduce<number>((n, v) => n + (v ?? 0), 0);
  let list = [...series];
  if (colour >= 0) list = list.sort((a, b) => sum(b[1]) - sum(a[1])).slice(0, mostSeries);
  const stacked = spec.kind === 'stacked' || (spec.kind === 'area' && list.length > 1);
  // Long names stand better beside lying bars.
  const lying = !line && !ordered && categories.some((c) => c.length > 9) && categories.length <= 60;
  const zoom = categories.length > 60 && !lying;
  const categoryAxis = {
    type: 'category' as const,
    data: lying ? categories.slice().reverse() : categories,
    axisLabel: { ...label, hideOverlap: true, ...(lying ? { width: Math.min(260, width * 0.36), overflow: 'truncate' as const, color: l.ink } : {}) },
    axisLine: { lineStyle: { color: l.line } },
    axisTick: { show: false },
    boundaryGap: !line,
  };
  const valueAxis = { type: 'value' as const, axisLabel: { ...label, formatter: (v: number) => rough(v, spec.unit) }, splitLine: { lineStyle: { color: l.line } }, splitNumber: 4 };
  return {
    ...base,
    tooltip: { ...base.tooltip, trigger: 'axis', axisPointer: { type: line ? 'line' : 'shadow', lineStyle: { color: l.dim }, shadowStyle: { color: l.hover, opacity: 0.5 } }, order: 'valueDesc' },
    legend: list.length > 1 ? legend : { show: false },
    grid: { left: 10, right: 18, top: 12, bottom: (list.length > 1 ? 30 : 8) + (zoom ? 26 : 0), outerBoundsMode: 'same' },
    xAxis: lying ? valueAxis : categoryAxis,
    yAxis: lying ? categoryAxis : valueAxis,
    dataZoom: zoom ? [{ type: 'inside' }, { type: 'slider', height: 16, bottom: list.length > 1 ? 28 : 6, borderColor: l.line, textStyle: label, brushSelect: false }] : [],
    series: list.map(([s, data]) => {
      const d = lying ? data.slice().reverse() : data;
      return line
        ? { type: 'line' as const, name: s, data: d, showSymbol: categories.length < 32, symbolSize: 5, lineStyle: { width: 2 }, areaStyle: spec.kind === 'area' ? { opacity: 0.22 } : undefined, stack: stacked ? 'all' : undefined, connectNulls: false, emphasis: { focus: list.length > 1 ? ('series' as const) : ('none' as const) } }
        : { type: 'bar' as const, name: s, data: d, stack: stacked ? 'all' : undefined, barMaxWidth: 34, itemStyle: { borderRadius: stacked ? 0 : lying ? [0, 2, 2, 0] : [2, 2, 0, 0] }, emphasis: { focus: list.length > 1 ? ('series' as const) : ('none' as const) } };
    }),
  } as Option;
}
