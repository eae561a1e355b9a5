/** A Markdown table; cells are texts. */
export function table(headers, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A number with so many decimals, '-' where there is none. */
export function fixed(value, decimals = 3) {
  return typeof value === 'number' && Number.isFinite(value) ? value.toFixed(decimals) : '-';
}

/** 1234567 as 1,234,567; '-' where there is none. */
export function grouped(value) {
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value).toLocaleString('en-US') : '-';
}
