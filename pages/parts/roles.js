// What Streamlit draws without the role, the name or the place in the order of the Tab key that it should have: given
// here, wherever it appears. Attributes only: nothing is moved, nothing written.

(() => {
    if (window.visaRoles) { return; }

    function set(element, attributes) {
        for (const [name, value] of Object.entries(attributes)) {
            if (element.getAttribute(name) !== value) { element.setAttribute(name, value); }
        }
    }

    const MENDED = {
        // A list whose children are blocks: each section of the menu is a list of pages, named by its title.
        "[data-testid=stSidebarNavItems]": (menu) => {
            set(menu, { role: "none" });
            for (const section of menu.children) {
                const title = section.querySelector("[data-testid=stNavSectionHeader]");
                set(section, { role: "list", ...(title ? { "aria-label": title.innerText.split("\n")[0] } : {}) });
                if (title) { set(title, { "aria-hidden": "true" }); }
                section.querySelectorAll(":scope > li").forEach((item) => set(item, { role: "listitem" }));
            }
        },
        // What scrolls by itself, without anything to go to inside: the arrows scroll it once the Tab key is on it.
        "[data-testid=stVerticalBlock][overflow=auto]": (block) => {
            set(block, { tabindex: "0", role: "region", "aria-label": "Cadre à faire défiler" });
        },
        // A table of a card, where it is wider than its card.
        ".stHtml .defile": (block) => {
            if (block.scrollWidth > block.clientWidth) {
                set(block, { tabindex: "0", role: "region", "aria-label": "Tableau à faire défiler" });
            }
        },
        // A drop zone is a group named by its label, not a decoration.
        "[data-testid=stFileUploaderDropzone][role=presentation]": (zone) => set(zone, { role: "group" }),
    };

    function mend() {
        window.visaRoles.due = false;
        for (const [selector, mended] of Object.entries(MENDED)) {
            document.querySelectorAll(selector).forEach(mended);
        }
    }

    // Once what has come is drawn: measuring it sooner would lay the page out twice, and a click waits for it.
    const AFTER_MS = 100;
    window.visaRoles = new MutationObserver(() => {
        if (window.visaRoles.due) { return; }
        window.visaRoles.due = true;
        setTimeout(mend, AFTER_MS);
    });
    window.visaRoles.observe(document.body, { childList: true, subtree: true });
    mend();
})();
