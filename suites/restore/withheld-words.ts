import type { Care } from './keeper.js';
import type { Snapshot } from './snapshot.js';

/** What is told of a fixture, without its name. */
function partsOf({ update }: Snapshot, kind: Care['kind']): readonly string[] {
  if ('problem' in update) return [`no update at all: ${update.problem}`];
  // Where only the stored values are sent, nothing else could have been changed.
  if (kind === 'only-refused') return [];
  const members = new Map<string, string[]>();
  for (const { pointer, why } of update.lasting) members.set(why, [...(members.get(why) ?? []), pointer]);
  return [...members].map(([why, pointers]) => `${pointers.join(', ')} (${why})`);
}

/** Items that are told together because the same is true of them. */
function together<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string,
  nameOf: (item: Item) => string,
): readonly string[] {
  const names = new Map<string, string[]>();
  for (const item of items) {
    const text = textOf(item);
    if (text !== '') names.set(text, [...(names.get(text) ?? []), nameOf(item)]);
  }
  return [...names].map(([text, own]) => `${fixtureNames(own)}: ${text}`);
}

const mostNames = 4;

function fixtureNames(names: readonly string[]): string {
  const others = names.length - mostNames;
  return `${names.length === 1 ? 'fixture' : 'fixtures'} ${names.slice(0, mostNames).join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}

/**
 * What a run will not change of an operation's fixtures since no update could bring it back, and what it will overwrite
 * that nobody can read back: one line, to be told before the first update. undefined where there is nothing of either.
 */
export function withheldWords(
  operation: string,
  snapshots: readonly Snapshot[],
  kind: Care['kind'],
): string | undefined {
  const name = ({ fixture }: Snapshot): string => fixture.id;
  const kept = together(snapshots, (snapshot) => partsOf(snapshot, kind).join('; '), name);
  const lost =
    kind === 'only-refused'
      ? []
      : together(snapshots, ({ update }) => ('problem' in update ? '' : update.unreadable.join(', ')), name);
  const why = kind === 'restore' ? 'no update could bring it back' : 'nothing could be written back';
  const sentences = [
    ...(kept.length === 0 ? [] : [`not sent, since ${why}: ${kept.join('; ')}`]),
    ...(lost.length === 0
      ? []
      : [
          `may be overwritten, and is to be set again by hand then, since no read-back shows it and its value is not in the environment: ${lost.join('; ')}`,
        ]),
  ];
  return sentences.length === 0 ? undefined : `${operation}: ${sentences.join('. Also ')}`;
}
