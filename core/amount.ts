const DECIMALS = 18

/** An amount of wei as an exact decimal number of tokens: 1500000000000000000n -> `1.5`. */
export function amount(wei: bigint): string {
  const digits = (wei < 0n ? -wei : wei).toString().padStart(DECIMALS + 1, '0')
  const whole = digits.slice(0, -DECIMALS)
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '')
  return `${wei < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}
