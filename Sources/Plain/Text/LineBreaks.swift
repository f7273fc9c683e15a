// SPDX-License-Identifier: Apache-2.0

extension Unicode.Scalar {
  /// Whether some reader takes it for the end of a line: LF, VT, FF, CR, NEL, LS, PS (Unicode Standard Annex 14, class BK, CR, LF, NL).
  public var breaksLine: Bool {
    switch value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Whether it is a control character of C0, C1 or DEL.
  public var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }

  /// Whether it turns the direction in which text is read (Unicode Standard Annex 9, explicit formatting).
  public var turnsDirection: Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
