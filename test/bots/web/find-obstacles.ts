import type { Page } from 'playwright-core'

/**
 * Looks for what would stop somebody from using the page as it is shown: controls without a name, ids used
 * twice or pointing nowhere, targets below 24 px (WCAG 2.2, 2.5.8), text below a contrast of 4.5 (1.4.3),
 * a missing language, title, main region or first heading, and a positive tabindex.
 */
export async function findObstacles(page: Page): Promise<string[]> {
  await page.evaluate(untilStill)
  return [
    ...(await page.evaluate(missingLandmarks)),
    ...(await page.evaluate(unnamedControls)),
    ...(await page.evaluate(smallTargets)),
    ...(await page.evaluate(brokenReferences)),
    ...(await page.evaluate(weakContrasts)),
  ]
}

/** Colours are judged at rest; what spins for ever is left alone. */
async function untilStill(): Promise<void> {
  const passing = document
    .getAnimations()
    .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
  await Promise.allSettled(passing.map((one) => one.finished))
}

function missingLandmarks(): string[] {
  const count = (selector: string) => document.querySelectorAll(selector).length
  const holds: Record<string, boolean> = {
    'a language': document.documentElement.lang !== '',
    'a title': document.title !== '',
    'exactly one main region': count('main') === 1,
    'exactly one first heading': count('h1') === 1,
    'the natural order of focus': count('[tabindex]:not([tabindex="0"], [tabindex="-1"])') === 0,
  }
  return Object.entries(holds).flatMap(([what, held]) => (held ? [] : [`missing: ${what}`]))
}

function unnamedControls(): string[] {
  const nameOf = (control: HTMLElement) => {
    const label = control.getAttribute('aria-label')
    if (label || !(control instanceof HTMLInputElement)) return label ?? control.textContent
    return [...(control.labels ?? [])].map((one) => one.textContent).join('')
  }
  return [...document.querySelectorAll<HTMLElement>('button, input, summary, a[href], [role=option]')]
    .filter((control) => control.checkVisibility() && !nameOf(control)?.trim())
    .map((control) => `no name: ${control.outerHTML.slice(0, 120)}`)
}

function smallTargets(): string[] {
  const side = (control: HTMLElement) => {
    const { width, height } = control.getBoundingClientRect()
    return Math.min(width, height)
  }
  return [...document.querySelectorAll<HTMLElement>('button, input:not(.unseen), summary, [role=option]')]
    .filter((control) => control.checkVisibility() && side(control) < 24)
    .map((control) => `too small: ${control.outerHTML.slice(0, 120)}`)
}

function brokenReferences(): string[] {
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id)
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `twice: #${id}`)
  const pointing = ['aria-controls', 'aria-describedby', 'aria-activedescendant', 'for'].flatMap(
    (attribute) =>
      [...document.querySelectorAll(`[${attribute}]`)].map(
        (element) => element.getAttribute(attribute) ?? '',
      ),
  )
  return [...twice, ...pointing.filter((id) => !ids.includes(id)).map((id) => `points nowhere: ${id}`)]
}

function weakContrasts(): string[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  if (!canvas) throw new Error('no canvas to read colours with')
  /** Red, green, blue and opacity from 0 to 1, of any notation CSS knows. */
  const parts = (color: string) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, opacity = 0] = canvas.getImageData(0, 0, 1, 1).data
    return { rgb: [red, green, blue].map((one) => one / 255), opacity: opacity / 255 }
  }
  const over = (color: string, below: number[]) => {
    const { rgb, opacity } = parts(color)
    return rgb.map((one, at) => one * opacity + (below[at] ?? 0) * (1 - opacity))
  }
  const ground = (element: Element | null): number[] =>
    element ? over(getComputedStyle(element).backgroundColor, ground(element.parentElement)) : [1, 1, 1]
  const weights = [0.2126, 0.7152, 0.0722]
  const linear = (one: number) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
  const luminance = (rgb: number[]) => rgb.reduce((sum, one, at) => sum + linear(one) * (weights[at] ?? 0), 0)
  const contrast = (element: Element) => {
    const behind = ground(element)
    const both = [luminance(behind), luminance(over(getComputedStyle(element).color, behind))]
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05)
  }
  // Disabled controls are exempt.
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.checkVisibility() && !element.closest('.unseen, [aria-disabled=true]'))
    .filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
    )
    .filter((element) => contrast(element) < 4.5)
    .map((element) => `contrast ${contrast(element).toFixed(2)}: ${element.outerHTML.slice(0, 120)}`)
}
