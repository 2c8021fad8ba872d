import { registerMap } from 'echarts/core';
import { feature } from 'topojson-client';
import land from 'world-atlas/land-110m.json';

/** The land of the world, for maps (Natural Earth, 1:110 million). */
export function registerWorld() {
  type Topology = Parameters<typeof feature>[0];
  const world = land as unknown as Topology;
  const shapes = feature(world, world.objects.land!);
  const features = 'features' in shapes ? shapes.features : [shapes];
  registerMap('world', { type: 'FeatureCollection', features: features.map((f) => ({ ...f, properties: { name: 'land' } })) } as unknown as Parameters<typeof registerMap>[1]);
}
