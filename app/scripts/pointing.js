// A chart is an image, which knows nothing of what is in it. Whoever points at one gets the drawing itself in its place:
// then the browser shows what a mark says, and texts can be selected. What fails leaves the image as it is.
if (!window.chartsCanBePointedAt) {
    window.chartsCanBePointedAt = true;
    document.addEventListener("pointerover", async ({ target }) => {
        if (!target.matches?.("img.chart:not([data-asked])")) return;
        target.dataset.asked = "";
        const answer = await fetch(target.currentSrc).catch(() => null);
        if (!answer?.ok) return;
        const text = await answer.text();
        const drawing = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
        drawing.setAttribute("class", target.className);
        drawing.setAttribute("role", "img");
        drawing.setAttribute("aria-label", target.alt);
        target.parentElement.replaceWith(drawing);
    });
}
