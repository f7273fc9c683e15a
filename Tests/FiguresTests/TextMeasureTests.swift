// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Drawing

@Suite struct TextMeasureTests {
  /// Widths in em, got independently with FreeType 2.14.3 through Pillow 13.0.0 (basic layout, kerning on):
  ///
  ///     ImageFont.truetype("DejaVuSans.ttf", 2048, layout_engine=ImageFont.Layout.BASIC).getlength(text) / 2048
  ///
  /// and, for the last column, the same with LiberationSans-Bold.ttf, whose widths are those of Arial and Helvetica.
  static let measured: [(text: String, regular: Double, bold: Double, arialBold: Double)] = [
    ("Gemcitabine 1000 mg/m² d1, d8, q21d", 19.5332, 21.6113, 17.8394),
    ("Complete response (CR)", 12.1920, 13.6250, 11.6685),
    ("Überlebenszeit, März 2017 – größer", 17.8605, 20.0898, 16.7285),
    ("ANC < 1.5 × 10⁹/L → delay", 13.4414, 14.6138, 12.3147),
    ("≥ 3 cycles … ½ dose ± 5 µg", 14.2197, 15.4692, 12.8462),
    ("Months since first cycle", 11.7451, 13.3472, 11.3369),
    ("Patient 1 • leiomyosarcoma, grade 3", 18.4579, 20.7169, 17.0791),
    ("H₂O β-catenin α κ λ σ", 10.7178, 11.9961, 10.1113),
    ("0123456789.,:;()[]", 9.2324, 10.3457, 8.1152),
    ("Progression-free survival 14.2 mo (95 % CI 5.5—6.5)", 26.3381, 29.4863, 24.6216),
    ("AVATAR Toy Yttrium", 10.1770, 11.5285, 9.9939),
  ]

  @Test(arguments: measured)
  func agreesWithFreeType(_ expected: (text: String, regular: Double, bold: Double, arialBold: Double)) {
    let regular = TextMeasure.width(of: expected.text, style: TextStyle(size: 10))
    let bold = TextMeasure.width(of: expected.text, style: TextStyle(size: 10, weight: .bold))
    #expect(abs(regular / (10 * expected.regular) - 1) < 0.005)
    #expect(abs(bold / (10 * expected.bold) - 1) < 0.005)
    #expect(bold > 10 * expected.arialBold, "the fallback face must be narrower")
  }

  @Test func decomposedLettersAreAsWideAsComposedOnes() {
    let style = TextStyle(size: 10)
    #expect(TextMeasure.width(of: "u\u{308}", style: style) == TextMeasure.width(of: "ü", style: style))
  }

  @Test func unknownGlyphsCountAsTheWidest() {
    let widest = TextMeasure.width(of: "漢", style: TextStyle(size: 10))
    #expect(widest >= TextMeasure.width(of: "—", style: TextStyle(size: 10)))
    #expect(widest >= 10)
  }

  @Test(arguments: [12.0, 30, 60, 200])
  func wrappingLosesNothingAndKeepsTheWidth(_ width: Double) {
    let text = "Best supportive care after gemcitabine-based maintenance, Pneumonoultramicroscopicsilicosis"
    let style = TextStyle(size: 8)
    let lines = TextMeasure.wrap(text, width: width, style: style)
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    #expect(lines.allSatisfy { TextMeasure.width(of: $0, style: style) <= width + 1e-6 })
  }

  @Test func linesBreakAtSpacesAndHyphensButNotAtNoBreakSpaces() {
    let style = TextStyle(size: 10)
    #expect(TextMeasure.wrap("one two\nthree", width: .infinity, style: style) == ["one two", "three"])
    #expect(TextMeasure.wrap("second-line", width: 50, style: style) == ["second-", "line"])
    #expect(TextMeasure.wrap("dose 900\u{A0}mg", width: 52, style: style) == ["dose", "900\u{A0}mg"])
    #expect(TextMeasure.wrap("", width: 50, style: style) == [""])
  }
}
