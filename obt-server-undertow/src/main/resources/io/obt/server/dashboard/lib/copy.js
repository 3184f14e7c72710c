/**
 * Puts `text` into the clipboard; true when it is there. Browsers offer the clipboard to https and localhost only:
 * elsewhere the old way works on `element`, which shows that text, or the text is at least selected.
 */
export async function copyText(text, element) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(() => true, () => selectAndCopy(element));
  }
  return selectAndCopy(element);
}

function selectAndCopy(element) {
  getSelection().selectAllChildren(element);
  return document.execCommand("copy");
}
