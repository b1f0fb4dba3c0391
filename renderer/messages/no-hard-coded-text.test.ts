/** Every text that can be seen or heard comes from the message files: no component holds one of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseSync } from 'vite';

const root = path.join(import.meta.dirname, '..');
const components = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\.d\.ts$/.test(name),
);

const spoken = new Set([
  'label',
  'title',
  'placeholder',
  'description',
  'alt',
  'aria-label',
  'aria-description',
  'aria-valuetext',
]);
const isText = (value: unknown): value is string => typeof value === 'string' && /\p{L}/u.test(value);

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const children = (node: Node): Node[] => Object.values(node).flat().filter(isNode);

/** Texts that JSX shows: between tags, as strings in braces, and in attributes that are read out. */
function textsIn(node: Node): string[] {
  const inner = children(node).flatMap(textsIn);
  if (node.type === 'JSXText' && isText(node['value'])) return [node['value'].trim(), ...inner];
  if (node.type === 'JSXExpressionContainer') return [...shownStrings(node['expression']), ...inner];
  if (node.type === 'JSXAttribute' && isNode(node['name']) && spoken.has(String(node['name']['name']))) {
    const value = node['value'];
    return [...(isNode(value) && value.type === 'Literal' ? shownStrings(value) : []), ...inner];
  }
  // Words handed on under a name that is spoken: `{ label: 'All' }`.
  if (node.type === 'Property' && isNode(node['key']) && spoken.has(String(node['key']['name'])))
    return [...shownStrings(node['value']), ...inner];
  return inner;
}

/** The strings an expression may result in, through conditions, `&&`, `??`, templates and sums. */
function shownStrings(expression: unknown): string[] {
  if (!isNode(expression)) return [];
  switch (expression.type) {
    case 'Literal':
      return isText(expression['value']) ? [expression['value']] : [];
    case 'TemplateLiteral':
      return (expression['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked).filter(isText);
    case 'BinaryExpression':
      return [...shownStrings(expression['left']), ...shownStrings(expression['right'])];
    case 'ConditionalExpression':
      return [...shownStrings(expression['consequent']), ...shownStrings(expression['alternate'])];
    case 'LogicalExpression':
      return [
        // `??` and `||` may show what is left of them.
        ...(expression['operator'] === '&&' ? [] : shownStrings(expression['left'])),
        ...shownStrings(expression['right']),
      ];
    default:
      return [];
  }
}

/** Attributes whose values are names for machines. */
function withoutMachineAttributes(node: Node): Node {
  if (node.type === 'JSXAttribute' && isNode(node['name']) && !spoken.has(String(node['name']['name']))) {
    // Components passed as attributes still hold text.
    const value = node['value'];
    const holdsJsx = isNode(value) && JSON.stringify(value).includes('"JSXElement"');
    if (!holdsJsx) return { type: 'Nothing' };
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      Array.isArray(value)
        ? value.map((each: unknown) => (isNode(each) ? withoutMachineAttributes(each) : each))
        : isNode(value)
          ? withoutMachineAttributes(value)
          : value,
    ]),
  ) as Node;
}

function hardCoded(code: string): string[] {
  const { program } = parseSync('component.tsx', code);
  return textsIn(withoutMachineAttributes(program as unknown as Node));
}

test('there are components to look at', () => {
  expect(components.length).toBeGreaterThan(20);
});

test.each(components)('%s holds no text of its own', (name) => {
  expect(hardCoded(readFileSync(path.join(root, name), 'utf8'))).toEqual([]);
});

test('a text of its own would be found', () => {
  expect(hardCoded('const a = <p>Hello</p>;')).toEqual(['Hello']);
  expect(hardCoded('const a = <p>{busy ? "Wait" : t("done")}</p>;')).toEqual(['Wait']);
  expect(hardCoded('const a = <input aria-label="Name" data-kind="plain" />;')).toEqual(['Name']);
  expect(hardCoded('const a = <p>{name ?? "Nobody"}</p>;')).toEqual(['Nobody']);
  expect(hardCoded('const a = <p>{`Hello ${name}`}</p>;')).toEqual(['Hello ']);
  expect(hardCoded('const a = <p>{"Hello " + name}</p>;')).toEqual(['Hello ']);
  expect(hardCoded('const a = <b title={busy ? "Wait" : t("x")} />;')).toEqual(['Wait']);
  expect(hardCoded('const a = [{ value: "all", label: "All" }];')).toEqual(['All']);
  expect(hardCoded('const a = <p className="x">{t("key")} · </p>;')).toEqual([]);
});
