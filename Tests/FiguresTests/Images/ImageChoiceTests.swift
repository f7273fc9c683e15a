// SPDX-License-Identifier: Apache-2.0

@testable import Figures
import Testing

@Suite struct ImageChoiceTests {
  @Test func theAuthorChooses() {
    #expect(ImageChoice.chosen([nil, nil, nil], most: 2) == [0, 1])
    #expect(ImageChoice.chosen([nil, true, nil], most: 3) == [1])
    #expect(ImageChoice.chosen([true, nil, true, true], most: 2) == [0, 2])
    #expect(ImageChoice.chosen([false, nil], most: 5) == [1])
    #expect(ImageChoice.chosen([nil, true], most: 0).isEmpty)
    #expect(ImageChoice.chosen([], most: 3).isEmpty)
  }

  @Test func lettersGoOn() {
    #expect(
      [0, 25, 26, 27, 51, 52, 701, 702].map(ImageChoice.letter) == ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"])
  }
}
