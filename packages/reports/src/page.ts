import { html, Markup, type Content } from './html/html';
import { STYLE_SHEET } from './style/style-sheet';

/** Nothing may be loaded and nothing may run: what a page made from data needs, and no more. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

export function page(title: string, sections: readonly Content[]): string {
  const { text } = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${new Markup(CONTENT_SECURITY_POLICY)}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>${title}</title>
      <style>
        ${new Markup(STYLE_SHEET)}
      </style>
    </head>
    <body>
      <main>${sections}</main>
    </body>
  </html> `;
  return `<!doctype html>\n${text}`;
}
