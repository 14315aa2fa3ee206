// A link that we write in HTML to another page of the dashboard (links.py) is followed without loading it anew: as the
// buttons « back » and « forward » do, which Streamlit listens to. Opened in another tab, it is the browser's own.

(() => {
    if (window.visaLinks) { return; }
    window.visaLinks = true;
    document.addEventListener("click", (event) => {
        const link = event.target.closest(".liens a[href^='./']");
        if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) { return; }
        event.preventDefault();
        history.pushState(null, "", link.href);
        dispatchEvent(new PopStateEvent("popstate"));
    });
})();
