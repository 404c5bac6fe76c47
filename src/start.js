// `/` where no server looks at the reader's languages: to the first of them that the site has, otherwise to the
// one that the deployment sets (`language` in config.json), otherwise to Chinese, whose text governs.

const known = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find((lang) => ["zh", "en"].includes(lang));
const set = async () => known ?? (await (await fetch("/config.json")).json()).language;
const go = (lang) => location.replace(`/${lang === "en" ? "en" : "zh"}/${location.search}`);
set().then(go, go);
