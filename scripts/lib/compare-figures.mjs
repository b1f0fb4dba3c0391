/** Two sets of the bench's figures beside each other. */

/**
 * @typedef {object} Compared
 * @property {string} name where the figure stands in its part
 * @property {number} before median
 * @property {number} after median
 * @property {boolean} apart the two ranges do not touch: it is not the computer's mood
 */

/**
 * @param {unknown} before what a part wrote down
 * @param {unknown} after the same part of another run
 * @returns {Compared[]} every figure that both have
 */
export function compareFigures(before, after) {
  const earlier = new Map(figuresIn(before));
  return figuresIn(after).flatMap(([name, now]) => {
    const then = earlier.get(name);
    if (then === undefined) return [];
    const apart = now.least > then.most || now.most < then.least;
    return [{ name, before: then.median, after: now.median, apart }];
  });
}

/**
 * @param {unknown} value
 * @param {string} [path]
 * @returns {[string, import('./measure.mjs').Figure][]}
 */
function figuresIn(value, path = '') {
  if (typeof value !== 'object' || value === null) return [];
  if (isFigure(value)) return [[path, value]];
  // A list is known by the names in it, where it has some: its order may change.
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = Array.isArray(value) && typeof inner === 'object' ? (inner?.name ?? inner?.count ?? key) : key;
    return figuresIn(inner, path === '' ? String(name) : `${path} / ${name}`);
  });
}

/**
 * @param {object} value
 * @returns {value is import('./measure.mjs').Figure}
 */
function isFigure(value) {
  return 'median' in value && 'least' in value && 'most' in value;
}
