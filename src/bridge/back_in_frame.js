// How many views there are to go back to since the page was opened in its host.
// Entry point: followHistory, which gives `back`: whether there was one to go back to.

export const followHistory = (page) => {
  const { history, navigation } = page;
  // The browser's own answer (Chrome 102, Safari 26): it knows this frame's entries from its host's.
  if (navigation) {
    return () => {
      const isFirst = !navigation.canGoBack;
      // One that is overtaken by another way is no fault.
      if (!isFirst) for (const end of Object.values(navigation.back())) end.catch(() => {});
      return !isFirst;
    };
  }
  // Before, entries are counted: one that was made lengthens the history, and a way through it does not.
  let seen = history.length;
  let depth = 0;
  const moved = (isTravel) => {
    depth = isTravel && history.length === seen ? Math.max(0, depth - 1) : depth + 1;
    seen = history.length;
  };
  page.addEventListener("popstate", () => moved(true));
  const push = history.pushState;
  history.pushState = (...entry) => {
    push.apply(history, entry);
    moved(false);
  };
  return () => {
    const isFirst = depth === 0;
    if (!isFirst) history.back();
    return !isFirst;
  };
};
