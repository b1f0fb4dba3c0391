/**
 * What of a page is cut off, measured in the page itself, with every text made longer by a third, as other languages are. Nothing of
 * the app knows of it: the texts are put back at once.
 */
import type { Page } from '@playwright/test';

/** One line for each thing that is cut off or sticks out; none is good. */
export function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(measure);
}

/** Runs in the page: nothing of this file is there. */
async function measure(): Promise<string[]> {
  const found = new Set<string>();
  const values = 'input, textarea, select, option, style, script, [data-value], time, [role=timer], .hidden-text';
  const texts: Text[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (/\p{L}/u.test(text.data) && text.parentElement?.closest(values) === null) texts.push(text);
  }
  const before = texts.map((text) => text.data);
  for (const text of texts) {
    // By a third, in words of the text itself, so that it breaks where that breaks.
    const words = text.data.trim();
    text.data = `${text.data.trimEnd()} ${words.slice(0, Math.ceil(words.length / 3))}`;
  }
  // Menus find their place anew, and the list its lines.
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  const named = (text: Text) => `"${text.data.slice(0, 60)}"`;

  const page = document.documentElement;
  if (page.scrollWidth > innerWidth) found.add(`the page is ${page.scrollWidth} wide in a window of ${innerWidth}`);
  for (const text of texts) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
    if (boxes.length === 0 || text.parentElement?.checkVisibility() === false) continue;
    const left = Math.min(...boxes.map((box) => box.left));
    const right = Math.max(...boxes.map((box) => box.right));
    /** What is fixed stands in the window, whatever it stands in otherwise, up to an ancestor that is transformed. */
    let fixed = false;
    for (let element = text.parentElement; element !== null; element = element.parentElement) {
      const style = getComputedStyle(element);
      if (style.transform !== 'none') fixed = false;
      if (fixed) continue;
      fixed = style.position === 'fixed';
      // What may be too long for its place by its nature, names above all, ends in an ellipsis and is whole in the details.
      if (style.textOverflow === 'ellipsis') break;
      if (style.overflowX === 'visible') continue;
      const box = element.getBoundingClientRect();
      if (right > box.right + 1 || left < box.left - 1) found.add(`${named(text)} is cut off at the side`);
      if (style.overflowX === 'auto' && element.scrollWidth > element.clientWidth + 1)
        found.add(`${named(text)} stands in a part that scrolls sideways`);
      if (
        style.overflowY === 'hidden' &&
        boxes.some(({ bottom }) => bottom > box.bottom + 1) &&
        element !== document.body
      )
        found.add(`${named(text)} is cut off below`);
      break;
    }
  }
  for (const control of document.querySelectorAll('button, input, select, textarea, a[href]')) {
    const { left, right, width } = control.getBoundingClientRect();
    if (width > 1 && (left < -1 || right > innerWidth + 1))
      found.add(
        `${control.getAttribute('aria-label') ?? control.textContent ?? control.tagName} sticks out of the window`,
      );
  }
  texts.forEach((text, index) => (text.data = before[index] ?? ''));
  return [...found];
}
