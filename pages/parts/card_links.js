// The links of a card that open another card: told to the page, which keeps its map; one opened beside, in another tab,
// is the browser's own. No request leaves the page.

const ASKED = "fiche";

export default function ({ parentElement, setTriggerValue }) {
    const card = parentElement.closest("[class*='_fiche']");
    card.onclick = (event) => {
        const link = event.target.closest("a[href^='?']");
        const code = link && new URLSearchParams(link.getAttribute("href")).get(ASKED);
        if (!code || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
        event.preventDefault();
        setTriggerValue("ouvre", code);
    };
}
