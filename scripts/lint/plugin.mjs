/**
 * Our own lint rules, loaded by .oxlintrc.json:
 *
 * - `latchkey/layers`: who may import whom (the table is in layers.mjs);
 * - `latchkey/no-sleep`: a test waits for what it expects, never for time to pass;
 * - `latchkey/every-test-runs`: no test is focused or skipped. Vitest's `skipIf`, which names its condition, is allowed.
 */
import { relative, sep } from 'node:path';
import { judgeImport } from './layers.mjs';

/**
 * The parts of a syntax tree that these rules look at. ESLint's types would be one more dependency.
 *
 * @typedef {any} Node
 * @typedef {{ filename: string, cwd: string, report(problem: { node: Node, message: string }): void }} Context
 */

const layers = {
  /** @param {Context} context */
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    /** @param {Node} node whose source is to be judged */
    const judge = (node) => check(node.source);
    const check = (/** @type {Node} */ source) => {
      if (typeof source?.value !== 'string') return;
      const message = judgeImport(file, source.value);
      if (message !== undefined) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: judge,
      ExportNamedDeclaration: judge,
      ExportAllDeclaration: judge,
      ImportExpression: judge,
      TSImportType: judge,
      /** @param {Node} node */
      CallExpression(node) {
        const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require';
        if (isRequire || isImportMetaGlob(node.callee)) check(node.arguments[0]);
      },
    };
  },
};

const noSleep = {
  /** @param {Context} context */
  create(context) {
    const message = 'A test waits for what it expects, never for time to pass (STYLE.md 12).';
    return {
      /** @param {Node} node */
      ImportDeclaration(node) {
        if (/^(node:)?timers\/promises$/.test(node.source.value)) context.report({ node, message });
      },
      /** @param {Node} node */
      CallExpression(node) {
        if (node.callee.property?.name === 'waitForTimeout') context.report({ node, message });
      },
      /** @param {Node} node */
      NewExpression(node) {
        if (node.callee.name === 'Promise' && resolvesByTimer(node.arguments[0])) {
          context.report({ node, message });
        }
      },
    };
  },
};

const everyTestRuns = {
  /** @param {Context} context */
  create(context) {
    const forbidden = new Set(['only', 'skip', 'fixme', 'todo']);
    const testNames = new Set(['test', 'it', 'describe', 'suite']);
    return {
      /** @param {Node} node */
      MemberExpression(node) {
        const name = node.property?.name;
        if (!forbidden.has(name) || !testNames.has(rootName(node) ?? '')) return;
        context.report({ node, message: `Every test runs: remove .${name}.` });
      },
    };
  },
};

/** @param {Node} callee */
function isImportMetaGlob(callee) {
  return callee.type === 'MemberExpression' && callee.property.name === 'glob' && callee.object.type === 'MetaProperty';
}

/**
 * @param {Node} executor the argument of `new Promise`
 * @returns {boolean} whether it does nothing but resolve after a while
 */
function resolvesByTimer(executor) {
  const resolve = executor?.params?.[0]?.name;
  const body = executor?.body;
  if (resolve === undefined || body === undefined) return false;
  const statements = body.type === 'BlockStatement' ? body.body : [body];
  return statements.some((/** @type {Node} */ statement) => {
    const call = statement.type === 'ExpressionStatement' ? statement.expression : statement;
    return call.type === 'CallExpression' && call.callee.name === 'setTimeout' && call.arguments[0]?.name === resolve;
  });
}

/**
 * @param {Node} node for example `test.describe.only`
 * @returns {string | undefined} the first name, here `test`
 */
function rootName(node) {
  return node.type === 'MemberExpression' ? rootName(node.object) : node.name;
}

export default {
  meta: { name: 'latchkey' },
  rules: { layers, 'no-sleep': noSleep, 'every-test-runs': everyTestRuns },
};
