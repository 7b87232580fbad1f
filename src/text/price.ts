/** An amount of US dollars with six significant digits, for somebody who checks it; never in exponents. */
export const exactDollars = (usd: number): string =>
  `$${usd.toLocaleString("en-US", { maximumSignificantDigits: 6 })}`;

/**
 * A price in dollars per million tokens, as lists write it: at least two decimals, and as many more as it has. Made without
 * `toLocaleString`, which takes 15 µs a call and a list has 1,500 prices.
 */
export const perMillion = (price: number): string =>
  price.toFixed(6).replace(/(\.\d\d\d*?)0+$/, "$1");
