/** What the tests use of jstat, which has no types of its own. */
declare module "jstat" {
  export const jStat: {
    readonly binomial: {
      pdf(k: number, n: number, p: number): number;
      cdf(k: number, n: number, p: number): number;
    };
    readonly beta: {
      cdf(x: number, a: number, b: number): number;
      inv(p: number, a: number, b: number): number;
    };
    readonly normal: {
      cdf(x: number, mean: number, deviation: number): number;
      inv(p: number, mean: number, deviation: number): number;
    };
    readonly studentt: {
      cdf(t: number, freedom: number): number;
      inv(p: number, freedom: number): number;
    };
  };
}
