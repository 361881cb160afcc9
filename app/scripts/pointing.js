// A chart is an image, which knows nothing of what is in it. Whoever points at one gets the drawing itself in its place:
// then the browser shows what a mark says, and where there is no mouse a note does. What fails leaves the image as it is.
if (!window.chartsCanBePointedAt) {
    window.chartsCanBePointedAt = true;
    // Where images do not have the ink of the page's theme, drawings take the place of all of them.
    const imagesHaveOtherInk =
        navigator.vendor.startsWith("Apple") || matchMedia("(forced-colors: active)").matches;
    // By image, its drawing while it is on its way.
    const expected = new Map();
    const note = document.createElement("div");
    note.className = "chart-note";

    const load = async image => {
        const answer = await fetch(image.currentSrc);
        const parsed = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
        const drawing = parsed.documentElement;
        if (!answer.ok || drawing.localName !== "svg") throw new Error("no drawing");
        drawing.setAttribute("class", "chart");
        drawing.setAttribute("role", "img");
        drawing.setAttribute("aria-label", image.alt);
        return drawing;
    };
    const draw = async image => {
        const picture = image.parentElement;
        try {
            const drawing = await load(image);
            picture.replaceWith(drawing);
            // The image chooses its width by that of the window, and does so again when the window changes.
            const restore = () => {
                drawing.replaceWith(picture);
                // Loaded once more, it is drawn once more where all are.
                image.setAttribute("src", image.getAttribute("src"));
            };
            for (const { media } of picture.querySelectorAll("source")) {
                matchMedia(media).addEventListener("change", restore, { once: true });
            }
        } catch {
            // The image stays, and a later try may succeed.
        }
        expected.delete(image);
    };
    const drawOnce = target => {
        const isThere = target.matches?.("img.chart") && target.complete;
        if (isThere && !expected.has(target)) expected.set(target, draw(target));
        return expected.get(target);
    };
    const tell = (x, y) => {
        const mark = document.elementFromPoint(x, y)?.closest("svg.chart :has(> title)");
        if (!mark) return;
        note.textContent = mark.querySelector("title").textContent;
        note.style.top = `${y}px`;
        document.body.append(note);
    };

    document.addEventListener("pointerover", ({ target }) => drawOnce(target));
    document.addEventListener("pointerdown", async ({ target, pointerType, clientX, clientY }) => {
        note.remove();
        if (pointerType === "mouse") return;
        await drawOnce(target);
        tell(clientX, clientY);
    });
    if (imagesHaveOtherInk) {
        document.addEventListener("load", ({ target }) => drawOnce(target), true);
        [...document.querySelectorAll("img.chart")].filter(image => image.complete).forEach(drawOnce);
    }
}
