// The views that the tests look at: addresses without their language.

export const NOTICE = "/notice/2025-05-09/";
export const CHANGES = "/changes/before-2025-05-09..2025-05-09/";

/** One of each kind. */
export const KINDS = [
  "/",
  "/notice/",
  NOTICE,
  CHANGES,
  "/settings/",
  "/settings/personalized-ads/",
  "/settings/personalized-ads/3/",
  "/choices/",
  "/check-up/",
  "/data/",
  "/data/location/",
  "/data/lists/collected/",
  "/data/lists/shared/",
  "/data/lists/rights/",
  "/data/lists/recommendations/",
  "/search/",
];

/** And what is particular within a kind: an earlier release, a guide that warns, the first step and the end of a walk,
 * a guide without one. */
export const VIEWS = [
  ...KINDS,
  "/notice/before-2025-05-09/",
  "/settings/delete-messages/",
  "/settings/disable-nearby/1/",
  "/settings/disable-nearby/3/",
  "/settings/listen-recommendations/5/",
  "/settings/deceased-users/",
];
