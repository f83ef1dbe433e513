// Gives bytes to the browser as a file to be saved.

export function handToDownloads(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The download has its own hold on the blob once the click returned to the event loop.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
