import { WordTable } from './wordTable.ts';

/**
 * Kinds of tokens. Operators that play the same part in the grammar share a kind; keywords start at `firstKeyword`.
 */

export const endOfInput = 0;
export const newLine = 1;
export const semicolon = 2;
export const comma = 3;
export const pipe = 4;
export const ampersand = 5;
/** `&&` and `||`. */
export const chain = 6;
export const leftParen = 7;
export const rightParen = 8;
export const leftCurly = 9;
export const rightCurly = 10;
export const rightBracket = 11;
/** `@(` */
export const atParen = 12;
/** `@{` */
export const atCurly = 13;
/** `$(` */
export const dollarParen = 14;
export const singleQuoted = 15;
export const doubleQuoted = 16;
export const singleHere = 17;
export const doubleHere = 18;
/** `<` */
export const redirectIn = 19;
/** Kinds up to here are the same token whether a command or an expression is read. */
export const lastInvariant = 19;

export const leftBracket = 20;
export const variable = 21;
export const splat = 22;
export const number = 23;
/** A bare word that is more than a name. */
export const word = 24;
/** A name of letters, digits and underscores. */
export const identifier = 25;
export const parameter = 26;
export const label = 27;
/** `>`, `2>>` and the like, which a file name follows. */
export const redirectToFile = 28;
/** `2>&1` */
export const redirectMerge = 29;
export const dot = 30;
export const dotDot = 31;
/** `::` */
export const colonColon = 32;
export const colon = 33;
export const questionMark = 34;
/** Assignment operators, `??=` included. */
export const assignment = 35;
export const plus = 36;
export const minus = 37;
/** `++` */
export const increment = 38;
/** `--` */
export const decrement = 39;
export const exclamation = 40;
/** `-not`, `-bnot` */
export const unary = 41;
/** `-eq`, `*`, `-f`, `??` and the like. */
export const binary = 42;
/** `-join`, `-split`: unary or binary. */
export const unaryOrBinary = 43;
export const unknown = 44;

export const firstKeyword = 50;
const keywords: ReadonlyMap<string, number> = new Map(
  (
    'if elseif else switch foreach from in for while until do try catch finally trap data return continue break exit ' +
    'throw begin process end dynamicparam clean function filter param class define var using workflow parallel sequence ' +
    'inlinescript configuration public private static interface enum namespace module type assembly command hidden base'
  )
    .split(' ')
    .map((word, index) => [word, firstKeyword + index]),
);

const keyword = (word: string): number => keywords.get(word) as number;
export const ifKeyword = keyword('if');
export const elseifKeyword = keyword('elseif');
export const elseKeyword = keyword('else');
export const switchKeyword = keyword('switch');
export const foreachKeyword = keyword('foreach');
export const fromKeyword = keyword('from');
export const inKeyword = keyword('in');
export const forKeyword = keyword('for');
export const whileKeyword = keyword('while');
export const untilKeyword = keyword('until');
export const doKeyword = keyword('do');
export const tryKeyword = keyword('try');
export const catchKeyword = keyword('catch');
export const finallyKeyword = keyword('finally');
export const trapKeyword = keyword('trap');
export const dataKeyword = keyword('data');
export const returnKeyword = keyword('return');
export const continueKeyword = keyword('continue');
export const breakKeyword = keyword('break');
export const exitKeyword = keyword('exit');
export const throwKeyword = keyword('throw');
export const beginKeyword = keyword('begin');
export const processKeyword = keyword('process');
export const endKeyword = keyword('end');
export const dynamicparamKeyword = keyword('dynamicparam');
export const cleanKeyword = keyword('clean');
export const functionKeyword = keyword('function');
export const filterKeyword = keyword('filter');
export const paramKeyword = keyword('param');
export const classKeyword = keyword('class');
export const defineKeyword = keyword('define');
export const varKeyword = keyword('var');
export const usingKeyword = keyword('using');
export const workflowKeyword = keyword('workflow');
export const parallelKeyword = keyword('parallel');
export const sequenceKeyword = keyword('sequence');
export const inlinescriptKeyword = keyword('inlinescript');
export const configurationKeyword = keyword('configuration');
export const staticKeyword = keyword('static');
export const enumKeyword = keyword('enum');
export const namespaceKeyword = keyword('namespace');
export const moduleKeyword = keyword('module');
export const typeKeyword = keyword('type');
export const assemblyKeyword = keyword('assembly');
export const commandKeyword = keyword('command');
export const hiddenKeyword = keyword('hidden');
export const baseKeyword = keyword('base');

const operators = [
  ...['not', 'bnot'].map((name) => [name, unary] as const),
  ...['join', 'split', 'isplit', 'csplit'].map((name) => [name, unaryOrBinary] as const),
  ...(
    'eq ieq ceq ne ine cne ge ige cge gt igt cgt lt ilt clt le ile cle like ilike clike notlike inotlike cnotlike match ' +
    'imatch cmatch notmatch inotmatch cnotmatch replace ireplace creplace contains icontains ccontains notcontains ' +
    'inotcontains cnotcontains in iin cin notin inotin cnotin isnot is as f and band or bor xor bxor shl shr'
  )
    .split(' ')
    .map((name) => [name, binary] as const),
];

/** Operators written with a dash, without it. */
export const operatorTable = new WordTable(operators);

export const keywordTable = new WordTable(keywords);
