/** A picture for a post or over a video: the size that sites show a link with. */
export const WIDTH = 1200;
export const HEIGHT = 630;

export const MARGIN = 56;
export const MOST_ROWS = 8;

/** From the top: rows get what is left between the title and the foot. */
export const HEAD_BASELINE = 66;
export const TITLE_BASELINE = 124;
export const TITLE_LINE = 44;
export const TITLE_SIZE = 36;
export const ROWS_BOTTOM = 560;
export const FOOT_BASELINE = 598;
export const MOST_ROW_HEIGHT = 60;

/** From the left: a bar may be as long as its track; its number stands behind it. */
export const SPEED_LEFT = 330;
export const SPEED_TRACK = 320;
export const TIME_LEFT = 780;
export const TIME_TRACK = 250;

export const COLORS = {
  back: "#111317",
  ink: "#f2f3f5",
  muted: "#9aa1ad",
  line: "#2a2e36",
  bar: "#5b8def",
  best: "#f2bf4b",
  bad: "#ff7b72",
} as const;

export const FONT =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** Share of the size of a letter that it takes in the width, about, for want of a ruler; wide enough for any font of the list. */
export const LETTER = 0.56;
