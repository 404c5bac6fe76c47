// A receipt to print, for whom the host signs in. Its page answers to a token, which a link carries none of: it is
// fetched with it, and stands under its receipt. On paper it is alone.
// A window, how to fetch, and where the API is come in. Entry point: printReceipts.

const RECEIPT = /^\/v1\/records\/[^/]+\/receipt$/;

export const printReceipts = (page, fetch, api = page.location.origin) => {
  const { document } = page;
  const root = document.documentElement;

  const show = async (link) => {
    const answer = await fetch(new page.Request(link.href, { headers: { accept: "text/html" } }));
    if (!answer.ok) throw new TypeError("the receipt does not come");
    // Where a line may break the page's own style says.
    const text = (await answer.text()).replace(/<wbr>/g, "");
    const receipt = new page.DOMParser().parseFromString(text, "text/html");
    const sheet = document.createElement("section");
    sheet.className = "printable";
    sheet.lang = receipt.documentElement.lang;
    sheet.tabIndex = -1;
    sheet.append(...[...receipt.querySelector("main").children].map(belowRecord));
    // One at a time: nothing else is on the paper.
    for (const earlier of document.querySelectorAll(".printable")) earlier.remove();
    link.closest(".receipt").append(sheet);
    sheet.focus();
    root.dataset.printing = "";
    page.print?.();
  };

  // In the list of records it is below the heading of its own record.
  const belowRecord = (part) => {
    if (!/^H\d$/.test(part.tagName)) return part;
    const heading = document.createElement("h4");
    heading.append(...part.childNodes);
    return heading;
  };

  page.addEventListener("afterprint", () => delete root.dataset.printing);
  page.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[href]");
      if (link?.origin !== api || !RECEIPT.test(link.pathname)) return;
      event.preventDefault();
      // Where nobody answers the app finds it out by asking, and says so.
      show(link).catch(() => page.dispatchEvent(new page.Event("online")));
    },
    true,
  );
};
