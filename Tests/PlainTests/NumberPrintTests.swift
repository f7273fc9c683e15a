// SPDX-License-Identifier: Apache-2.0

import Plain
import Testing

/// One number in print and for a machine: the same digits.
@Suite("Numbers in print and for machines") struct NumberPrintTests {
  @Test(arguments: [
    (-1624.591, 2, "−1624.59", "-1624.59"), (1000, 1, "1000", "1000"), (1_000_000.5, 1, "1 000 000.5", "1000000.5"),
    (0.05, 1, "0.1", "0.1"), (-0.04, 1, "0", "0"), (12, 0, "12", "12"), (33.333_333, 1, "33.3", "33.3"),
    (2.0, 3, "2", "2"), (1e15, 1, "–", ""), (.nan, 1, "–", ""), (.infinity, 0, "–", ""),
  ])
  func sameDigits(value: Double, decimals: Int, print: String, machine: String) {
    #expect(Numbers.text(value, decimals: decimals) == print)
    #expect(Numbers.machine(value, decimals: decimals) == machine)
  }

  @Test(arguments: [(4.46, "+4.5"), (-9.8, "−9.8"), (0.04, "0"), (-0.04, "0"), (1e15, "–"), (.nan, "–")])
  func aSignIsShownWhereThereIsOne(value: Double, print: String) { #expect(Numbers.signed(value) == print) }

  @Test func whatPrintsAsZero() {
    #expect(
      Numbers.isZero(0.049) && Numbers.isZero(-0.049) && !Numbers.isZero(0.05) && Numbers.isZero(0.4, decimals: 0))
    #expect(!Numbers.isZero(.nan))
  }
}
