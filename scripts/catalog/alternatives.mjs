import { byCodeUnit } from './encode.mjs';
import { list } from './readTable.mjs';

/**
 * Application permissions of one request as alternatives: any one suffices, an alternative may need several
 * permissions together. The source's pick comes first, the rest by how well they fit.
 *
 * @param {{ method: string, path: string, pick: string, least: readonly string[], all: readonly string[], also: Map<string, readonly string[]> }} request
 * @param {Map<string, ReturnType<import('./permissions.mjs').describe>>} known
 * @returns {string[][]} names, each alternative sorted after its first name
 */
export function alternatives(request, known) {
  const picked = request.pick === '' ? undefined : readingPick(request, known);
  const accepted = request.all.filter((name) => {
    const permission = known.get(name);
    return permission !== undefined && (permission.grantable || permission.withoutId);
  });
  const needsWrite = writesNeeded(request, picked, known);
  const single = accepted
    .filter((name) => !needsWrite || known.get(name).writes)
    .sort((left, right) => compareRanks(rank(left, request, picked, known), rank(right, request, picked, known)));
  const wide = single.flatMap((name) =>
    (request.also.get(name) ?? ['']).map((other) => (other ? [name, other] : [name])),
  );
  const result = picked === undefined ? [] : [picked];
  for (const candidate of wide) {
    // One that another alternative is part of adds nothing; one that is part of the pick does not suffice alone.
    const implied = result.some((done) => done.every((name) => candidate.includes(name)));
    const partOfPick = picked !== undefined && candidate.every((name) => picked.includes(name));
    if (!implied && !partOfPick) {
      result.push(candidate);
    }
  }
  return result;
}

/** For GET the source sometimes flags the writing permission alone, although it accepts the reading one of the same name. */
function readingPick(request, known) {
  const picked = request.pick.split('+');
  const reading = picked[0].replace('ReadWrite.OwnedBy', 'Read.All').replace('ReadWrite', 'Read');
  return request.method === 'GET' &&
    picked.length === 1 &&
    request.all.includes(reading) &&
    known.get(reading)?.grantable
    ? [reading]
    : picked;
}

/** A request that changes something is not served by reading, although the source lists reading permissions with it. */
function writesNeeded(request, picked, known) {
  if (request.method === 'GET' || picked === undefined) {
    return false;
  }
  return picked.some((name) => known.get(name)?.writes);
}

function rank(name, request, picked, known) {
  const permission = known.get(name);
  const pickedAreas = (picked ?? []).map((item) => known.get(item)?.area);
  const near = pickedAreas.includes(permission.area) || request.path.includes(permission.area.replace(/y$/, 'i'));
  return [
    permission.grantable ? 0 : 1,
    request.method === 'GET' && permission.writes ? 1 : 0,
    near ? 0 : permission.area === 'directory' ? 2 : 1,
    permission.level,
    request.least.includes(name) ? 0 : 1,
    /Basic/.test(name) ? 0 : 1,
    name.length,
    name,
  ];
}

function compareRanks(left, right) {
  for (let index = 0; index < left.length; index++) {
    const order = typeof left[index] === 'string' ? byCodeUnit(left[index], right[index]) : left[index] - right[index];
    if (order !== 0) {
      return order;
    }
  }
  return 0;
}

/** `P+(A|B),Q+(C)` → P also needs A or B, Q also needs C. */
export function parseAlso(cell) {
  const also = new Map();
  for (const match of cell.matchAll(/([^,+()|]+)\+\(([^)]*)\)/g)) {
    also.set(match[1], match[2].split('|'));
  }
  return also;
}

/** `A,B+C` → `[['A'], ['B', 'C']]`. */
export function parseAlternatives(cell) {
  return list(cell).map((item) => item.split('+'));
}
