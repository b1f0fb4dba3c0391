/**
 * Release notes as plain text. They come from the network, as text, as HTML or as a list by version. SECURITY: markup is taken out here,
 * and what is left is shown as text.
 */
import { plainText } from '../../oauth';

const LONGEST = 6_000;
const MOST_LINES = 120;
/** Versions, and characters of each one's notes with their markup, that are read at all. */
const MOST_VERSIONS = 20;
const LONGEST_RAW = 10 * LONGEST;

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** @param raw as the library gives them */
export function plainNotes(raw: unknown): string {
  const lines = textOf(raw)
    .slice(0, LONGEST * 4)
    .split(/\r\n|[\r\n]/)
    .map((line) => plainText(line.trim(), LONGEST));
  return lines
    .filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''))
    .slice(0, MOST_LINES)
    .join('\n')
    .trim()
    .slice(0, LONGEST);
}

/** SECURITY: no pattern looks past the next `<`: an element without an end would have each one before it looked for to the end of the text. */
function textOf(raw: unknown): string {
  if (typeof raw === 'string') {
    const text = raw.slice(0, LONGEST_RAW);
    return /<\/?[a-z][^<>]*>/i.test(text) ? withoutMarkup(text) : text;
  }
  if (!Array.isArray(raw)) return '';
  return raw
    .slice(0, MOST_VERSIONS)
    .map((entry: unknown) => {
      const { version, note } = { version: '', note: '', ...(typeof entry === 'object' ? entry : {}) };
      return `${version}\n${textOf(note)}`;
    })
    .join('\n\n');
}

function withoutMarkup(html: string): string {
  return html
    .replaceAll(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<li\b[^<>]*>/gi, '\n• ')
    .replaceAll(/<(?:br|\/p|\/h[1-6]|\/ul|\/ol|\/div|\/pre)\b[^<>]*>/gi, '\n')
    .replaceAll(/<[^<>]*>?/g, '')
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
    });
}
