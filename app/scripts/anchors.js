// A link to a part of a page (`#by_region`) is followed by browsers before the part is there. Here it is waited for.
if (!window.partIsWaitedFor) {
    window.partIsWaitedFor = true;
    const goThere = () => {
        const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        part?.scrollIntoView();
        return part;
    };
    if (location.hash && !goThere()) {
        const waiting = new MutationObserver(() => goThere() && waiting.disconnect());
        waiting.observe(document.body, { childList: true, subtree: true });
    }
}
