// A page on paper. Charts are drawn for the width of the screen: told their own size, they take that of the sheet.
// No request leaves the page.

function ready() {
    for (const chart of document.querySelectorAll(".js-plotly-plot .svg-container")) {
        const { offsetWidth: width, offsetHeight: height } = chart;
        if (!width || !height) { continue; }
        chart.style.setProperty("--largeur", `${width}px`);
        chart.style.setProperty("--rapport", `${width} / ${height}`);
        for (const drawing of chart.querySelectorAll(":scope > .main-svg")) {
            drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
        }
    }
}

function back() {
    for (const drawing of document.querySelectorAll(".js-plotly-plot .svg-container > .main-svg")) {
        drawing.removeAttribute("viewBox");
    }
}

export default function ({ parentElement }) {
    parentElement.querySelector("button").onclick = () => window.print();
    if (window.visaPaper) { return; }
    window.visaPaper = true;
    window.addEventListener("beforeprint", ready);
    window.addEventListener("afterprint", back);
}
