// SPDX-License-Identifier: Apache-2.0

import Course
import Testing

/// The short texts of pictures read back as they are written, and what is none says what would be.
@Suite struct ImageGrammarTests {
  @Test(arguments: ["arrow 160,240 to 120,200", "circle 120,200 radius 30", "line 10,20 to 80,90"])
  func marks(text: String) throws {
    #expect(try ImageMark(parsing: text).text == text)
    #expect(try ImageMark(parsing: text.replacing(",", with: " , ")).text == text)
  }

  @Test(arguments: [
    "", "arrow", "arrow 1,2", "arrow 1,2 to 1,2", "circle 1,2 radius 0", "line 1,2 to 3", "line -1,2 to 3,4",
    "box 1,2 to 3,4",
    "arrow 1,2 to 3,4 and more", "circle 1,2 radius 1.5", "line 1,2 to 9999999,4",
  ])
  func noMarks(text: String) {
    do throws(ValueSyntaxError) {
      _ = try ImageMark(parsing: text)
      Issue.record("\(text) is read")
    } catch {
      #expect(error.expected == ImageMark.expected)
    }
  }

  @Test func crops() throws {
    #expect(try ImageCrop(parsing: "300 x 280 at 100, 80").text == "300x280 at 100,80")
    #expect(try ImageCrop(parsing: "300×280 at 0,0").text == "300x280 at 0,0")
    for text in ["300x0 at 1,1", "300 at 1,1", "300x280", "300x280 at -1,1"] {
      #expect(throws: ValueSyntaxError.self) { try ImageCrop(parsing: text) }
    }
    #expect(ImageCrop(corner: ImagePoint(x: -1, y: 0), width: 1, height: 1) == nil)
  }

  @Test func spacings() throws {
    #expect(try ImageSpacing(parsing: "0.742 mm").text == "0.742 mm")
    #expect(try ImageSpacing(parsing: "0.742x0.9mm").text == "0.742 x 0.9 mm")
    #expect(try ImageSpacing(parsing: "1 mm").isSquare)
    #expect(try !ImageSpacing(parsing: "1 x 1.1 mm").isSquare)
    #expect(ImageSpacing(across: 0, down: 1) == nil && ImageSpacing(across: .nan, down: 1) == nil)
    for text in ["0.742", "0,742 mm", "mm", "0.742 cm", "-1 mm", "1e3 mm"] {
      #expect(throws: ValueSyntaxError.self) { try ImageSpacing(parsing: text) }
    }
    do throws(ValueSyntaxError) { _ = try ImageSpacing(parsing: "51 mm") } catch { #expect(error.kind == .impossible) }
  }

  @Test func windows() throws {
    #expect(try ImageWindow(parsing: "40/400").text == "40/400")
    #expect(try ImageWindow(parsing: "−600 / 1500").text == "-600/1500")
    #expect(try ImageWindow(parsing: "-0.5/1.25").text == "-0.5/1.25")
    for text in ["40", "40/", "40/0.5", "40/-400", "a/b"] {
      #expect(throws: ValueSyntaxError.self) { try ImageWindow(parsing: text) }
    }
  }

  /// A name leads nowhere else.
  @Test func fileNames() {
    for name in ["a.png", "0.png", "CT-1_2.v3.png", String(repeating: "f", count: 64) + ".png"] {
      #expect(AssessmentImage.isFileName(name), "\(name)")
    }
    for name in [
      "", ".png", "a.jpg", "../a.png", "a/b.png", "images/a.png", "a b.png", "é.png", ".a.png", "-a.png", "a.png\n",
      String(repeating: "f", count: 125) + ".png",
    ] {
      #expect(!AssessmentImage.isFileName(name), "\(name)")
    }
  }
}

/// Standardised uptake from one end to the other.
@Suite struct UptakeWindowTests {
  @Test func readsAndWrites() throws {
    #expect(try UptakeWindow(parsing: "SUVbw 0-7").text == "SUVbw 0-7")
    #expect(try UptakeWindow(parsing: "SUVbw 0.5 – 12.25").text == "SUVbw 0.5-12.25")
    #expect(try UptakeWindow(parsing: "SUVbw 0-7 dark on white").text == "SUVbw 0-7 dark on white")
    #expect(try UptakeWindow(ends: "0/7").range == "0–7")
    for text in ["0-7", "SUV 0-7", "SUVbw 7-0", "SUVbw 0-0", "SUVbw 0-7 dark", "SUVbw -1-7", "SUVbw 0-1001", "SUVbw 0"]
    {
      #expect(throws: ValueSyntaxError.self, "\(text)") { try UptakeWindow(parsing: text) }
    }
    #expect(UptakeWindow(low: .nan, high: 7) == nil && UptakeWindow(low: 0, high: .infinity) == nil)
  }

  /// 3.5 is the middle of 0 to 7; what lies beyond an end is that end.
  @Test func shares() throws {
    let window = try #require(UptakeWindow(low: 0, high: 7))
    #expect(window.share(of: 3.5) == 0.5 && window.share(of: -1) == 0 && window.share(of: 9) == 1)
    #expect(window.share(of: .nan) == 0 && window.share(of: .infinity) == 1)
  }
}
