// What a room sees of a step: every text with its size and contrast, and whatever is cut or scrolls.
() => {
    const luminance = ([r, g, b]) => {
        const linear = [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    };
    const parse = (colour) => {
        const numbers = colour.match(/[\d.]+/g).map(Number);
        return { rgb: numbers.slice(0, 3), alpha: numbers.length > 3 ? numbers[3] : 1 };
    };
    const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const style = getComputedStyle(at);
            const { rgb, alpha } = parse(style.backgroundColor);
            if (style.backgroundImage !== "none") { return { rgb, patterned: true }; }
            if (alpha === 1) { return { rgb, patterned: false }; }
            if (alpha > 0) { throw new Error(`a half-transparent ground under ${element.outerHTML.slice(0, 80)}`); }
        }
        return { rgb: [255, 255, 255], patterned: false };
    };
    // What is painted under a text of a drawing, at its ends and in its middle: what the eye has behind its letters.
    const painted = (box) => {
        const at = [0.02, 0.25, 0.5, 0.75, 0.98].flatMap((x) => [0.3, 0.5, 0.7].map((y) =>
            [box.left + x * box.width, box.top + y * box.height]))
            // Where the board is scrolled, what is under its edge is painted nowhere yet.
            .filter(([, y]) => y > 0 && y < innerHeight);
        const grounds = at.map(([x, y]) => {
            const under = document.elementsFromPoint(x, y).find((one) =>
                one.tagName !== "text" && !(one instanceof SVGElement && one.tagName !== "svg"
                    && getComputedStyle(one).fill === "none"));
            if (!(under instanceof SVGElement) || under.tagName === "svg") { return ground(under); }
            const { fill, fillOpacity } = getComputedStyle(under);
            if (fillOpacity !== "1") { throw new Error(`a half-transparent ground under ${under.outerHTML.slice(0, 80)}`); }
            return fill.startsWith("url") ? { rgb: null, patterned: true } : { rgb: parse(fill).rgb, patterned: false };
        });
        return grounds;
    };
    const board = document.querySelector(".planche");
    const texts = [];
    const cut = [];
    // What a board that scrolls holds under its edge is reached; what it holds beside its edge is not.
    const scrolling = board.scrollHeight > board.clientHeight + 1 && getComputedStyle(board).overflowY === "auto";
    const letters = [];
    const walker = document.createTreeWalker(board, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.nodeValue.trim() || element.closest("[popover], title")) { continue; }
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        if (!box.width) { continue; }
        const style = getComputedStyle(element);
        const drawn = element instanceof SVGElement;
        const grounds = drawn ? painted(box) : [ground(element)];
        const contrasts = grounds.filter(({ rgb }) => rgb).map(({ rgb }) => {
            const letters = luminance(parse(drawn ? style.fill : style.color).rgb);
            const [high, low] = [letters, luminance(rgb)].sort((a, b) => b - a);
            return (high + 0.05) / (low + 0.05);
        });
        texts.push({
            text: node.nodeValue.trim().slice(0, 40),
            size: parseFloat(style.fontSize) * (drawn ? element.getScreenCTM().d : 1),
            contrast: Math.min(...contrasts),
            patterned: grounds.some(({ patterned }) => patterned),
            main: element.classList.contains("valeur"),
        });
        if (drawn) { letters.push([node.nodeValue.trim().slice(0, 40), box]); }
        const under = !scrolling && (box.top < -0.5 || box.bottom > innerHeight + 0.5);
        if (box.left < -0.5 || under || box.right > innerWidth + 0.5) {
            cut.push(`outside the window: ${node.nodeValue.trim().slice(0, 40)}`);
        }
        for (let at = element; at !== board.parentElement; at = at.parentElement) {
            if (getComputedStyle(at).overflow === "visible") { continue; }
            const room = at.getBoundingClientRect();
            const lower = !(scrolling && at === board) && (box.top < room.top - 2 || box.bottom > room.bottom + 2);
            if (box.left < room.left - 1 || lower || box.right > room.right + 1) {
                cut.push(`cut by .${at.className}: ${node.nodeValue.trim().slice(0, 40)}`);
            }
        }
    }
    // Blocks of texts may not lie over one another.
    const blocks = [...board.querySelectorAll(".entete, .retenir, .chiffre-cle, .image, .notes, .avance")];
    const boxes = blocks.map((block) => [block.className, block.getBoundingClientRect()]);
    const over = [];
    boxes.forEach(([name, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
        if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) {
            over.push(`${name} over ${other}`);
        }
    }));
    letters.forEach(([text, a], i) => letters.slice(i + 1).forEach(([other, b]) => {
        // A line's box is taller than its letters. Signs of two teams of one place lie over one another, as they do there.
        const tall = 0.2 * Math.min(a.height, b.height);
        if (Math.max(text.length, other.length) > 2 && a.left < b.right - 1 && b.left < a.right - 1 && a.top + tall < b.bottom && b.top + tall < a.bottom) {
            over.push(`« ${text} » over « ${other} »`);
        }
    }));
    for (const block of board.querySelectorAll(".chiffres, .chiffre-cle, .image, .corps, .retenir, .notes, .avance")) {
        if (block.scrollHeight > block.clientHeight + 3 || block.scrollWidth > block.clientWidth + 3) {
            over.push(`${block.className} holds more than its room: ${block.scrollWidth} × ${block.scrollHeight} `
                + `in ${block.clientWidth} × ${block.clientHeight}`);
        }
    }
    const main = document.querySelector("[data-testid=stMain]");
    return {
        texts, cut, over,
        scrolls: document.documentElement.scrollHeight > innerHeight
            || (main.scrollHeight > main.clientHeight && getComputedStyle(main).overflowY !== "hidden")
            || board.scrollHeight > board.clientHeight + 1 || board.scrollWidth > board.clientWidth + 1,
        chrome: ["stSidebar", "stHeader", "stToolbar"].filter((name) => {
            const found = document.querySelector(`[data-testid=${name}]`);
            return found && found.getClientRects().length > 0;
        }),
        colours: getComputedStyle(board).backgroundColor,
    };
}
