import { onOneLine } from '../headline.js';

/** The id under which a clause stands in a page: its own, without white space (HTML, 3.2.6: an id holds none). */
export function clauseAnchor(clause: string): string {
  return onOneLine(clause).replaceAll(/\s/g, '_');
}

/** The id under which a cause stands in a page; causes are counted from 1. */
export function causeAnchor(number: number): string {
  return `cause-${number}`;
}

/** The id of the matrix of an operation. */
export function operationAnchor(operation: string): string {
  return `operation-${clauseAnchor(operation)}`;
}

/** A link to an id of the same page. */
export function linkTo(anchor: string): string {
  return `#${encodeURIComponent(anchor)}`;
}
