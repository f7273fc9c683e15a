// SPDX-License-Identifier: Apache-2.0

import Course
import Plain
import Testing

/// What of a mark is seen in what is printed, by places that are worked out by hand.
@Suite struct SeenMarkTests {
  /// From 50,50 to 150,150.
  private let part = ImageCrop(corner: ImagePoint(x: 50, y: 50), width: 100, height: 100)

  private func seen(_ text: String, aspect: Double = 1) throws -> SeenMark? {
    try ImageMark(parsing: text).seen(in: try #require(part), aspect: aspect)
  }

  /// From 0.5 to 100.5 across at the height of 100.5: the edge is at 50.
  @Test func anArrowBeginsAtTheEdge() throws {
    let found = try #require(try seen("arrow 0,100 to 100,100"))
    #expect(found.shape == .arrow(from: .init(x: 50, y: 100.5), to: .init(x: 100.5, y: 100.5)) && !found.isWhole)
    #expect(try seen("arrow 60,60 to 90,90")?.isWhole == true)
    // An arrow whose tip is not seen points at nothing.
    #expect(try seen("arrow 100,100 to 0,100") == nil)
    // Of its shaft only two pixels are left.
    #expect(try seen("arrow 0,100 to 52,100") == nil)
  }

  @Test func aLineSaysWhichEndsAreSeen() throws {
    let found = try #require(try seen("line 100,0 to 100,100"))
    #expect(
      found.shape
        == .line(from: .init(x: 100.5, y: 50), to: .init(x: 100.5, y: 100.5), startIsSeen: false, endIsSeen: true))
    #expect(try seen("line 0,0 to 40,40") == nil && seen("line 0,60 to 60,0") == nil)
  }

  @Test func aCircleIsCutIntoArcs() throws {
    #expect(try seen("circle 100,100 radius 30")?.isWhole == true)
    // It goes round all that is printed.
    #expect(try seen("circle 100,100 radius 500") == nil)
    let found = try #require(try seen("circle 50,100 radius 30"))
    guard case .arcs(let arcs) = found.shape else {
      Issue.record("\(found)")
      return
    }
    // The right half, on both sides of the place at which a way round begins.
    #expect(arcs.joined().allSatisfy { $0.x >= 50 && abs(distance($0) - 30) < 0.02 })
    #expect(arcs.joined().contains { abs($0.x - 80.5) < 0.01 })
    func distance(_ place: SeenMark.Place) -> Double {
      ((place.x - 50.5) * (place.x - 50.5) + (place.y - 100.5) * (place.y - 100.5)).squareRoot()
    }
  }

  /// Of pixels twice as high as wide a circle of 60 across is 30 down.
  @Test func aCircleIsRoundInPrint() throws {
    #expect(try seen("circle 100,100 radius 49", aspect: 1)?.isWhole == true)
    #expect(try seen("circle 100,110 radius 45", aspect: 1)?.isWhole == false)
    #expect(try seen("circle 100,110 radius 45", aspect: 2)?.isWhole == true)
  }
}

@Suite struct ScanModalityTests {
  private func isNamed(_ code: String, _ chart: String) -> Bool? { ScanModality(code)?.isNamed(in: chart) }

  @Test func modalitiesInWords() {
    #expect(isNamed("CT", "PET-CT") == true)
    #expect(isNamed("PT", "PET/CT") == true)
    #expect(isNamed("MR", "MRT Abdomen") == true)
    #expect(isNamed("MR", "CT") == false)
    #expect(isNamed("US", "Sonographie") == true)
    // A word that nobody knows says nothing.
    #expect(isNamed("MR", "staging") == nil)
    #expect(isNamed("XC", "CT") == nil)
    #expect(ScanModality("XX") == nil && ScanModality("ct") == nil)
  }

  /// A picture is called by its own modality: the chart's word names it only where it names no other.
  @Test func aPictureIsCalledByItsOwn() {
    func name(_ code: String, _ chart: String?) -> String? { ScanModality(code)?.phrase(beside: chart).english }
    #expect(name("US", "PET-CT") == "ultrasound")
    #expect(name("PT", "PET-CT") == "PET")
    #expect(name("CT", "PET-CT") == "CT")
    #expect(name("MR", "MRT Abdomen") == "MRT Abdomen")
    #expect(name("MR", nil) == "MRI")
    #expect(ScanModality("MR")?.phrase(beside: "CT").german == "MRT")
  }

  @Test func meantByAWordOfCharts() {
    for (word, code) in [("MRI", "MR"), ("ct", "CT"), ("PET", "PT"), ("Röntgen", "CR"), ("sono", "US")] {
      #expect(ScanModality.meant(by: word)?.code == code, "\(word)")
    }
    #expect(ScanModality.meant(by: "PET-CT") == nil && ScanModality.meant(by: "XX") == nil)
  }
}
