// SPDX-License-Identifier: Apache-2.0

extension Unicode.Scalar {
  /// What stands for a scalar that a page or a calendar may not hold.
  static let replacement: Unicode.Scalar = "\u{FFFD}"

  /// Whether it is seen by no reader and yet changes what is shown: a control, or a mark that turns the direction of what follows.
  var isHidden: Bool { isControl || turnsDirection }
}
