/**
 * Ink on paper, and two data colours: a blue grey for real rows, a vermilion for synthetic ones (after Okabe and Ito's
 * colour-blind-safe palette). Densities are ink in tones; a deeper blue tells "fewer" in pictures of differences, where a
 * tone must be seen at a tenth of its strength. Text reaches 4.5:1 against its ground, marks 3:1, in both schemes.
 */
export const COLOURS = `
:root {
  color-scheme: light dark;
  --page: #fbfaf7; --ink: #1d1f23; --muted: #5d626b; --rule: #e3e0d8; --axis: #8b8d91; --panel: #f3f1eb;
  --real: #728aa1; --synthetic: #c4450c; --fewer: #2b6296;
  --pass: #1f6b45; --warn: #8a5a00; --block: #a3211b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #16181c; --ink: #e6e4df; --muted: #a0a4ab; --rule: #2c2f35; --axis: #74787f; --panel: #1e2126;
    --real: #66809a; --synthetic: #ff8a4c; --fewer: #79aee0;
    --pass: #6cc495; --warn: #e0ae4a; --block: #f0857d;
  }
}
@media print {
  :root {
    --page: #fff; --ink: #000; --muted: #444; --rule: #ddd; --axis: #777; --panel: #fff;
    --real: #7b92a8; --synthetic: #b83c06; --fewer: #2b6296; --pass: #1f6b45; --warn: #7a5000; --block: #931c17;
  }
}
`;
