/**
 * Prints boxes, floors and arrows of a room, and its longest file: `tsx scripts/import-graph.ts suites cli`. A box is a
 * folder of the room, or a file that stands in none.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsOf, parseSource, readSources } from './source-imports.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The lowest floor is 0; a box stands one above the highest that it imports. Boxes of a circle have none. */
function floorsOf(
  boxes: ReadonlySet<string>,
  arrows: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, number> {
  const floors = new Map<string, number>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const box of boxes) {
      const below = [...(arrows.get(box) ?? [])].map((other) => floors.get(other));
      if (floors.has(box) || below.includes(undefined)) continue;
      floors.set(box, Math.max(-1, ...below.map((floor) => floor ?? 0)) + 1);
      grown = true;
    }
  }
  return floors;
}

for (const room of process.argv.slice(2)) {
  const sources = readSources(root, [room]);
  const boxOf = (file: string): string => {
    const [, first = '', ...rest] = file.split('/');
    return rest.length === 0 ? first : `${first}/`;
  };
  const arrows = new Map<string, Set<string>>();
  for (const [file, text] of sources) {
    for (const { to, isOwn } of importsOf(file, parseSource(file, text))) {
      if (!isOwn || !to.startsWith(`${room}/`) || boxOf(to) === boxOf(file)) continue;
      arrows.set(boxOf(file), (arrows.get(boxOf(file)) ?? new Set()).add(boxOf(to)));
    }
  }
  const boxes = new Set([...sources.keys()].map(boxOf));
  const floors = floorsOf(boxes, arrows);
  const [longest] = [...sources]
    .map(([file, text]) => ({ file, lines: text.split('\n').length - 1 }))
    .sort((a, b) => b.lines - a.lines);
  const count = [...arrows.values()].reduce((sum, targets) => sum + targets.size, 0);
  console.log(
    `${room}: ${sources.size} files, ${boxes.size} boxes on ${new Set(floors.values()).size} floors, ${count} arrows; longest file ${longest?.file} (${longest?.lines} lines)`,
  );
  const circle = [...boxes].filter((box) => !floors.has(box));
  if (circle.length > 0) console.log(`  in a circle or above one: ${circle.join(' ')}`);
  for (const floor of [...new Set(floors.values())].sort((a, b) => b - a))
    console.log(
      `  ${floor}: ${[...floors]
        .flatMap(([box, own]) => (own === floor ? [box] : []))
        .sort()
        .join(' ')}`,
    );
}
