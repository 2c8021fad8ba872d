import { registerMap } from 'echarts/core';
import { feature } from 'topojson-client';
import land from 'world-atlas/land-110m.json';

/** The land of the world, for maps (Natural Earth, 1:110 million). */
export function registerWorld() {
  type Topology = Parameters<typeof feature>[0];
  const world = land as unknown as Topology;
  const shapes = feature(world, world.objects.land!);
  const features = 'features' in shapes ? shapes.features : [shapes];
  registerMap('world', { type: 'FeatureCollection', features: features.map((f) => ({ ...f, properties: { name: 'land' }, geometry: whole(f.geometry as unknown as Geometry) })) } as unknown as Parameters<typeof registerMap>[1]);
}

interface Geometry {
  type: string;
  coordinates: [number, number][][][];
}

/** Land that crosses the date line goes on beyond it, rather than across the map; the Antarctic, which goes round, is left out. */
function whole(g: Geometry): Geometry {
  const shapes = (g.type === 'Polygon' ? [g.coordinates as unknown as [number, number][][]] : g.coordinates)
    .filter(([outer]) => outer!.some(([, lat]) => lat > -58))
    .map((rings) =>
      rings.map((ring) => {
        const crosses = ring.some(([lon]) => lon > 170) && ring.some(([lon]) => lon < -170);
        return crosses ? ring.map(([lon, lat]): [number, number] => [lon < -120 ? lon + 360 : lon, lat]) : ring;
      }),
    );
  return { type: 'MultiPolygon', coordinates: shapes };
}
