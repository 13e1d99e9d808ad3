import { type Filter, parse } from 'scim2-parse-filter';
import { scimRefuse } from './scim-problem.ts';

const lengthMax = 2_000;
/** Comparisons, groups and negations together. */
const nodesMax = 100;

/** A filter (RFC 7644 section 3.4.2.2) as a tree. Bounded in length and size before anything is done with it. */
export function parseFilter(text: string): Filter {
  return parseBounded(text, 'invalidFilter');
}

/** The path of a PATCH (section 3.5.2) is read as what asks whether it is there: the grammar of both is one. */
export function parsePath(path: string): Filter {
  const trimmed = path.trim();
  return parseBounded(trimmed.endsWith(']') ? trimmed : `${trimmed} pr`, 'invalidPath');
}

function parseBounded(text: string, problem: 'invalidFilter' | 'invalidPath'): Filter {
  if (text.length > lengthMax) scimRefuse(400, problem, `it is longer than ${lengthMax} characters`);
  // The library's words may backtrack over line ends in text that is not closed; JSON text holds none.
  if (hasControlCharacter(text)) scimRefuse(400, problem, 'it holds a control character');
  const tree = parsedOrNull(text) ?? scimRefuse(400, problem, 'it cannot be read');
  if (nodesOf(tree) > nodesMax) scimRefuse(400, problem, `it has more than ${nodesMax} parts`);
  return tree;
}

function parsedOrNull(text: string): Filter | null {
  try {
    return parse(text);
  } catch {
    // Its message repeats what was sent.
    return null;
  }
}

function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) < 32) return true;
  return false;
}

function nodesOf(tree: Filter): number {
  if (tree.op === 'and' || tree.op === 'or') {
    let nodes = 1;
    for (const part of tree.filters) nodes += nodesOf(part);
    return nodes;
  }
  if (tree.op === 'not') return 1 + nodesOf(tree.filter);
  return tree.op === '[]' ? 1 + nodesOf(tree.valFilter) : 1;
}
