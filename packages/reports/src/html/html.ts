/** Markup that may be put into a page as it is. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Content = string | number | Markup | null | undefined | false | readonly Content[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text made safe for element content and quoted attributes; characters that would turn the reading direction are shown as such. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c)
    .replace(/(?![\t\n\r])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/**
 * A template whose holes are escaped unless they hold Markup; lists are joined, null, undefined and false vanish. The
 * only way by which anything enters the page, so that no column name can.
 */
export function html(strings: TemplateStringsArray, ...holes: Content[]): Markup {
  let text = strings[0] ?? '';
  holes.forEach((hole, i) => {
    text += render(hole) + (strings[i + 1] ?? '');
  });
  return new Markup(text);
}

function render(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  return content.map(render).join('');
}
