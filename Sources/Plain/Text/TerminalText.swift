// SPDX-License-Identifier: Apache-2.0

/// Text for a terminal: what could move the cursor, colour, retitle or answer is shown instead of sent.
///
/// A terminal acts on the control functions of ECMA-48 (fifth edition, 5.2 to 5.5): ESC and the rest of C0, and C1 whether it comes as `ESC [`
/// or as U+009B. Marks that turn the direction of text (Unicode Standard Annex 9) run nothing, but show a line that was not written.
public enum TerminalText {
  /// The text on as many lines as it has line feeds, and with nothing in it that a terminal acts on.
  ///
  /// Tabs become spaces. The rest of C0 and DEL become their pictures (Unicode, block Control Pictures: `␛`); C1, other line breaks and marks of
  /// direction have no picture and become their number: `\u{9B}`.
  public static func safe(_ text: String) -> String {
    // Most text is harmless and is given back as it is.
    guard text.unicodeScalars.contains(where: { $0 != "\n" && isActive($0) }) else { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": safe.append(scalar)
      case "\t": safe.append(" ")
      case _ where isActive(scalar): safe.append(contentsOf: shown(scalar).unicodeScalars)
      default: safe.append(scalar)
      }
    }
    return String(safe)
  }

  private static func isActive(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isControl || scalar.breaksLine || scalar.turnsDirection
  }

  /// What stands for a scalar that may not be sent.
  private static func shown(_ scalar: Unicode.Scalar) -> String {
    let picture: UInt32? =
      switch scalar.value {
      case 0..<0x20: 0x2400 + scalar.value
      case 0x7F: 0x2421
      default: nil
      }
    if let picture = picture.flatMap(Unicode.Scalar.init) { return String(Character(picture)) }
    return "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
  }
}
