import type { SVGAttributes } from 'preact';

// Icons are drawn on a grid of 16, in lines of 1.5.
const paths = {
  home: 'M2.5 7.2 8 2.8l5.5 4.4v6H9.8V9.6H6.2v3.6H2.5z',
  query: 'M2.5 3.5h11v9h-11zM5 6.5l2 1.7-2 1.7M8.5 10h2.5',
  history: 'M8 4.5V8l2.3 1.5M2.6 8a5.4 5.4 0 1 0 1.7-3.9L2.6 5.6M2.6 2.8v2.8h2.8',
  dashboard: 'M2.5 13.5h11M4.5 11V7.5M8 11V3.5M11.5 11V6',
  alert: 'M8 2.5a3.6 3.6 0 0 0-3.6 3.6c0 3-1.4 4.4-1.4 4.4h10s-1.4-1.4-1.4-4.4A3.6 3.6 0 0 0 8 2.5zM6.7 12.7a1.4 1.4 0 0 0 2.6 0',
  store: 'M2.8 4.3c0-1 2.3-1.8 5.2-1.8s5.2.8 5.2 1.8S10.9 6.1 8 6.1 2.8 5.3 2.8 4.3zM2.8 4.3v7.4c0 1 2.3 1.8 5.2 1.8s5.2-.8 5.2-1.8V4.3M2.8 8c0 1 2.3 1.8 5.2 1.8s5.2-.8 5.2-1.8',
  job: 'M8 5v3l2 1.2M13.5 8A5.5 5.5 0 1 1 8 2.5c2 0 3.6 1 4.6 2.5M12.9 2.5V5h-2.5',
  play: 'M5 3.2v9.6L12.5 8z',
  stop: 'M4.5 4.5h7v7h-7z',
  minus: 'M3 8h10',
  plus: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  chevron: 'M6 4l4 4-4 4',
  down: 'M4 6l4 4 4-4',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3l3.2 3.2',
  table: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6',
  view: 'M1.8 8S4 4 8 4s6.2 4 6.2 4S12 12 8 12 1.8 8 1.8 8zM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z',
  schema: 'M2.5 4.5h4l1.2 1.5h5.8v6.5h-11z',
  column: 'M4 3v10M8 3v10M12 3v10',
  download: 'M8 2.5v7.5M5 7.2l3 3 3-3M3 13.2h10',
  link: 'M6.8 9.2l2.4-2.4M7.3 4.9l1.2-1.2a2.7 2.7 0 0 1 3.8 3.8l-1.2 1.2M8.7 11.1l-1.2 1.2a2.7 2.7 0 0 1-3.8-3.8l1.2-1.2',
  copy: 'M5.5 5.5h7.5v7.5H5.5zM10.5 5.5V3H3v7.5h2.5',
  save: 'M3 3h8l2 2v8H3zM5.5 3v3.5h4.5V3M5.5 13V9.5h5V13',
  format: 'M3 4h10M3 7h6M3 10h10M3 13h6',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  sun: 'M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1',
  globe: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM2.5 8h11M8 2.5c1.5 1.5 2.2 3.3 2.2 5.5S9.5 12 8 13.5C6.5 12 5.8 10.2 5.8 8S6.5 4 8 2.5z',
  clock: 'M8 4.5V8l2.3 1.5M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11z',
  user: 'M8 8.2a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM2.8 13.5c.5-2.5 2.6-3.7 5.2-3.7s4.7 1.2 5.2 3.7',
  signout: 'M6.5 3H3v10h3.5M7 8h6.5M11 5.5L13.5 8 11 10.5',
  warn: 'M8 2.8l5.8 10.2H2.2zM8 6.5v3M8 11.2v.1',
  info: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM8 7.3v3.4M8 5.2v.1',
  check: 'M3.5 8.5l3 3 6-7',
  chart: 'M2.5 2.5v11h11M5 10l2.5-3 2 1.8 3.5-4.3',
  filter: 'M2.5 3.5h11L9.3 8.5v4l-2.6-1.3V8.5z',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.6L13 6M13 2.8V6H9.8',
  expand: 'M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5L9 7M2.5 13.5L7 9',
  dots: 'M3.5 8h.1M8 8h.1M12.4 8h.1',
  trash: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.3 4.5l.6 8.5h6.2l.6-8.5M6.8 7v3.5M9.2 7v3.5',
  shield: 'M8 2.3l4.7 1.7v3.7c0 3-2 4.9-4.7 6-2.7-1.1-4.7-3-4.7-6V4z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  star: 'M8 2.5l1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8L2.5 6.5l3.8-.5z',
  calendar: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.5V5M10.5 2.5V5',
  edit: 'M3 13l.6-2.8L10.7 3l2.3 2.3-7.2 7.1z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16, ...rest }: { name: IconName; size?: number } & SVGAttributes<SVGSVGElement>) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width={size} height={size} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" {...rest}>
      <path d={paths[name]} />
    </svg>
  );
}

export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" class="logo">
      <rect width="32" height="32" rx="7" class="logo-ground" />
      <path d="M5 19 12 8l4.2 6.4L19 10l8 9z" class="logo-hill" />
      <path d="M7 22.5h18M10.5 26h11" class="logo-water" />
    </svg>
  );
}
