/** The short form, for help texts. */
export const CONDITION_HELP = `
A --condition is one of
  column=value          that value; nothing after the = means missing
  column=low..high      a range of numbers, dates or time stamps, ends included; either end may be left out
  column=a|b|c          one of several values, in the proportions the model gives them
Values that hold .. or |, columns that hold =, and proportions ({ shares: … }) go into a --conditions file, which is a
mapping as under output.conditions of a chain file, in YAML or JSON. A --condition replaces the file's for its column.
`;
